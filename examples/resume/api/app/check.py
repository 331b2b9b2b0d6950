"""
Tries a copy of the database as a restore would: `python -m app.check <file>`.

The file itself is left alone. EXPECTED_ROWS, the rows by table as JSON, is what must be found.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from fastapi.testclient import TestClient

from . import schema
from .database import contents, faults
from .main import create_app
from .settings import Settings


def check(file: Path, expected: dict[str, int] | None) -> list[str]:
    """What is wrong with the copy, in sentences; empty when this release works with it."""
    found = faults(file)
    if found:
        return [f"The file is damaged: {'; '.join(found[:3])}."]
    told = contents(file)
    if expected is not None and told.rows != expected:
        return [f"It holds {json.dumps(told.rows)}, and {json.dumps(expected)} were copied."]
    if not schema.is_known(told.revision):
        return [f"Its schema {told.revision} is that of a newer release."]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        shutil.copyfile(file, settings.database)
        with TestClient(create_app(settings)) as service:
            statuses = [service.get(path).status_code for path in ("/health", "/api/resumes")]
    return [] if statuses == [200, 200] else [f"The service answers {statuses} with it."]


def main(arguments: list[str]) -> int:
    file = Path(arguments[0])
    expected = os.environ.get("EXPECTED_ROWS")
    wrong = check(file, json.loads(expected) if expected else None)
    for sentence in wrong:
        print(f"::error::{sentence}")
    if not wrong:
        print(f"The copy is whole, and the service runs on it: {json.dumps(contents(file).as_json())}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
