"""Copies of the database on the volume: made while it is in use, checked, counted, and brought back."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Callable

from . import schema
from .database import contents, faults, sha256, use_write_ahead_log

KINDS = ("daily", "release", "migration", "restore", "upload")
"""Why a copy was made; of each kind so many are kept."""
NAME = re.compile(r"\d{8}T\d{12}Z-(?:%s)\.sqlite" % "|".join(KINDS))


class CopyError(Exception):
    """A copy cannot be made or used; the message says why."""


@dataclass(frozen=True)
class Copies:
    """The copies of one database, in a folder of their own."""

    database: Path
    folder: Path
    kept: int
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)

    def make(self, kind: str) -> dict:
        """Copies the database as it is at one moment, whoever writes meanwhile. Returns what `describe` tells."""
        needed = 2 * self.database.stat().st_size
        self._require_space(needed)
        target = self._new(kind)
        # The oldest are dropped only once the new one is whole.
        self._fill(target, lambda partial: copy_database(self.database, partial))
        self._drop_oldest(kind)
        return self.describe(target.name)

    def take(self, content: Path) -> dict:
        """Puts a file that came from outside among the copies."""
        target = self._new("upload")
        self._fill(target, lambda partial: shutil.copyfile(content, partial))
        self._drop_oldest("upload")
        return self.describe(target.name)

    def names(self) -> list[str]:
        """Newest first."""
        if not self.folder.exists():
            return []
        return sorted((entry.name for entry in self.folder.iterdir() if NAME.fullmatch(entry.name)), reverse=True)

    def path(self, name: str) -> Path:
        """Raises CopyError for a name that is none of a copy."""
        if not NAME.fullmatch(name) or not (self.folder / name).is_file():
            raise CopyError(f"There is no copy {name!r}. There are: {', '.join(self.names()) or 'none'}.")
        return self.folder / name

    def describe(self, name: str) -> dict:
        """Name, size, digest and contents of a copy."""
        file = self.path(name)
        return {"name": name, "bytes": file.stat().st_size, "sha256": sha256(file), **contents(file).as_json()}

    def restore(self, name: str) -> dict:
        """
        Brings a copy back into the database while the service runs: all of it at once, or nothing. A copy of an older
        schema is migrated first, beside the database; what the database had is kept as another copy.
        """
        source = self.path(name)
        self._require_whole(source)
        if not schema.is_known(contents(source).revision):
            raise CopyError(
                f"The copy {name} has the schema {contents(source).revision} of a newer release, which this one does not know. "
                "Deploy that release first, or take an older copy."
            )
        before = contents(self.database)
        kept = self.make("restore")
        scratch = self.folder / "restoring.sqlite"
        try:
            shutil.copyfile(source, scratch)
            if schema.pending(scratch):
                schema.upgrade(scratch)
            self._require_whole(scratch)
            after = contents(scratch)
            _write_over(scratch, self.database)
        finally:
            scratch.unlink(missing_ok=True)
        use_write_ahead_log(self.database)
        return {"restored": name, "kept": kept["name"], "before": before.as_json(), "after": after.as_json()}

    def _new(self, kind: str) -> Path:
        if kind not in KINDS:
            raise CopyError(f"A copy of the kind {kind!r} is not known. Kinds are {', '.join(KINDS)}.")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self.folder / f"{self.now():%Y%m%dT%H%M%S%f}Z-{kind}.sqlite"

    def _fill(self, target: Path, fill: Callable[[Path], object]) -> None:
        partial = target.with_suffix(".partial")
        try:
            fill(partial)
            self._require_whole(partial)
            os.replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)

    def _require_whole(self, file: Path) -> None:
        found = faults(file)
        if found:
            raise CopyError(f"{file.name} is damaged: {'; '.join(found[:3])}")

    def _require_space(self, needed: int) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise CopyError(f"The volume has {free} bytes left, and a copy may need {needed}. Make it larger, or keep fewer copies.")

    def _drop_oldest(self, kind: str) -> None:
        same = [name for name in self.names() if name.endswith(f"-{kind}.sqlite")]
        for name in same[self.kept :]:
            (self.folder / name).unlink()


def copy_database(source: Path, target: Path) -> None:
    """SQLite's backup API: one consistent state, although others read and write."""
    with closing(sqlite3.connect(source, timeout=10)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # One file that needs no log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def _write_over(source: Path, database: Path) -> None:
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(database, timeout=10)) as live:
        copy.backup(live)
