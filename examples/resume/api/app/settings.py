"""What the service is told by its environment, read and checked once."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping


class SettingsError(Exception):
    """A variable is missing or wrong; the message names it and says what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs from one place to another."""

    data: Path
    """Folder of the database and its copies: the volume."""
    version: str = "unknown"
    """The commit that is running."""
    port: int = 8000
    allowed_origins: tuple[str, ...] = ()
    preview_origins: str | None = None
    """A pattern that the whole origin of a preview must fit."""
    admin_tokens: tuple[str, ...] = ()
    """Open the administrative routes; without any they stay shut. The second is the one of before, while it is rotated."""
    copies_kept: int = 7
    """Of each kind."""
    llm_key: str | None = None
    llm_url: str = "https://api.openai.com/v1"
    llm_model: str = "gpt-5-mini"
    writer_seconds: float = 20
    """How long the local writer takes for a letter."""
    sample_seconds: float = 120
    """How long the sample stream lasts when nobody says otherwise: as long as the longest letters take."""
    samples: bool = False
    """Whether a new database gets two résumés to look at."""

    @property
    def database(self) -> Path:
        return self.data / "resume.db"

    @property
    def copies(self) -> Path:
        return self.data / "copies"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads the settings. Raises SettingsError."""
    mounted = environment.get("RAILWAY_VOLUME_MOUNT_PATH")
    if environment.get("RAILWAY_SERVICE_ID") and not mounted:
        raise SettingsError(
            "This service has no volume, so every deployment would begin with an empty database. "
            "Attach one to the service on Railway (mount path /app/data) and deploy again."
        )
    tokens = tuple(filter(None, (environment.get(name) for name in ("ADMIN_TOKEN", "ADMIN_TOKEN_PREVIOUS"))))
    if any(len(token) < 32 for token in tokens):
        raise SettingsError(
            "ADMIN_TOKEN is shorter than 32 characters: whoever guesses it can read and replace the database. "
            "Make one with `openssl rand -hex 32`."
        )
    return Settings(
        data=Path(mounted or environment.get("DATA_DIR") or "data").absolute(),
        version=environment.get("DEPLOY_SHA") or "unknown",
        port=int(environment.get("PORT") or 8000),
        allowed_origins=tuple(entry.strip() for entry in environment.get("ALLOWED_ORIGINS", "").split(",") if entry.strip()),
        preview_origins=environment.get("PREVIEW_ORIGINS") or None,
        admin_tokens=tokens,
        copies_kept=int(environment.get("COPIES_KEPT") or 7),
        llm_key=environment.get("LLM_API_KEY") or None,
        llm_url=environment.get("LLM_API_URL") or Settings.llm_url,
        llm_model=environment.get("LLM_MODEL") or Settings.llm_model,
        writer_seconds=float(environment.get("WRITER_SECONDS") or 20),
        sample_seconds=float(environment.get("SAMPLE_SECONDS") or 120),
        samples=environment.get("SAMPLES") == "true",
    )
