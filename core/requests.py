"""One request, one transaction: reading methods get one that cannot write, and nothing outlives the request."""

from contextlib import AbstractContextManager

from flask import Flask, g, request

from core.db import read_only

READING = {"GET", "HEAD", "OPTIONS"}


def init_app(app: Flask) -> None:
    """Open the right kind of transaction for each request."""

    @app.before_request
    def begin() -> None:
        if request.method in READING:
            g.reading = read_only()
            g.reading.__enter__()

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        reading: AbstractContextManager[None] | None = g.pop("reading", None)
        if reading is not None:
            reading.__exit__(None, None, None)
