"""The routes for whoever keeps the database: copies, and bringing one back. Each asks for the administrator's token."""

import hmac
import tempfile
from pathlib import Path

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse

from .copies import CopyError
from .database import contents
from .public import service_of

LARGEST_UPLOAD = 1 << 30
"""Bytes."""


def require_token(request: Request, authorization: str = Header("")) -> None:
    """Answers 401 without the right token, and 503 where none is set."""
    tokens = service_of(request).settings.admin_tokens
    if not tokens:
        raise HTTPException(503, "ADMIN_TOKEN is not set on this service, so these routes are shut.")
    if not any([hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()) for token in tokens]):
        raise HTTPException(401, "The administrator's token is missing or wrong.", {"www-authenticate": "Bearer"})


router = APIRouter(prefix="/admin", dependencies=[Depends(require_token)])


class NewCopy(BaseModel):
    """Why a copy is asked for."""

    kind: str = "daily"


class Restore(BaseModel):
    """Which copy is brought back."""

    name: str


@router.get("/copies")
def list_copies(request: Request) -> dict:
    service = service_of(request)
    copies = [service.copies.describe(name) for name in service.copies.names()]
    return {"database": contents(service.settings.database).as_json(), "copies": copies}


@router.post("/copies", status_code=201)
def make_copy(request: Request, wanted: NewCopy) -> dict:
    return refused(lambda: service_of(request).copies.make(wanted.kind))


@router.get("/copies/{name}")
def download_copy(request: Request, name: str) -> FileResponse:
    file = refused(lambda: service_of(request).copies.path(name), 404)
    return FileResponse(file, media_type="application/vnd.sqlite3", filename=name)


@router.put("/copies", status_code=201)
async def upload_copy(request: Request) -> dict:
    """Takes a copy that was kept elsewhere, as the body."""
    service = service_of(request)
    with tempfile.NamedTemporaryFile(dir=service.settings.data, suffix=".upload") as body:
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > LARGEST_UPLOAD:
                raise HTTPException(413, f"A copy may have {LARGEST_UPLOAD} bytes at most.")
            body.write(piece)
        body.flush()
        return await run_in_threadpool(refused, lambda: service.copies.take(Path(body.name)))


@router.post("/restore")
async def restore(request: Request, wanted: Restore) -> dict:
    service = service_of(request)
    # Whoever writes a letter now would write it into what comes back.
    await service.desk.put_down()
    return await run_in_threadpool(refused, lambda: service.copies.restore(wanted.name))


def refused(work, status: int = 409):
    """Answers why a copy cannot be made or used."""
    try:
        return work()
    except CopyError as error:
        raise HTTPException(status, str(error)) from error
