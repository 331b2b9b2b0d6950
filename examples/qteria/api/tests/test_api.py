from fastapi.testclient import TestClient

from qteria.app import create_app
from qteria.judge import judge


def add(client, document="Handbook", body="Scope, responsible, review"):
    return client.post("/api/assessments", json={"document": document, "body": body})


def test_every_answer_says_which_version_it_is(client):
    assert client.get("/version").json() == {"version": "abc123"}
    assert client.get("/api/assessments").headers["x-version"] == "abc123"


def test_what_is_added_is_handed_to_the_worker_and_listed(client, sent):
    answer = add(client)
    assert answer.status_code == 201
    key = answer.json()["assessment"]["id"]
    assert sent == [key]
    (listed,) = client.get("/api/assessments").json()["assessments"]
    assert (listed["document"], listed["verdict"]) == ("Handbook", None)


def test_a_judged_document_tells_what_is_missing_and_who_judged(client, store):
    key = add(client, body="Scope only").json()["assessment"]["id"]
    store.write_judgement(key, judge(store.body_of(key), store.criteria()), "abc123")
    told = client.get(f"/api/assessments/{key}").json()["assessment"]
    assert told["verdict"] is False
    assert told["missing"] == ["C-2", "C-3"]
    assert told["judged_by"] == "abc123"


def test_an_empty_document_is_refused(client):
    assert add(client, document="").status_code == 422
    assert add(client, body="").status_code == 422


def test_what_cannot_be_judged_is_not_kept(store):
    def down(_):
        raise ConnectionError

    broken = TestClient(create_app(store, down, lambda: True, "abc123"))
    assert add(broken).status_code == 503
    assert store.newest() == []


def test_an_assessment_can_be_removed_and_one_that_is_not_there_cannot(client):
    key = add(client).json()["assessment"]["id"]
    assert client.delete(f"/api/assessments/{key}").status_code == 204
    assert client.delete(f"/api/assessments/{key}").status_code == 404
    assert client.get(f"/api/assessments/{key}").status_code == 404


def test_the_criteria_are_listed_without_their_phrases(client):
    assert client.get("/api/criteria").json()["criteria"][0] == {
        "code": "C-1",
        "title": "Says what it applies to",
    }


def test_only_our_page_may_call_from_a_browser(client):
    def asked_from(origin):
        answer = client.get("/api/assessments", headers={"origin": origin})
        return answer.headers.get("access-control-allow-origin")

    assert asked_from("https://qteria.example") == "https://qteria.example"
    assert asked_from("https://elsewhere.example") is None
