"""A backup is worth what its restore test finds."""

import json
import sqlite3

import pytest

from app.check import check, main
from app.database import contents
from app.schema import upgrade


@pytest.fixture
def copy(tmp_path):
    file = tmp_path / "copy.sqlite"
    upgrade(file)
    return file


def test_a_whole_copy_passes_and_is_left_alone(copy, monkeypatch, capsys):
    before = copy.read_bytes()
    monkeypatch.setenv("EXPECTED_ROWS", json.dumps(contents(copy).rows))
    assert main([str(copy)]) == 0
    assert "The copy is whole" in capsys.readouterr().out
    assert copy.read_bytes() == before


def test_a_copy_that_lost_rows_fails(copy, monkeypatch, capsys):
    monkeypatch.setenv("EXPECTED_ROWS", json.dumps({**contents(copy).rows, "resumes": 2}))
    assert main([str(copy)]) == 1
    assert "::error::It holds" in capsys.readouterr().out


def test_a_damaged_copy_fails(copy):
    copy.write_bytes(copy.read_bytes()[:5000])
    assert "damaged" in check(copy, None)[0]


def test_a_copy_of_a_newer_release_fails(copy):
    with sqlite3.connect(copy) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer release" in check(copy, None)[0]
