"""Lets the platform ask a worker whether it is up: a worker has no other address."""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Optional


class Readiness:
    """Answers `GET /health` from when it is opened until it is closed."""

    def __init__(self) -> None:
        self._server: Optional[ThreadingHTTPServer] = None

    def open(self, port: int, version: str) -> int:
        """Begins to answer, and returns the port: 0 takes a free one."""
        body = json.dumps({"status": "ok", "version": version}).encode()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/health" else 404)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(body if self.path == "/health" else b"{}")

            def log_message(self, *_) -> None:
                """The platform asks all the time; nobody wants to read that."""

        self._server = ThreadingHTTPServer(("", port), Answer)
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self._server.server_address[1]

    def close(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
