"""Public pages kept as they were sent, in this process, for as long as nothing that they show has changed.

A middleware around everything else. The catalogue's version and Lima's date are read before a page is rendered and
are part of what it is kept under: so a page may be newer than its key, never older. One of an older version is asked
for by nobody, and pushed out by those that are; nothing has to be told that something changed, in any process.

Public pages are the same for everyone. What reads or sets the session says `Vary: Cookie`, and is not kept.
"""

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from operator import itemgetter
from sys import getsizeof
from threading import Lock
from typing import Any, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog
from cachetools import LRUCache
from flask import Flask, Response, has_request_context, request
from werkzeug.http import parse_accept_header, remove_entity_headers

from core.clock import today
from core.config import Settings

log = structlog.get_logger()

KEEPABLE = "public, no-cache"
# In the order of our liking, where a browser likes them alike.
ENCODINGS = ("br", "gzip", "identity")
TRACKING = {"fbclid", "gclid"}
# Longer addresses are answered, and refused, as if there were no cache.
LONGEST_URL = 2048
LONGEST_ACCEPT = 256
# No single page may push out more than this share of the others.
LARGEST_SHARE = 8
# What a kept page costs beside its strings: the entry, its tuples and its lists.
OVERHEAD = 1024
HEADER_OVERHEAD = 72

VERSION = "juntos.version"
_KEEP = "juntos.keep"
_ENDPOINT = "juntos.endpoint"
Headers = list[tuple[str, str]]
# The catalogue's version with whatever else tells it from the same number before a backup was restored.
Stamp = tuple[int, Hashable]


class Kept(NamedTuple):
    """A page as it is sent: its headers, those of its 304, and its body in one encoding."""

    headers: Headers
    unchanged: Headers
    body: bytes
    etag: str
    endpoint: str | None


class Shelf:
    """Pages within a bound of bytes; those asked for longest ago go first."""

    def __init__(self, room: int) -> None:
        self.room = room
        # The weight of a page is taken once, with its key's, which the store does not see.
        self._pages: LRUCache[Hashable, tuple[Kept, int]] = LRUCache(room, getsizeof=itemgetter(1))
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def used(self) -> int:
        """The bytes that are taken."""
        return int(self._pages.currsize)

    def get(self, key: Hashable) -> Kept | None:
        """The page under a key."""
        with self._lock:
            found = self._pages.get(key)
        return found[0] if found else None

    def put(self, key: tuple[Hashable, ...], page: Kept) -> None:
        """Keep a page, and let go of others where it needs their room."""
        size = _weight(key, page)
        if size <= self.room // LARGEST_SHARE:
            with self._lock:
                self._pages[key] = (page, size)


def _weight(key: tuple[Hashable, ...], page: Kept) -> int:
    headers = sum(getsizeof(name) + getsizeof(value) + HEADER_OVERHEAD for name, value in page.headers)
    return OVERHEAD + getsizeof(page.body) + headers + sum(map(getsizeof, key))


class _Answer:
    """What the application said of its answer, before any of it is sent."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.written: list[bytes] = []
        self._said: dict[str, str] = {}

    def start(self, status: str, headers: Headers, exc_info: Any = None, /) -> Callable[[bytes], object]:
        """Take the place of the server's start_response."""
        del exc_info  # nothing has been sent: what was said before is forgotten
        self.status, self.headers = status, headers
        self._said = {name.lower(): value for name, value in headers}
        return self.written.append

    def says(self, name: str) -> str:
        """One header."""
        return self._said.get(name, "")

    @property
    def keepable(self) -> bool:
        """Whether the answer is a whole page that is everybody's."""
        return (
            self.status.startswith("200")
            and self.says("cache-control") == KEEPABLE
            and self.says("vary").lower() in ("", "accept-encoding")
            and not self.says("set-cookie")
            # An answer that is streamed does not know its length.
            and self.says("content-length").isdigit()
            and bool(self.says("etag"))
        )


class PageCache:
    """The middleware; `read` gives the stamp of the catalogue, or None where the database is away."""

    def __init__(
        self, wsgi: WSGIApplication, shelf: Shelf, read: Callable[[], Stamp | None], passing: tuple[str, ...]
    ) -> None:
        self.wsgi = wsgi
        self.shelf = shelf
        self._read = read
        self._passing = passing

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or ask the application and keep what it says."""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or path.startswith(self._passing)
            or len(path) + len(query) > LONGEST_URL
            or "HTTP_IF_MATCH" in environ
            or (stamp := self._read()) is None
        ):
            return self.wsgi(environ, start_response)
        environ[VERSION] = stamp[0]
        environ["QUERY_STRING"] = query = normalised(query)
        environ["HTTP_ACCEPT_ENCODING"] = encoding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        place = environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""), environ.get("SCRIPT_NAME", "")
        key = (*place, path, query, encoding, *stamp, today())
        page = self.shelf.get(key)
        if page is None:
            return self._ask(key, environ, start_response)
        status = "200 OK"
        if _matches(environ.get("HTTP_IF_NONE_MATCH"), page.etag):
            status = "304 NOT MODIFIED"
        log.info(
            "request",
            method=environ["REQUEST_METHOD"],
            endpoint=page.endpoint,
            status=int(status[:3]),
            kept=True,
        )
        return _send(page, status, environ, start_response)

    def _ask(
        self, key: tuple[Hashable, ...], environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        # Whoever has the page before sends it whole too, so that it can be kept; what he has is looked at afterwards.
        has = environ.pop("HTTP_IF_NONE_MATCH", None)
        if has:
            environ.pop("HTTP_IF_MODIFIED_SINCE", None)
        answer = _Answer()
        body = self.wsgi(environ, answer.start)
        if answer.keepable and environ["REQUEST_METHOD"] == "GET":
            page = _read_whole(environ, answer, body)
            if environ.get(_KEEP, True) and len(page.body) == int(answer.says("content-length")):
                self.shelf.put(key, page)
            status = "304 NOT MODIFIED" if _matches(has, page.etag) else answer.status
            return _send(page, status, environ, start_response)
        if answer.status.startswith("200") and _matches(has, answer.says("etag")):
            _close(body)
            start_response("304 NOT MODIFIED", _unchanged(answer.headers))
            return []
        write = start_response(answer.status, answer.headers)
        for part in answer.written:
            write(part)
        return body


def init_app(
    app: Flask, settings: Settings, read: Callable[[], Stamp | None], passing: tuple[str, ...]
) -> None:
    """Keep pages, but none whose path starts with one of `passing`; where a developer edits templates, none."""
    if not settings.page_cache_mb or app.debug:
        return
    shelf = Shelf(settings.page_cache_mb * 1024 * 1024)
    app.wsgi_app = PageCache(app.wsgi_app, shelf, read, passing)  # type: ignore[method-assign]  # Flask's documented way

    @app.after_request
    def name(response: Response) -> Response:
        request.environ[_ENDPOINT] = request.endpoint
        return response


def do_not_keep() -> None:
    """Let the answer to this request be made anew for the next visitor: it counts visits, tells the time, or lags."""
    if has_request_context():
        request.environ[_KEEP] = False


def normalised(query: str) -> str:
    """A query as pages read it: without empty and tracking fields, in the order of their names.

    The values of one name stay in their order. The application is asked with this query, and so cannot tell apart
    what is kept as one.
    """
    if not query:
        return ""
    fields = [field.partition("=") for field in query.split("&")]
    if any("%" in name or "+" in name for name, _, _ in fields):
        return query  # two ways to write one name: sorting could change the order of its values
    # `a=&a=1` is not `a=1` to a page that takes the first value.
    given = {name for name, _, value in fields if value and not _tracks(name)}
    return "&".join(map("".join, sorted((one for one in fields if one[0] in given), key=itemgetter(0))))


def _tracks(name: str) -> bool:
    return name in TRACKING or name.startswith("utm_")


def chosen(accepted: str) -> str:
    """The encoding that an Accept-Encoding asks for; the plain one where it takes none of ours."""
    return _chosen(accepted) if len(accepted) <= LONGEST_ACCEPT else _chosen.__wrapped__(accepted)


@lru_cache(maxsize=256)
def _chosen(accepted: str) -> str:
    asked = parse_accept_header(accepted.lower())
    likes = {name: float(asked.quality(name)) for name in ENCODINGS}
    if "identity" not in dict(asked):
        # Not named, it is taken last, whatever is said of `*`.
        likes["identity"] = 0.0001
    liked = max(ENCODINGS, key=likes.__getitem__)
    return liked if likes[liked] else "identity"


def _matches(has: str | None, etag: str) -> bool:
    if not has or not etag:
        return False
    return has.strip() == "*" or any(one.strip().removeprefix("W/") == etag for one in has.split(","))


def _unchanged(headers: Headers) -> Headers:
    kept = list(headers)
    remove_entity_headers(kept)
    return kept


def _read_whole(environ: WSGIEnvironment, answer: _Answer, body: Iterable[bytes]) -> Kept:
    try:
        whole = b"".join((*answer.written, *body))
    finally:
        _close(body)
    # The server says when it is sent.
    headers = [header for header in answer.headers if header[0].lower() != "date"]
    return Kept(headers, _unchanged(headers), whole, answer.says("etag"), environ.get(_ENDPOINT))


def _send(
    page: Kept, status: str, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    if status.startswith("304"):
        # The server may add to the list it is given.
        start_response(status, page.unchanged.copy())
        return []
    start_response(status, page.headers.copy())
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def _close(body: Iterable[bytes]) -> None:
    if close := getattr(body, "close", None):
        close()
