"""What the programs read from their environment."""
import os
from dataclasses import dataclass
from typing import Tuple


@dataclass(frozen=True)
class Settings:
    database_url: str
    redis_url: str
    #: Origins that browsers may call the API from.
    allowed_origins: Tuple[str, ...] = ()
    #: The commit that is running; deploy-railway sets DEPLOY_SHA.
    version: str = "unknown"


def read_settings() -> Settings:
    """Reads the settings. Raises KeyError for one that must be there."""
    origins = os.environ.get("ALLOWED_ORIGINS", "").split(",")
    return Settings(
        database_url=os.environ["DATABASE_URL"],
        redis_url=os.environ["REDIS_URL"],
        allowed_origins=tuple(origin.strip() for origin in origins if origin.strip()),
        version=os.environ.get("DEPLOY_SHA", "unknown"),
    )
