"""What is kept, and how it is asked for."""
from typing import Any, Dict, List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from qteria.judge import Criterion, Judgement
from qteria.tables import assessments, criteria

Row = Dict[str, Any]


class Store:
    """Assessments and criteria. Each method is one transaction."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def ping(self) -> None:
        with self._engine.connect() as connection:
            connection.execute(sa.text("select 1"))

    def criteria(self) -> List[Criterion]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(criteria).order_by(criteria.c.code))
            return [Criterion(row.code, row.title, row.phrase) for row in rows]

    def newest(self, count: int = 50) -> List[Row]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(assessments).order_by(assessments.c.id.desc()).limit(count))
            return [_told(row) for row in rows]

    def find(self, key: int) -> Optional[Row]:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(assessments).where(assessments.c.id == key)).first()
            return _told(row) if row else None

    def body_of(self, key: int) -> Optional[str]:
        with self._engine.connect() as connection:
            return connection.execute(sa.select(assessments.c.body).where(assessments.c.id == key)).scalar()

    def add(self, document: str, body: str) -> Row:
        with self._engine.begin() as connection:
            added = connection.execute(sa.insert(assessments).values(document=document, body=body))
            key = added.inserted_primary_key[0]
            return _told(connection.execute(sa.select(assessments).where(assessments.c.id == key)).one())

    def remove(self, key: int) -> bool:
        """Whether there was such an assessment."""
        with self._engine.begin() as connection:
            return connection.execute(sa.delete(assessments).where(assessments.c.id == key)).rowcount > 0

    def write_judgement(self, key: int, judgement: Judgement, judged_by: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(assessments)
                .where(assessments.c.id == key)
                .values(verdict=judgement.passed, missing=list(judgement.missing), judged_by=judged_by)
            )


def _told(row: Any) -> Row:
    """An assessment as the API tells it; the document's text stays here."""
    return {
        "id": row.id,
        "document": row.document,
        "verdict": row.verdict,
        "missing": row.missing or [],
        "judged_by": row.judged_by,
        "created_at": row.created_at.isoformat(),
    }
