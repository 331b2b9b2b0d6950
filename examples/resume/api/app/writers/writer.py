"""What a writer is."""

from dataclasses import dataclass
from typing import AsyncIterator, Protocol, Sequence


class WriterError(Exception):
    """The writer gave up; the message may be shown to people."""


@dataclass(frozen=True)
class Prompt:
    """What a letter is written from."""

    name: str
    resume: str
    posting: str


class Writer(Protocol):
    """Writes a letter word by word."""

    def write(self, prompt: Prompt, so_far: Sequence[str]) -> AsyncIterator[str]:
        """Goes on after the words there are already, which were lost sight of when the service was replaced."""
        ...
