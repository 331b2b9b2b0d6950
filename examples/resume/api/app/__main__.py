"""Starts the service: `python -m app`."""

import logging
import sys

import uvicorn

from .main import create_app
from .settings import SettingsError, read_settings


class Server(uvicorn.Server):
    """Tells the open streams that the service stops, since it stops only once they have ended."""

    def handle_exit(self, sig, frame) -> None:
        self.config.app.state.service.stopping.set()
        super().handle_exit(sig, frame)


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stdout)
    # Every request as a line would bury what matters.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = read_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    config = uvicorn.Config(create_app(settings), host="0.0.0.0", port=settings.port, access_log=False, log_config=None)
    server = Server(config)
    server.run()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
