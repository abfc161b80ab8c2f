"""Structured logs: one JSON object a line, never a body, query string, DNI, phone or e-mail."""

import logging
import re
import sys
import time
from typing import Any

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict

from core.config import Settings

# «DETAIL:  Failing row contains (…)», over several lines where a value has some.
_DETAIL = re.compile(r"DETAIL:.*?(?=\n\n|\n\[SQL|\nCONTEXT:|\nTraceback|\Z)", re.DOTALL)

# Eight digits or more, written together or in groups, and addresses: a bug's own words may quote what was typed.
_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[ -]?\d){7,}(?!\w)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def configure(settings: Settings) -> None:
    """Send structlog and the libraries' own logs to standard error as JSON."""
    level = getattr(logging, settings.log_level)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _leave_out_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    logging.getLogger("waitress").setLevel(logging.ERROR)


def without_values(text: str) -> str:
    """An error's text without the row that PostgreSQL quotes in it, and without numbers and addresses of people."""
    return _EMAIL.sub("(address)", _NUMBER.sub("(number)", _DETAIL.sub("DETAIL left out", text)))


def _leave_out_values(_logger: Any, _method: str, entry: EventDict) -> EventDict:
    if "exception" in entry:
        entry["exception"] = without_values(entry["exception"])
    return entry


def init_app(app: Flask) -> None:
    """Log each request's route and outcome; the path's variable parts and the query stay out."""
    log = structlog.get_logger()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        elapsed: dict[str, Any] = {}
        if "started" in g:
            elapsed["ms"] = round((time.perf_counter() - g.started) * 1000, 1)
        log.info(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            **elapsed,
        )
        return response
