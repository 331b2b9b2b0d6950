"""Where letters are written: one task for each, however many look on."""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from typing import AsyncIterator

from .events import INTERRUPTED, Event
from .letters import Letters
from .stopping import Stopping
from .writers import Writer, WriterError

log = logging.getLogger("resume")
SIGN_OF_LIFE = 15.0
"""Seconds."""


class News:
    """Wakes all who wait for the next word."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def coming(self) -> asyncio.Event:
        """To be taken before looking, so that nothing said in between is missed."""
        return self._event

    def tell(self) -> None:
        told, self._event = self._event, asyncio.Event()
        told.set()


class Desk:
    """Writes letters and lets any number of readers follow, from any position, also after a restart."""

    def __init__(self, letters: Letters, writer: Writer, stopping: Stopping) -> None:
        self._letters = letters
        self._writer = writer
        self._stopping = stopping
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._news: dict[int, News] = defaultdict(News)
        stopping.tell(self._look_up)

    async def follow(self, letter: int, after: int = 0) -> AsyncIterator[Event | None]:
        """The words after a position as they come, and how it ended. None when nothing came for a while."""
        self._go_on(letter)
        while True:
            coming = self._news[letter].coming()
            state = self._letters.state(letter)
            for position, text in self._letters.words(letter, after):
                yield Event("word", {"text": text}, position)
                after = position
            if state != "writing":
                self._news.pop(letter, None)
            if state == "finished":
                yield Event("end", {"complete": True, "words": after})
                return
            if state != "writing":
                yield Event("failed", {"reason": "The letter could not be finished. Begin another one."})
                return
            if self._stopping.is_set():
                yield INTERRUPTED
                return
            if not await _happens(coming, SIGN_OF_LIFE):
                yield None

    async def put_down(self) -> None:
        """Stops writing; what was begun goes on when somebody asks for it again."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _look_up(self) -> None:
        for news in self._news.values():
            news.tell()

    def _go_on(self, letter: int) -> None:
        if letter in self._tasks or self._stopping.is_set() or self._letters.state(letter) != "writing":
            return
        task = asyncio.get_running_loop().create_task(self._write(letter))
        self._tasks[letter] = task
        task.add_done_callback(lambda _: self._tasks.pop(letter, None))

    async def _write(self, letter: int) -> None:
        prompt = self._letters.prompt(letter)
        if prompt is None:
            return
        so_far = [text for _, text in self._letters.words(letter)]
        position = len(so_far)
        try:
            async for text in self._writer.write(prompt, so_far):
                position += 1
                self._letters.add_word(letter, position, text)
                self._news[letter].tell()
            self._letters.end(letter, "finished")
        except sqlite3.IntegrityError:
            log.info("Letter %s was removed while it was written.", letter)
        except WriterError as error:
            log.warning("Letter %s: %s", letter, error)
            self._letters.end(letter, "failed")
        finally:
            self._news[letter].tell()


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except asyncio.TimeoutError:
        return False
    return True
