"""A deployment stops the service while somebody reads: the real process, stopped as Railway stops it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from .conftest import RESUME
from .test_public import events

ROOT = Path(__file__).parent.parent


def start(data: Path) -> tuple[subprocess.Popen, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DATA_DIR": str(data), "PORT": str(port), "WRITER_SECONDS": "2", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen([sys.executable, "-m", "app"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{url}/health")
            return process, url
        except httpx.ConnectError:
            assert process.poll() is None, "it ended before it answered"
            time.sleep(0.05)
    raise AssertionError("it never answered")


def test_a_letter_goes_on_after_a_restart_and_its_reader_is_told(tmp_path):
    process, url = start(tmp_path)
    try:
        resume = httpx.post(f"{url}/api/resumes", json=RESUME).json()["id"]
        letter = httpx.post(f"{url}/api/resumes/{resume}/letters", json={"posting": "A teacher."}).json()["id"]
        cut = ""
        with httpx.stream("GET", f"{url}/api/letters/{letter}/stream") as answer:
            for text in answer.iter_text():
                cut += text
                if cut.count("event: word") == 3:
                    asked = time.monotonic()
                    process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - asked < 5, "open streams held it up"
        first = events(cut)
        assert first[-1][0] == "interrupted"
    finally:
        process.kill()
        process.wait()

    process, url = start(tmp_path)
    try:
        rest = events(httpx.get(f"{url}/api/letters/{letter}/stream?after={len(first) - 1}", timeout=30).text)
        assert rest[-1][0] == "end"
        read = " ".join(data["text"] for name, data in first + rest if name == "word")
        assert httpx.get(f"{url}/api/letters/{letter}").json()["text"] == read
    finally:
        process.terminate()
        assert process.wait(10) == 0
