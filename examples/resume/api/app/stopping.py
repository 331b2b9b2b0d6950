"""The moment the service is told to stop, for those who hold a stream open."""

import asyncio
from typing import Callable


class Stopping:
    """Set once, from a signal handler; told in the loop that the streams run in."""

    def __init__(self) -> None:
        self._set = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: list[Callable[[], None]] = []

    def attach(self) -> None:
        """Called in the loop of the streams."""
        self._loop = asyncio.get_running_loop()

    def tell(self, listener: Callable[[], None]) -> None:
        """Calls it when the service is to stop."""
        self._listeners.append(listener)

    def set(self) -> None:
        """May be called from a signal handler."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._now)

    def is_set(self) -> bool:
        return self._set

    def _now(self) -> None:
        self._set = True
        for listener in self._listeners:
            listener()
