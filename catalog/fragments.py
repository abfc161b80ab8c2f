"""Pieces of pages kept rendered, each under all that it shows: nothing needs to be told when something changes."""

from collections.abc import Callable, Hashable
from sys import getsizeof
from threading import Lock

from cachetools import LRUCache
from flask import current_app, render_template, request
from markupsafe import Markup

from core.i18n import language

_KEY = "juntos.fragments"
ROOM = 16 * 1024 * 1024
# What a piece costs beside its text: its key, and what that holds.
OVERHEAD = 1024


class _Kept:
    """The pieces used last, within a number of bytes."""

    def __init__(self) -> None:
        self.pieces: LRUCache[Hashable, Markup] = LRUCache(ROOM, getsizeof=_size)
        self.lock = Lock()

    def get(self, key: Hashable) -> Markup | None:
        with self.lock:
            return self.pieces.get(key)

    def put(self, key: Hashable, piece: Markup) -> None:
        with self.lock:
            self.pieces[key] = piece


def _size(piece: Markup) -> int:
    return getsizeof(piece) + OVERHEAD


def keep(render: Callable[[], Markup], *shown: Hashable) -> Markup:
    """The piece that shows these values in the language of the request; rendered where it is not kept."""
    kept: _Kept = current_app.extensions.setdefault(_KEY, _Kept())
    key = (*shown, language(), request.script_root)
    piece = kept.get(key)
    if piece is None:
        piece = render()
        kept.put(key, piece)
    return piece


def fragment(template: str, **shown: Hashable) -> Markup:
    """For templates: a template that shows nothing but these values."""

    def render() -> Markup:
        return Markup(render_template(template, **shown))  # noqa: S704 the template escapes what it shows

    return keep(render, template, *shown.items())
