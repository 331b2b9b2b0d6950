"""What people do: keep résumés, and read letters as they are written."""

import json

import pytest

from .conftest import RESUME


def events(text: str) -> list[tuple[str, dict]]:
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def begin(client, posting="We look for a teacher.") -> int:
    resume = client.post("/api/resumes", json=RESUME).json()["id"]
    return client.post(f"/api/resumes/{resume}/letters", json={"posting": posting}).json()["id"]


def test_a_resume_is_kept_listed_and_removed_with_its_letters(client):
    letter = begin(client)
    assert [row["name"] for row in client.get("/api/resumes").json()["resumes"]] == ["Ada"]
    assert client.get("/api/resumes/1").json()["body"] == RESUME["body"]
    assert client.delete("/api/resumes/1").status_code == 204
    assert client.get(f"/api/letters/{letter}").status_code == 404
    assert client.get("/api/resumes").json() == {"resumes": []}


@pytest.mark.parametrize("wrong", [{"name": ""}, {"body": "x" * 20_001}, {"email": "a"}])
def test_a_resume_that_is_none_is_refused(client, wrong):
    assert client.post("/api/resumes", json={**RESUME, **wrong}).status_code == 422


def test_a_letter_comes_word_by_word_to_its_end(client):
    letter = begin(client)
    answer = client.get(f"/api/letters/{letter}/stream")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    words = [data["text"] for name, data in told if name == "word"]
    assert len(words) >= 3
    assert told[-1] == ("end", {"complete": True, "words": len(words)})
    kept = client.get(f"/api/letters/{letter}").json()
    assert kept == {"id": letter, "state": "finished", "text": " ".join(words)}


def test_a_reader_that_was_cut_off_gets_the_rest_and_nothing_twice(client):
    letter = begin(client)
    whole = events(client.get(f"/api/letters/{letter}/stream").text)
    by_query = events(client.get(f"/api/letters/{letter}/stream?after=2").text)
    by_header = events(client.get(f"/api/letters/{letter}/stream", headers={"last-event-id": "2"}).text)
    assert by_query == by_header == whole[2:]


def test_the_sample_stream_keeps_nothing(client):
    told = events(client.get("/health/stream?seconds=1").text)
    assert told[-1][1]["complete"] is True
    assert client.get("/api/resumes").json() == {"resumes": []}
    assert client.get("/health/stream?seconds=601").status_code == 422


def test_what_is_not_there_is_told(client):
    for path in ("/api/resumes/9", "/api/letters/9", "/api/letters/9/stream"):
        assert client.get(path).status_code == 404
    assert client.post("/api/resumes/9/letters", json={"posting": "x"}).status_code == 404


def test_health_and_version(client):
    assert client.get("/health").json()["status"] == "ok"
    assert client.get("/version").json() == {"version": "abc"}


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://resume.example.com", True),
        ("https://resume-web-git-colours-acme.vercel.app", True),
        ("https://resume-web-git-colours-acme.vercel.app.evil.example", False),
        ("https://evil.example/?https://resume-web-x-acme.vercel.app", False),
        ("https://resume-web-git-colours-other.vercel.app", False),
    ],
)
def test_only_pages_of_this_team_may_ask(client, origin, allowed):
    answer = client.get("/api/resumes", headers={"origin": origin})
    assert (answer.headers.get("access-control-allow-origin") == origin) is allowed
