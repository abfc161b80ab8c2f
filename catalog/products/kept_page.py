"""The page of a product, kept rendered until something that it shows changes: all but the cards of those like it.

Those change with the rest of the sector. Their cards are kept by themselves, and put in at each request.
"""

from datetime import date
from typing import NamedTuple

from flask import request
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalog.changes.versions import version_of_request
from catalog.places.queries import gazetteer
from catalog.products import listing
from catalog.products.detail_queries import related_ids
from catalog.products.queries import any_demo
from catalog.products.shelf import Piece, shelf
from catalog.sectors.queries import sector_tree
from core.i18n import language

# No text that is shown can hold this: it would be escaped.
RELATED = Markup("<!--related-->")


class Subject(NamedTuple):
    """Whose page it is, and where those like it are looked for."""

    product: int
    enterprise: int
    sector: int
    department: str


def related(session: Session, subject: Subject, day: date) -> list[Markup]:
    """The cards of those like it, near ones first."""
    ids = related_ids(session, subject.product, subject.sector, subject.department)
    return listing.cards(session, ids, gazetteer(session), sector_tree(session), day)


def find(session: Session, slug: str, day: date) -> str | None:
    """The page, where it is kept."""
    shelf().bring_up(session, version_of_request(session), day)
    subject = shelf().take([slug]).get(slug)
    if subject is None:
        return None
    cards = related(session, subject, day)
    key = _key(session, slug, bool(cards))
    page = shelf().take([key]).get(key)
    return _with(page, cards) if page else None


def keep(session: Session, slug: str, subject: Subject, page: str, cards: list[Markup], day: date) -> str:
    """Keep a page that was rendered with RELATED in the place of the cards; gives the whole of it."""
    pieces = {
        slug: Piece(subject, subject.product, subject.enterprise),
        _key(session, slug, bool(cards)): Piece(page, subject.product, subject.enterprise, page=True),
    }
    shelf().put(version_of_request(session), day, pieces)
    return _with(page, cards)


def _key(session: Session, slug: str, any_related: bool) -> tuple[object, ...]:
    return slug, any_related, any_demo(session), language(), request.script_root


def _with(page: str, cards: list[Markup]) -> str:
    return page.replace(RELATED, Markup().join(cards))
