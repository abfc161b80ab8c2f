"""The server that is measured: the site as `serve` runs it, and beside it a bare Flask view of 20 KB.

    python -m benchmarks.server PORT_FILE

Settings come from the environment. The chosen port is written to PORT_FILE when the server listens.
"""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from waitress import create_server

from app import create_app

CONST = "/const"
BODY = os.urandom(20_480)


def bare() -> Flask:
    """The floor: Flask itself, with nothing of ours."""
    flask = Flask("bare", static_folder=None)

    @flask.get(CONST)
    def const() -> bytes:
        return BODY

    return flask


def side_by_side() -> Callable[..., Any]:
    """Both applications behind one WSGI entry."""
    floor, site = bare(), create_app()

    def choose(environ: dict[str, Any], start_response: Any) -> Any:
        return (floor if environ["PATH_INFO"] == CONST else site)(environ, start_response)

    return choose


def main() -> None:
    """Serve until killed."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = create_server(side_by_side(), sockets=[listener], threads=1, connection_limit=100, ident=None)
    draft = Path(sys.argv[1] + ".tmp")
    draft.write_text(str(listener.getsockname()[1]))
    draft.rename(sys.argv[1])
    server.run()


if __name__ == "__main__":
    main()
