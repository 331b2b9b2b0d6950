"""Résumés in the database."""

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from pydantic import BaseModel, Field

from .database import connected

LONGEST_BODY = 20_000
"""Characters; a longer one is no résumé, and the model would be asked to read it all."""


class NewResume(BaseModel):
    """What a person sends."""

    name: str = Field(min_length=1, max_length=200)
    email: str = Field(min_length=3, max_length=200)
    body: str = Field(min_length=1, max_length=LONGEST_BODY)


SAMPLES = [
    NewResume(
        name="Ada Example",
        email="ada@example.com",
        body="Built the engine room software of three ships. Led a team of five. Likes plain words and tested releases.",
    ),
    # The same person once more, for another kind of work: real data is like that.
    NewResume(
        name="Ada Example, teacher",
        email="ada@example.com",
        body="Taught mathematics for six years. Wrote a course on probability that is still used. Likes questions.",
    ),
]


@dataclass(frozen=True)
class Resumes:
    """The table `resumes`."""

    database: Path

    def all(self) -> list[dict]:
        """The newest hundred."""
        with connected(self.database) as connection:
            rows = connection.execute("SELECT id, name, email, created_at FROM resumes ORDER BY id DESC LIMIT 100")
            return [dict(row) for row in rows]

    def add(self, resume: NewResume) -> dict:
        created = datetime.now(timezone.utc).isoformat(timespec="seconds")
        with connected(self.database) as connection:
            row = connection.execute(
                "INSERT INTO resumes (name, email, body, created_at) VALUES (?, ?, ?, ?) RETURNING *",
                (resume.name, resume.email, resume.body, created),
            ).fetchone()
            return dict(row)

    def get(self, number: int) -> dict | None:
        with connected(self.database) as connection:
            row = connection.execute("SELECT * FROM resumes WHERE id = ?", (number,)).fetchone()
            return dict(row) if row else None

    def remove(self, number: int) -> bool:
        """Its letters go with it."""
        with connected(self.database) as connection:
            return connection.execute("DELETE FROM resumes WHERE id = ?", (number,)).rowcount > 0

    def add_samples(self) -> None:
        """Two résumés to look at."""
        for sample in SAMPLES:
            self.add(sample)
