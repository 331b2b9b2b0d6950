"""Who writes the letters: a language model behind its API, or the local writer where no key is set."""

from ..settings import Settings
from .local import LocalWriter
from .remote import RemoteWriter
from .writer import Prompt, Writer, WriterError

__all__ = ["Prompt", "Writer", "WriterError", "writer_for"]


def writer_for(settings: Settings) -> Writer:
    """The language model when there is a key for one."""
    if settings.llm_key is None:
        return LocalWriter(seconds=settings.writer_seconds)
    return RemoteWriter(url=settings.llm_url, key=settings.llm_key, model=settings.llm_model)
