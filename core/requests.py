"""The application as Flask asks it: one request, one transaction; reading methods get one that cannot write."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask, g, request

from core.db import read_only

READING = {"GET", "HEAD", "OPTIONS"}


class House(Flask):
    """Flask, for a house without coroutines: it does not look for them in every function of every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


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
