"""How Alembic reaches the database: the address the service gives it, or DATABASE_URL on a runner."""

import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool

config = context.config
if "url" not in config.attributes and config.config_file_name is not None:
    fileConfig(config.config_file_name, disable_existing_loggers=False)
url = config.attributes.get("url") or os.environ["DATABASE_URL"]


def run_offline() -> None:
    """Prints the SQL, for whoever reads it before it runs."""
    context.configure(url=url, literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Runs all that is pending in one transaction: what fails leaves the file as it was."""
    engine = create_engine(url, poolclass=NullPool)

    # Python's sqlite3 begins no transaction before CREATE or ALTER, so a migration that fails would stay half done.
    @event.listens_for(engine, "connect")
    def no_implicit_transactions(connection, _record):
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        context.configure(connection=connection, transactional_ddl=True)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
