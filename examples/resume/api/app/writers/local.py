"""A small text generator for development, tests and rehearsals: no network, and the same letter for the same prompt."""

import asyncio
import hashlib
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import AsyncIterator, Iterator, Sequence

from .writer import Prompt

PHRASES = Path(__file__).with_name("phrases.txt")
WORDS_PER_SECOND = 6
MOST_OF_A_SENTENCE = 40
"""Words after which a sentence is ended, whatever the chain says."""
Pair = tuple[str, str]
START: Pair = ("", "")


class LocalWriter:
    """
    A Markov chain over pairs of words, learned from common phrases and from the prompt itself. The prompt is also the
    seed of its dice, so that what was begun can be continued by anybody who has the prompt and the number of words.
    """

    def __init__(self, seconds: float, words_per_second: float = WORDS_PER_SECOND) -> None:
        self._words = max(1, round(seconds * words_per_second))
        self._pause = 1 / words_per_second

    async def write(self, prompt: Prompt, so_far: Sequence[str] = ()) -> AsyncIterator[str]:
        for position, word in enumerate(self._letter(prompt)):
            if position < len(so_far):
                continue
            await asyncio.sleep(self._pause)
            yield word

    def _letter(self, prompt: Prompt) -> Iterator[str]:
        chain = learn([*PHRASES.read_text(encoding="utf-8").splitlines(), *sentences(prompt.resume), *sentences(prompt.posting)])
        seed = hashlib.sha256("\0".join((prompt.name, prompt.resume, prompt.posting)).encode()).digest()
        dice = random.Random(seed)
        count = 0
        while count < self._words:
            for word in _sentence(chain, dice):
                count += 1
                yield word


def learn(texts: Sequence[str]) -> dict[Pair, list[str]]:
    """Which words follow each pair of words; an empty word ends a sentence."""
    chain: dict[Pair, list[str]] = defaultdict(list)
    for text in texts:
        pair = START
        for word in [*text.split(), ""]:
            chain[pair].append(word)
            pair = (pair[1], word)
    return chain


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


def _sentence(chain: dict[Pair, list[str]], dice: random.Random) -> Iterator[str]:
    pair = START
    for _ in range(MOST_OF_A_SENTENCE):
        word = dice.choice(chain[pair])
        if word == "":
            return
        yield word
        pair = (pair[1], word)
