"""What becomes of the database when a release starts."""

import logging
import sqlite3

import pytest

from app import schema
from app.database import contents
from app.main import create_app
from app.service import make_service, prepare_database
from app.settings import Settings, SettingsError, read_settings


def test_an_empty_volume_gets_the_schema_and_the_samples(tmp_path):
    service = make_service(Settings(data=tmp_path / "new", samples=True))
    prepare_database(service)
    prepare_database(service)
    assert contents(service.settings.database).rows["resumes"] == 2
    assert service.copies.names() == []


def test_a_copy_is_made_before_a_migration(settings):
    service = make_service(settings)
    with sqlite3.connect(settings.database) as database:
        database.execute("CREATE TABLE older (mine TEXT)")
    prepare_database(service)
    [name] = service.copies.names()
    assert name.endswith("-migration.sqlite")
    assert contents(service.copies.path(name)).rows == {"older": 0}
    assert contents(settings.database).revision == schema.head()


def test_a_migration_that_fails_leaves_the_file_as_it_was(settings):
    with sqlite3.connect(settings.database) as database:
        database.execute("CREATE TABLE letters (mine TEXT)")
    with pytest.raises(Exception, match="already exists"):
        prepare_database(make_service(settings))
    assert contents(settings.database).rows == {"letters": 0}


def test_a_release_that_was_rolled_back_runs_on_the_newer_schema(settings, caplog):
    service = make_service(settings)
    prepare_database(service)
    with sqlite3.connect(settings.database) as database:
        database.execute("ALTER TABLE resumes ADD COLUMN later TEXT")
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with caplog.at_level(logging.WARNING, "resume"):
        prepare_database(service)
    assert "newer release" in caplog.text
    assert contents(settings.database).revision == "9999"


def test_without_a_volume_it_does_not_start_on_railway():
    with pytest.raises(SettingsError, match="no volume"):
        read_settings({"RAILWAY_SERVICE_ID": "x"})


def test_a_short_token_is_refused():
    with pytest.raises(SettingsError, match="ADMIN_TOKEN"):
        read_settings({"ADMIN_TOKEN": "x" * 32, "ADMIN_TOKEN_PREVIOUS": "short"})


def test_the_environment_is_read():
    settings = read_settings(
        {"RAILWAY_VOLUME_MOUNT_PATH": "/v", "ALLOWED_ORIGINS": "https://a.example, https://b.example", "DEPLOY_SHA": "abc", "PORT": "9"}
    )
    assert str(settings.database) == "/v/resume.db"
    assert settings.allowed_origins == ("https://a.example", "https://b.example")
    assert (settings.version, settings.port, settings.admin_tokens) == ("abc", 9, ())


def test_without_a_token_the_administrative_routes_are_shut(tmp_path):
    from fastapi.testclient import TestClient

    with TestClient(create_app(Settings(data=tmp_path))) as client:
        assert client.get("/admin/copies").status_code == 503
