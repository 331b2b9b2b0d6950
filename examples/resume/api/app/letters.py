"""Letters in the database. Each word is kept before anybody gets it, so that no restart loses one."""

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from .database import connected
from .writers import Prompt


@dataclass(frozen=True)
class Letters:
    """The tables `letters` and `letter_words`."""

    database: Path

    def begin(self, resume: int, posting: str) -> dict:
        created = datetime.now(timezone.utc).isoformat(timespec="seconds")
        with connected(self.database) as connection:
            row = connection.execute(
                "INSERT INTO letters (resume_id, posting, created_at) VALUES (?, ?, ?) RETURNING id, state, created_at",
                (resume, posting, created),
            ).fetchone()
            return dict(row)

    def state(self, letter: int) -> str | None:
        """`writing`, `finished` or `failed`; None when there is no such letter."""
        with connected(self.database) as connection:
            row = connection.execute("SELECT state FROM letters WHERE id = ?", (letter,)).fetchone()
            return row["state"] if row else None

    def prompt(self, letter: int) -> Prompt | None:
        with connected(self.database) as connection:
            row = connection.execute(
                "SELECT name, body, posting FROM letters JOIN resumes ON resumes.id = resume_id WHERE letters.id = ?",
                (letter,),
            ).fetchone()
            return Prompt(name=row["name"], resume=row["body"], posting=row["posting"]) if row else None

    def words(self, letter: int, after: int = 0) -> list[tuple[int, str]]:
        """Words with their positions, which count from 1."""
        with connected(self.database) as connection:
            rows = connection.execute(
                "SELECT position, text FROM letter_words WHERE letter_id = ? AND position > ? ORDER BY position",
                (letter, after),
            )
            return [(row["position"], row["text"]) for row in rows]

    def add_word(self, letter: int, position: int, text: str) -> None:
        with connected(self.database) as connection:
            connection.execute("INSERT INTO letter_words VALUES (?, ?, ?)", (letter, position, text))

    def end(self, letter: int, state: str) -> None:
        with connected(self.database) as connection:
            connection.execute("UPDATE letters SET state = ? WHERE id = ?", (state, letter))
