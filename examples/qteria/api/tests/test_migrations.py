"""The migrations, read as SQL without a database."""
import os
import subprocess
import sys
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

API = Path(__file__).parent.parent


def alembic(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "alembic", *arguments],
        cwd=API,
        env={**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1/none"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_there_is_one_newest_migration():
    config = Config(str(API / "alembic.ini"))
    config.set_main_option("script_location", str(API / "migrations"))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_every_migration_can_be_read_before_it_runs_and_taken_back():
    assert "CREATE TABLE assessments" in alembic("upgrade", "head", "--sql")
    assert "DROP TABLE assessments" in alembic("downgrade", "head:base", "--sql")
