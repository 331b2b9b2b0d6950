"""A language model behind the chat completions API that most providers offer."""

import json
from typing import AsyncIterator, Sequence

import httpx

from .writer import Prompt, WriterError

INSTRUCTIONS = (
    "You write letters of application: plain words, first person, at most 400 words, nothing that the resume does not say."
)
SILENCE = 60.0
"""Seconds without a word after which the model is given up."""


class RemoteWriter:
    """Streams from `<url>/chat/completions`."""

    def __init__(self, url: str, key: str, model: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._key = key
        self._model = model
        self._transport = transport

    async def write(self, prompt: Prompt, so_far: Sequence[str] = ()) -> AsyncIterator[str]:
        body = {"model": self._model, "stream": True, "messages": messages(prompt, so_far)}
        timeout = httpx.Timeout(10.0, read=SILENCE)
        try:
            async with httpx.AsyncClient(timeout=timeout, transport=self._transport) as client:
                headers = {"authorization": f"Bearer {self._key}"}
                async with client.stream("POST", self._url, json=body, headers=headers) as answer:
                    if answer.status_code != 200:
                        raise WriterError(f"The language model answered HTTP {answer.status_code}.")
                    async for line in answer.aiter_lines():
                        for word in words_of(line):
                            yield word
        except httpx.HTTPError as error:
            raise WriterError(f"The language model cannot be reached ({type(error).__name__}).") from error


def messages(prompt: Prompt, so_far: Sequence[str]) -> list[dict[str, str]]:
    """The conversation; a letter that was begun is given back with the request to go on."""
    asked = f"Resume of {prompt.name}:\n{prompt.resume}\n\nPosting:\n{prompt.posting}"
    conversation = [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": asked}]
    if so_far:
        conversation += [
            {"role": "assistant", "content": " ".join(so_far)},
            {"role": "user", "content": "Go on exactly where you stopped, without repeating anything."},
        ]
    return conversation


def words_of(line: str) -> list[str]:
    """The words in one line of the model's own stream of events."""
    if not line.startswith("data:") or line.strip() == "data: [DONE]":
        return []
    choices = json.loads(line[5:]).get("choices") or [{}]
    return ((choices[0].get("delta") or {}).get("content") or "").split()
