"""The parts of the running service, made once from the settings."""

import logging
from dataclasses import dataclass

from . import schema
from .copies import Copies
from .database import contents, use_write_ahead_log
from .desk import Desk
from .letters import Letters
from .resumes import Resumes
from .settings import Settings
from .stopping import Stopping
from .writers import writer_for

log = logging.getLogger("resume")


@dataclass(frozen=True)
class Service:
    """What routes work with."""

    settings: Settings
    copies: Copies
    resumes: Resumes
    letters: Letters
    desk: Desk
    stopping: Stopping


def make_service(settings: Settings) -> Service:
    """Nothing is opened yet."""
    stopping = Stopping()
    letters = Letters(settings.database)
    return Service(
        settings=settings,
        copies=Copies(settings.database, settings.copies, settings.copies_kept),
        resumes=Resumes(settings.database),
        letters=letters,
        desk=Desk(letters, writer_for(settings), stopping),
        stopping=stopping,
    )


def prepare_database(service: Service) -> None:
    """
    Brings the database to this release's schema before anything is served: the volume is mounted here and nowhere
    else, not even in Railway's pre-deploy command. A copy is made first. What fails leaves the file as it was, and the
    release does not start.
    """
    file = service.settings.database
    file.parent.mkdir(parents=True, exist_ok=True)
    new = not file.exists()
    if schema.pending(file):
        if not new:
            log.info("Copied the database before migrating: %s", service.copies.make("migration")["name"])
        schema.upgrade(file)
    use_write_ahead_log(file)
    revision = contents(file).revision
    if schema.is_known(revision):
        log.info("The database is at revision %s.", revision)
    else:
        log.warning(
            "The database is at revision %s of a newer release. Migrations only add, so this release (%s) runs on it.",
            revision,
            schema.head(),
        )
    if new and service.settings.samples:
        service.resumes.add_samples()
