"""The way to the database."""
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine


def sqlalchemy_url(url: str) -> str:
    """Platforms hand out `postgres://`, which SQLAlchemy does not know."""
    return "postgresql://" + url[len("postgres://"):] if url.startswith("postgres://") else url


def connect(url: str) -> Engine:
    """
    Few connections: while a release goes out, old and new programs hold theirs side by side.
    A connection that the server closed is found before it is used.
    """
    return create_engine(
        sqlalchemy_url(url), pool_size=5, max_overflow=5, pool_timeout=5, pool_pre_ping=True, future=True
    )
