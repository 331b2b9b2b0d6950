import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from qteria.app import create_app
from qteria.store import Store
from qteria.tables import criteria, metadata


@pytest.fixture
def store():
    """A store of its own for each test, with the criteria that the first migration writes."""
    engine = create_engine(
        "sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool, future=True
    )
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(
            criteria.insert(),
            [
                {"code": "C-1", "title": "Says what it applies to", "phrase": "scope"},
                {"code": "C-2", "title": "Names who is responsible", "phrase": "responsible"},
                {"code": "C-3", "title": "Tells when it is looked at again", "phrase": "review"},
            ],
        )
    return Store(engine)


@pytest.fixture
def sent():
    """What was handed over to the worker."""
    return []


@pytest.fixture
def client(store, sent):
    app = create_app(
        store=store,
        send=sent.append,
        ping_redis=lambda: True,
        version="abc123",
        allowed_origins=("https://qteria.example",),
    )
    return TestClient(app)
