"""Connections to the SQLite file, and what can be asked of any such file."""

import hashlib
import sqlite3
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Iterator


@contextmanager
def connected(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one piece of work: committed at its end, rolled back when it raises, closed in any case."""
    connection = sqlite3.connect(file, timeout=10)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        # In the write-ahead log a commit needs no sync of its own, so a word can be kept before it is sent.
        connection.execute("PRAGMA synchronous = NORMAL")
        with connection:
            yield connection
    finally:
        connection.close()


def use_write_ahead_log(file: Path) -> None:
    """Lets readers read while a letter is written; the file remembers it."""
    with connected(file) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


@dataclass(frozen=True)
class Contents:
    """What a database file holds, to be compared with what another one holds."""

    revision: str | None
    rows: dict[str, int]

    def as_json(self) -> dict:
        return asdict(self)


def contents(file: Path) -> Contents:
    """Its schema's revision and the number of rows of each table."""
    with connected(file) as connection:
        tables = [
            row["name"]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        # Names come from the file's own catalogue.
        rows = {
            table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in tables
            if table != "alembic_version"
        }
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone() if "alembic_version" in tables else None
    return Contents(revision=version[0] if version else None, rows=rows)


def faults(file: Path) -> list[str]:
    """What is wrong with a database file; empty when it is whole."""
    try:
        with connected(file) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + [f"a row of {row[0]} refers to nothing" for row in loose]


def sha256(file: Path) -> str:
    """Of the file as it lies there, in hex."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        for piece in iter(lambda: stream.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()
