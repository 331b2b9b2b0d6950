"""Brings the schema to what this release wants, where the file is: at start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from .database import contents

INI = Path(__file__).parent.parent / "alembic.ini"


def _config(file: Path) -> Config:
    config = Config(str(INI))
    config.attributes["url"] = f"sqlite:///{file}"
    return config


def head() -> str:
    """The revision this release was written for."""
    return ScriptDirectory.from_config(Config(str(INI))).get_current_head() or ""


def is_known(revision: str | None) -> bool:
    """Whether this release has the migration; the one of a newer release it has not."""
    known = {script.revision for script in ScriptDirectory.from_config(Config(str(INI))).walk_revisions()}
    return revision is None or revision in known


def pending(file: Path) -> bool:
    """
    Whether the file needs a migration of this release. A file that a newer release migrated needs none: migrations
    only add, so a release that was rolled back runs on what the newer one left.
    """
    if not file.exists():
        return True
    revision = contents(file).revision
    return is_known(revision) and revision != head()


def upgrade(file: Path) -> None:
    """Applies what is pending, all of it or nothing. Raises what the database says."""
    command.upgrade(_config(file), "head")
