"""Server-sent events (HTML standard, "Server-sent events")."""

import json
from dataclasses import dataclass, field
from typing import AsyncIterator

from starlette.responses import StreamingResponse

HEADERS = {
    "cache-control": "no-cache, no-transform",
    # Proxies that gather answers (nginx and its kin) let these through as they come.
    "x-accel-buffering": "no",
}


@dataclass(frozen=True)
class Event:
    """One event; `position` is what a reader names to go on after it."""

    name: str
    data: dict = field(default_factory=dict)
    position: int | None = None

    def encoded(self) -> str:
        place = "" if self.position is None else f"id: {self.position}\n"
        return f"{place}event: {self.name}\ndata: {json.dumps(self.data)}\n\n"


STILL_THERE = ": still there\n\n"
"""A comment: keeps proxies from closing a quiet stream."""

INTERRUPTED = Event("interrupted", {"reason": "The service is being replaced. Come back after the last position."})


def as_stream(events: AsyncIterator[Event | None]) -> StreamingResponse:
    """Sends each event as it comes; None is a sign of life."""

    async def encoded() -> AsyncIterator[str]:
        async for event in events:
            yield STILL_THERE if event is None else event.encoded()

    return StreamingResponse(encoded(), media_type="text/event-stream", headers=HEADERS)
