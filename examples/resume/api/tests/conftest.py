"""A service on an empty folder for each test."""

import sys
from pathlib import Path
from typing import Iterator

import pytest
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent.parent))

from app.main import create_app  # noqa: E402
from app.settings import Settings  # noqa: E402

TOKEN = "a-token-of-the-administrator-of-32"
PREVIOUS = "the-token-of-before-that-still-counts"
RESUME = {"name": "Ada", "email": "ada@example.com", "body": "Built engines. Likes tests."}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path,
        version="abc",
        allowed_origins=("https://resume.example.com",),
        preview_origins=r"https://resume-web-[a-z0-9-]+-acme\.vercel\.app",
        admin_tokens=(TOKEN, PREVIOUS),
        copies_kept=2,
        writer_seconds=0.5,
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as running:
        yield running


@pytest.fixture
def admin(client: TestClient) -> TestClient:
    client.headers["authorization"] = f"Bearer {TOKEN}"
    return client
