"""Noticing what is written to public tables: nobody who writes has to remember to say so.

Flushed objects are noticed one by one; statements that write many rows at once, table by table. The rows go in at
the very end of the outermost transaction, and on PostgreSQL under a lock held until its commit: so ids are committed
in their order, and whoever has read up to one has missed nothing before it.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, insert
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction

from catalog.changes.models import CatalogueChange
from catalog.enterprises.models import Enterprise, EnterpriseSlug, PublicContact
from catalog.photos.models import Photo, Portrait
from catalog.places.models import Department, District, Province
from catalog.products.models import (
    DeliveryPlace,
    Product,
    ProductMonth,
    ProductSlug,
    SanitaryPaper,
    Seal,
    SealAward,
)
from catalog.sectors.models import Sector
from catalog.sharing.models import ShareImage
from core.clock import now
from core.db import Model, take_turns

_OF_PRODUCT = (Photo, DeliveryPlace, SanitaryPaper, SealAward, ProductMonth, ProductSlug)
_OF_ENTERPRISE = (EnterpriseSlug, Portrait)
_OF_PAGES = (ShareImage, PublicContact)
_OF_ALL = (Sector, Seal, Department, Province, District)
WATCHED: tuple[type[Model], ...] = (Product, Enterprise, *_OF_PRODUCT, *_OF_ENTERPRISE, *_OF_PAGES, *_OF_ALL)
_TABLES = {model.__table__: model for model in WATCHED}
_PENDING = "catalogue_changes"
Change = tuple[str, int | None]


def watch() -> None:
    """Begin to notice; safe to repeat."""
    for name, listener in (
        ("after_flush", _flushed),
        ("do_orm_execute", _executed),
        ("before_commit", _write),
        ("after_soft_rollback", _forget),
    ):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def note(session: Session, changes: Iterable[Change]) -> None:
    """Remember what changed until the transaction commits."""
    session.info.setdefault(_PENDING, set()).update(changes)


def _flushed(session: Session, _context: UOWTransaction) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    note(session, filter(None, map(_change, (*session.new, *changed, *session.deleted))))


def _change(row: Any) -> Change | None:
    match row:
        case Product():
            return ("product", row.id)
        case Enterprise():
            return ("enterprise", row.id)
    if isinstance(row, _OF_PRODUCT):
        return ("product", row.product_id)
    if isinstance(row, _OF_ENTERPRISE):
        return ("enterprise", row.enterprise_id)
    if isinstance(row, _OF_PAGES):
        return ("page", None)
    return ("everything", None) if isinstance(row, _OF_ALL) else None


def _executed(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    model = _TABLES.get(getattr(state.statement, "table", None))  # type: ignore[arg-type]  # None is in no dict
    if model is not None:
        note(state.session, [("page" if model in _OF_PAGES else "everything", None)])


def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return  # the release of a savepoint
    session.flush()
    changes: set[Change] = session.info.pop(_PENDING, set())
    if not changes:
        return
    take_turns(session, "catalogue-change")
    at = now()
    ordered = sorted(changes, key=lambda change: (change[0], change[1] or 0))
    session.execute(
        insert(CatalogueChange),
        [{"kind": kind, "subject_id": subject, "at": at} for kind, subject in ordered],
    )


def _forget(session: Session, ended: SessionTransaction) -> None:
    # What a savepoint undoes leaves what the transaction around it changed before.
    if ended.parent is None:
        session.info.pop(_PENDING, None)
