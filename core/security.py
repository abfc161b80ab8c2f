"""What every answer carries, and which requests are not answered at all."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Request, abort, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from core.config import Settings

MAX_URL = 4096
# What a page with a file may send; and any other, since reading millions of fields keeps a thread busy for long.
MAX_BODY = 12 * 1024 * 1024
MAX_FORM = 256 * 1024
# What a page for several photos may send: eight of the largest.
MAX_PHOTOS = 84 * 1024 * 1024
_SOURCES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self' https://wa.me",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(_SOURCES)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


View = TypeVar("View", bound=Callable[..., Any])
_FILES = "__takes_files__"


def takes_files(view: View) -> View:
    """Mark a view to which files are sent."""
    setattr(view, _FILES, MAX_BODY)
    return view


def takes_photos(view: View) -> View:
    """Mark a view to which several photos are sent at once."""
    setattr(view, _FILES, MAX_PHOTOS)
    return view


class Protected:
    """WSGI middleware: every answer carries these headers, but those that it sets itself."""

    def __init__(self, wsgi: WSGIApplication, headers: dict[str, str]) -> None:
        self.wsgi = wsgi
        self.headers = {name.lower(): (name, value) for name, value in headers.items()}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Ask the application, and add what its answer does not say."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
            given = {name.lower() for name, _ in headers}
            added = [header for name, header in self.headers.items() if name not in given]
            return start_response(status, headers + added, exc_info)

        return self.wsgi(environ, start)


class LateSession(SecureCookieSessionInterface):
    """The session of who brings a cookie is read; nobody else's costs anything until something is put in it."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the request."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookie rules, trusted hosts and size limits; add the headers to every answer."""
    app.session_interface = LateSession()
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="juntos",
        MAX_CONTENT_LENGTH=MAX_BODY,
        TRUSTED_HOSTS=trusted_hosts(settings),
        PREFERRED_URL_SCHEME="https" if settings.secure else "http",
    )

    @app.before_request
    def refuse_oddities() -> None:
        target = request.environ.get("RAW_URI") or request.full_path
        if len(target) > MAX_URL:
            abort(414)
        if "\0" in request.path or any(
            "\0" in part for pair in request.args.items(multi=True) for part in pair
        ):
            abort(400)
        files: int = getattr(app.view_functions.get(request.endpoint or ""), _FILES, 0)
        largest = files if files and request.mimetype == "multipart/form-data" else MAX_FORM
        request.max_content_length = largest
        if (request.content_length or 0) > largest:
            abort(413)

    headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if settings.secure else {})
    app.wsgi_app = Protected(app.wsgi_app, headers)  # type: ignore[method-assign]  # Flask's documented way


def trusted_hosts(settings: Settings) -> list[str]:
    """The hosts a request may name: the site's own; on a developer's machine also its loopback names."""
    if settings.app_env == "production":
        return [settings.host]
    return [settings.host, "127.0.0.1", "localhost"]
