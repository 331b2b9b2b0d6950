"""Letters are written by a model or by the local writer, and can be continued."""

import asyncio
import json

import httpx
import pytest

from app.desk import Desk
from app.letters import Letters
from app.resumes import SAMPLES, Resumes
from app.schema import upgrade
from app.settings import Settings
from app.stopping import Stopping
from app.writers import Prompt, WriterError, writer_for
from app.writers.local import LocalWriter
from app.writers.remote import RemoteWriter

PROMPT = Prompt("Ada", "Built engines. Likes tests.", "We look for a teacher.")


def collect(words) -> list[str]:
    async def all_of() -> list[str]:
        return [word async for word in words]

    return asyncio.run(all_of())


def quick(seconds=20) -> LocalWriter:
    return LocalWriter(seconds=seconds / 1000, words_per_second=6000)


def test_the_local_writer_writes_as_long_as_it_is_told():
    assert 120 <= len(collect(quick().write(PROMPT))) <= 160
    assert len(collect(quick(1).write(PROMPT))) < 60


def test_the_same_prompt_gives_the_same_letter_and_another_one_another():
    assert collect(quick().write(PROMPT)) == collect(quick().write(PROMPT))
    assert collect(quick().write(PROMPT)) != collect(quick().write(Prompt("Bob", PROMPT.resume, PROMPT.posting)))


def test_a_letter_goes_on_where_it_was_left():
    whole = collect(quick().write(PROMPT))
    assert whole[:50] + collect(quick().write(PROMPT, whole[:50])) == whole


def remote(answer) -> RemoteWriter:
    return RemoteWriter("https://model.example/v1/", "key", "small", httpx.MockTransport(answer))


def test_the_words_of_a_model_are_passed_on():
    asked = {}

    def answer(request: httpx.Request) -> httpx.Response:
        asked.update(json.loads(request.content), url=str(request.url), key=request.headers["authorization"])
        pieces = ["Dear all,", " I write", None]
        lines = [f"data: {json.dumps({'choices': [{'delta': {'content': piece}}]})}" for piece in pieces]
        return httpx.Response(200, text="\n\n".join([*lines, ": ping", "data: [DONE]", ""]))

    assert collect(remote(answer).write(PROMPT, ["Hello"])) == ["Dear", "all,", "I", "write"]
    assert (asked["url"], asked["key"]) == ("https://model.example/v1/chat/completions", "Bearer key")
    assert asked["messages"][-2] == {"role": "assistant", "content": "Hello"}


def test_a_model_that_refuses_or_is_away_is_told_without_the_key():
    with pytest.raises(WriterError, match="HTTP 429"):
        collect(remote(lambda _: httpx.Response(429)).write(PROMPT))

    def away(request):
        raise httpx.ConnectError("no route, key=secret", request=request)

    with pytest.raises(WriterError, match=r"cannot be reached \(ConnectError\)"):
        collect(remote(away).write(PROMPT))


def test_the_model_writes_when_there_is_a_key(tmp_path):
    assert isinstance(writer_for(Settings(data=tmp_path, llm_key="key")), RemoteWriter)
    assert isinstance(writer_for(Settings(data=tmp_path)), LocalWriter)


def test_a_letter_that_is_removed_while_it_is_written_troubles_nobody(tmp_path):
    database = tmp_path / "resume.db"
    upgrade(database)
    resumes, letters = Resumes(database), Letters(database)
    resume = resumes.add(SAMPLES[0])["id"]
    letter = letters.begin(resume, "x")["id"]

    async def told() -> list[str]:
        names = []
        async for event in Desk(letters, quick(), Stopping()).follow(letter):
            names.append(event.name)
            if len(names) == 3:
                resumes.remove(resume)
        return names

    assert asyncio.run(told())[-1] == "failed"


def test_a_letter_whose_writer_gives_up_is_told_as_failed(tmp_path):
    database = tmp_path / "resume.db"
    upgrade(database)
    resume = Resumes(database).add(SAMPLES[0])["id"]
    letters = Letters(database)
    letter = letters.begin(resume, "x")["id"]

    async def told() -> list[str]:
        desk = Desk(letters, remote(lambda _: httpx.Response(500)), Stopping())
        return [event.name async for event in desk.follow(letter) if event]

    assert asyncio.run(told()) == ["failed"]
    assert letters.state(letter) == "failed"
