"""Tells Alembic which database to migrate: the one in DATABASE_URL, and no other."""
import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

from qteria.database import sqlalchemy_url
from qteria.tables import metadata

fileConfig(context.config.config_file_name)
url = sqlalchemy_url(os.environ["DATABASE_URL"])

if context.is_offline_mode():
    context.configure(url=url, target_metadata=metadata, literal_binds=True, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        # One transaction for each: what failed leaves nothing behind, what came before it stays.
        context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
