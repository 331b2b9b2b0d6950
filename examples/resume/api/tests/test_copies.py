"""What whoever keeps the database relies on."""

import sqlite3
from pathlib import Path

import pytest

from app import schema
from app.copies import Copies, CopyError
from app.database import contents, faults

from .conftest import PREVIOUS, RESUME


def test_a_copy_holds_what_the_database_held(admin, settings, tmp_path):
    admin.post("/api/resumes", json=RESUME)
    told = admin.post("/admin/copies", json={"kind": "release"})
    assert told.status_code == 201
    assert told.json()["rows"]["resumes"] == 1
    downloaded = tmp_path / "downloaded.sqlite"
    downloaded.write_bytes(admin.get(f"/admin/copies/{told.json()['name']}").content)
    assert faults(downloaded) == []
    assert contents(downloaded) == contents(settings.database)


def test_so_many_of_each_kind_are_kept(admin):
    for kind in ("daily", "daily", "daily", "release"):
        admin.post("/admin/copies", json={"kind": kind})
    kinds = [copy["name"].split("-")[1] for copy in admin.get("/admin/copies").json()["copies"]]
    assert kinds == ["release.sqlite", "daily.sqlite", "daily.sqlite"]


def test_a_copy_is_brought_back_and_what_was_there_is_kept(admin):
    admin.post("/api/resumes", json=RESUME)
    name = admin.post("/admin/copies", json={"kind": "daily"}).json()["name"]
    admin.delete("/api/resumes/1")
    told = admin.post("/admin/restore", json={"name": name}).json()
    assert (told["before"]["rows"]["resumes"], told["after"]["rows"]["resumes"]) == (0, 1)
    assert [row["name"] for row in admin.get("/api/resumes").json()["resumes"]] == ["Ada"]
    back = admin.post("/admin/restore", json={"name": told["kept"]}).json()
    assert back["after"]["rows"]["resumes"] == 0


def test_a_copy_from_outside_is_taken_and_a_damaged_one_is_not(admin, settings):
    admin.post("/api/resumes", json=RESUME)
    name = admin.post("/admin/copies", json={"kind": "daily"}).json()["name"]
    content = admin.get(f"/admin/copies/{name}").content
    taken = admin.put("/admin/copies", content=content)
    assert taken.status_code == 201 and taken.json()["rows"]["resumes"] == 1
    damaged = admin.put("/admin/copies", content=content[:5000])
    assert damaged.status_code == 409 and "damaged" in damaged.json()["detail"]
    assert not [file for file in Path(settings.data).rglob("*") if file.suffix in (".partial", ".upload")]


def test_a_copy_of_a_newer_schema_is_refused(admin, settings):
    name = admin.post("/admin/copies", json={"kind": "daily"}).json()["name"]
    with sqlite3.connect(settings.copies / name) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    told = admin.post("/admin/restore", json={"name": name})
    assert told.status_code == 409 and "newer release" in told.json()["detail"]


@pytest.mark.parametrize("name", ["../resume.db", "20260101T000000000000Z-daily.sqlite", "x"])
def test_only_copies_are_handed_out(admin, name):
    assert admin.get(f"/admin/copies/{name}").status_code == 404
    assert admin.post("/admin/restore", json={"name": name}).status_code == 409


def test_a_kind_that_is_not_known_is_refused(admin):
    assert admin.post("/admin/copies", json={"kind": "weekly"}).status_code == 409


def test_strangers_are_kept_out(client):
    for token in ("", "Bearer wrong", "Bearer a-token-of-the-administrator-of-3é"):
        answer = client.get("/admin/copies", headers={"authorization": token.encode("utf-8")})
        assert answer.status_code == 401


def test_the_token_of_before_counts_while_it_is_rotated(client):
    assert client.get("/admin/copies", headers={"authorization": f"Bearer {PREVIOUS}"}).status_code == 200


def test_a_full_volume_is_told_before_anything_is_written(tmp_path, monkeypatch):
    file = tmp_path / "resume.db"
    schema.upgrade(file)
    monkeypatch.setattr("app.copies.shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    with pytest.raises(CopyError, match="10 bytes left"):
        Copies(file, tmp_path / "copies", 2).make("daily")
