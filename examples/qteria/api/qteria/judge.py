"""How a document is held against criteria."""
from dataclasses import dataclass
from typing import Iterable, Tuple


@dataclass(frozen=True)
class Criterion:
    code: str
    title: str
    phrase: str


@dataclass(frozen=True)
class Judgement:
    passed: bool
    #: Codes of the criteria that are not met.
    missing: Tuple[str, ...]


def judge(body: str, criteria: Iterable[Criterion]) -> Judgement:
    """A criterion is met when the document contains its phrase, however it is written."""
    text = body.casefold()
    missing = tuple(one.code for one in criteria if one.phrase.casefold() not in text)
    return Judgement(passed=not missing, missing=missing)
