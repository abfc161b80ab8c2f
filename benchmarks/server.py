"""The server that is measured: the site as `serve` runs it, and beside it a bare Flask view of 20 KB.

    python -m benchmarks.server PORT_FILE [--threads 1]

Settings come from the environment. The chosen port is written to PORT_FILE when the server listens. A request with
the header `X-Bench: off` goes past the page cache, as in a site with PAGE_CACHE_MB=0.
"""

import argparse
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from waitress import create_server

from app import create_app
from core.page_cache import PageCache
from core.serving import keep_memory, settle

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
    keeping = site.wsgi_app
    uncached = keeping.wsgi if isinstance(keeping, PageCache) else keeping
    if search := site.extensions.get("juntos.search"):
        # As after a minute of serving: what is looked for is known.
        search.refresh()

    def choose(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == CONST:
            return floor(environ, start_response)
        return (uncached if environ.get("HTTP_X_BENCH") == "off" else keeping)(environ, start_response)

    return choose


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("port_file", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    keep_memory()
    site = side_by_side()
    settle()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = create_server(
        site, sockets=[listener], threads=options.threads, connection_limit=100, ident=None
    )
    draft = options.port_file.with_suffix(".tmp")
    draft.write_text(str(listener.getsockname()[1]))
    draft.rename(options.port_file)
    server.run()


if __name__ == "__main__":
    main()
