"""The routes for people: résumés, letters and their streams."""

from typing import AsyncIterator

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import StreamingResponse

from .events import INTERRUPTED, Event, as_stream
from .resumes import NewResume
from .service import Service
from .writers import Prompt
from .writers.local import LocalWriter

LONGEST_SAMPLE = 600
"""Seconds."""
router = APIRouter(prefix="/api")
sample_router = APIRouter()


class NewLetter(BaseModel):
    """What a letter is asked for with."""

    posting: str = Field(min_length=1, max_length=10_000)


def service_of(request: Request) -> Service:
    """The running service."""
    return request.app.state.service


@router.get("/resumes")
def list_resumes(request: Request) -> dict:
    return {"resumes": service_of(request).resumes.all()}


@router.post("/resumes", status_code=201)
def add_resume(request: Request, resume: NewResume) -> dict:
    return service_of(request).resumes.add(resume)


@router.get("/resumes/{number}")
def get_resume(request: Request, number: int) -> dict:
    return found(service_of(request).resumes.get(number), "résumé")


@router.delete("/resumes/{number}", status_code=204)
def remove_resume(request: Request, number: int) -> Response:
    found(service_of(request).resumes.remove(number), "résumé")
    return Response(status_code=204)


@router.post("/resumes/{number}/letters", status_code=201)
def begin_letter(request: Request, number: int, letter: NewLetter) -> dict:
    found(service_of(request).resumes.get(number), "résumé")
    return service_of(request).letters.begin(number, letter.posting)


@router.get("/letters/{number}")
def get_letter(request: Request, number: int) -> dict:
    letters = service_of(request).letters
    state = found(letters.state(number), "letter")
    return {"id": number, "state": state, "text": " ".join(text for _, text in letters.words(number))}


@router.get("/letters/{number}/stream")
async def stream_letter(
    request: Request, number: int, after: int = Query(0, ge=0), last_event_id: str | None = Header(None)
) -> StreamingResponse:
    """The letter as it is written. A reader that was cut off goes on after the last position it got."""
    service = service_of(request)
    found(service.letters.state(number), "letter")
    seen = int(last_event_id) if last_event_id and last_event_id.isdigit() else after
    return as_stream(service.desk.follow(number, seen))


@sample_router.get("/health/stream")
async def stream_sample(request: Request, seconds: float | None = Query(None, ge=1, le=LONGEST_SAMPLE)) -> StreamingResponse:
    """Shows that streams reach the reader word by word and to their end. Keeps nothing."""
    service = service_of(request)
    writer = LocalWriter(seconds=seconds or service.settings.sample_seconds, words_per_second=4)

    async def words() -> AsyncIterator[Event]:
        position = 0
        async for text in writer.write(Prompt("Sample", "", "")):
            position += 1
            yield Event("word", {"text": text}, position)
            if service.stopping.is_set():
                yield INTERRUPTED
                return
        yield Event("end", {"complete": True, "words": position})

    return as_stream(words())


def found(thing, name: str):
    """Answers 404 for what is not there."""
    if not thing:
        raise HTTPException(404, f"There is no such {name}.")
    return thing
