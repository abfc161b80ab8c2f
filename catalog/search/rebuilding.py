"""A new index beside the one in use, put in its place when it holds as much; nobody waits meanwhile."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.changes.queries import Changes, changes_since
from catalog.changes.versions import version
from catalog.products.models import Product
from catalog.search import folder
from catalog.search.documents import BATCH, Document, documents, visible_ids
from catalog.search.index import Index
from core.db import read_only

Tell = Callable[[int, int], object]


def rebuild(session: Session, index: Index, tell: Tell, *, wait: float = 0.0) -> int:
    """Make the index anew from the database; returns how many products it holds.

    Raises IndexBusyError where another process is at it for longer than `wait` seconds. The session is only read,
    and its transaction ended now and then, so that writers of the database do not wait for all of it.
    """
    with read_only(), index.drafting(seconds=wait) as draft:
        begun = version(session)
        count = folder.put(draft, _all(session, tell))
        folder.set_cursor(draft, begun)
        _catch_up(session, draft)
        # What changed in the meantime is little now: whoever follows waits for a moment only.
        with index.writing():
            _catch_up(session, draft)
            index.use(draft)
    return count


def changed_products(session: Session, changes: Changes) -> list[int]:
    """The products to be looked at again: those that changed, then those whose maker did."""
    of_makers = select(Product.id).where(Product.enterprise_id.in_(changes.enterprises)).order_by(Product.id)
    theirs = session.scalars(of_makers) if changes.enterprises else ()
    return list(dict.fromkeys((*theirs, *sorted(changes.products))))


def _catch_up(session: Session, draft: Path) -> None:
    session.rollback()
    changes = changes_since(session, folder.cursor(draft))
    products = changed_products(session, changes)
    if products:
        found = list(documents(session, products))
        folder.put(draft, found, set(products) - {document.id for document in found})
    # What touches everything takes another new folder: the cursor stays before it.
    if not changes.everything:
        folder.set_cursor(draft, changes.version)


def _all(session: Session, tell: Tell) -> Iterator[Document]:
    ids = visible_ids(session)
    left, done = iter(ids), 0
    while some := list(islice(left, BATCH)):
        session.rollback()
        yield from documents(session, some)
        done += len(some)
        tell(done, len(ids))
