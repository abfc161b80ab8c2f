"""Languages, and how numbers, money and dates are written: always as in Peru."""

from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from flask import Flask, has_request_context, request
from flask_babel import Babel

from core.clock import LIMA
from core.config import Settings

BABEL_LOCALE = "es_PE"


class LanguagePrefix:
    """WSGI middleware: /en/… is the same site in another language, moved into SCRIPT_NAME so links keep it."""

    def __init__(self, wsgi: Any, languages: tuple[str, ...]) -> None:
        self.wsgi = wsgi
        self.prefixes = {f"/{language}": language for language in languages[1:]}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Take a known language off the front of the path."""
        path = environ.get("PATH_INFO", "")
        head = "/" + path[1:].split("/", 1)[0]
        if head in self.prefixes:
            environ["juntos.language"] = self.prefixes[head]
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + head
            environ["PATH_INFO"] = path[len(head) :] or "/"
        return self.wsgi(environ, start_response)


def init_app(app: Flask, settings: Settings) -> None:
    """Choose the language from the URL's prefix only, so that a page's URL decides what it says."""
    app.config["BABEL_DEFAULT_LOCALE"] = "es"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "America/Lima"
    Babel(app, locale_selector=language)  # type: ignore[no-untyped-call]  # the package is half annotated
    if len(settings.languages) > 1:
        app.wsgi_app = LanguagePrefix(app.wsgi_app, settings.languages)  # type: ignore[method-assign]  # Flask's documented way


def language() -> str:
    """The language of this request."""
    chosen: str = request.environ.get("juntos.language", "es") if has_request_context() else "es"
    return chosen


def say_date(day: date) -> str:
    """A date in words: «12 de noviembre de 2026»."""
    return format_date(day, "d 'de' MMMM 'de' y", locale=BABEL_LOCALE)


def say_moment(at: datetime) -> str:
    """An instant as it is said in Peru: 10 de noviembre de 2026, 9:30."""
    here = at.astimezone(LIMA)
    return f"{say_date(here.date())}, {here:%-H:%M}"
