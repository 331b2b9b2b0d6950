import json
from urllib.request import urlopen

from fastapi.testclient import TestClient

from qteria.app import create_app
from qteria.readiness import Readiness


def test_all_is_well_when_database_and_redis_answer(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "services": {"database": "ok", "redis": "ok"}}


def test_a_service_that_does_not_answer_is_named(store):
    def down():
        raise ConnectionError

    answer = TestClient(create_app(store, print, down, "abc123")).get("/health")
    assert answer.status_code == 503
    assert answer.json()["services"] == {"database": "ok", "redis": "ConnectionError"}


def test_the_worker_tells_the_platform_that_it_is_up():
    readiness = Readiness()
    port = readiness.open(0, "abc123")
    try:
        with urlopen(f"http://127.0.0.1:{port}/health") as answer:
            assert json.load(answer) == {"status": "ok", "version": "abc123"}
    finally:
        readiness.close()
