"""Whatever changes what is public leaves a row in its own transaction."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from admin.products.operations import unpublish_product
from catalog.changes.models import CatalogueChange
from catalog.changes.queries import changes_since, hidden_since
from catalog.changes.versions import version
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from catalog.sectors.models import Sector
from core.audit import SYSTEM
from core.clock import now

Said = set[tuple[str, int | None]]


@pytest.fixture
def said(session: Session) -> Callable[[], Said]:
    """`said()`: what the change table tells since the last time, or since the test began."""
    session.commit()
    known = version(session)

    def tell() -> Said:
        nonlocal known
        rows = session.execute(
            select(CatalogueChange.id, CatalogueChange.kind, CatalogueChange.subject_id).where(
                CatalogueChange.id > known
            )
        ).all()
        known = max((row.id for row in rows), default=known)
        return {(row.kind, row.subject_id) for row in rows}

    return tell


def test_an_edited_product_is_named(session: Session, papa: Product, said: Callable[[], Said]) -> None:
    said()
    papa.price += 10
    session.commit()
    assert said() == {("product", papa.id)}


def test_an_edited_enterprise_is_named(
    session: Session, ccotana: Enterprise, said: Callable[[], Said]
) -> None:
    said()
    ccotana.name = "Papas de Ccotana"
    session.commit()
    assert said() == {("enterprise", ccotana.id)}


def test_a_new_photo_names_its_product(session: Session, papa: Product, said: Callable[[], Said]) -> None:
    said()
    for photo in session.scalars(select(Photo).where(Photo.product_id == papa.id)):
        photo.alt = "Papas en un costal"
    session.add(
        Photo(product_id=papa.id, token="0123456789abcdef", position=9, alt="Papas", width=10, height=10,
              widths="320", formats="webp,jpg", placeholder=1, ready=True)
    )  # fmt: skip
    session.commit()
    assert said() == {("product", papa.id)}


def test_a_rollback_leaves_nothing(session: Session, papa: Product, said: Callable[[], Said]) -> None:
    said()
    papa.price += 10
    session.flush()
    session.rollback()
    session.commit()
    assert said() == set()


def test_a_savepoint_that_is_kept_is_told_with_its_transaction(
    session: Session, papa: Product, said: Callable[[], Said]
) -> None:
    said()
    with session.begin_nested():
        papa.price += 10
    session.commit()
    assert said() == {("product", papa.id)}


def test_a_savepoint_that_is_undone_leaves_what_was_changed_before(
    session: Session, papa: Product, queso: Product, said: Callable[[], Said]
) -> None:
    said()
    papa.price += 10
    savepoint = session.begin_nested()
    queso.price += 10
    session.flush()
    savepoint.rollback()
    session.commit()
    assert ("product", papa.id) in said()


def test_a_failed_flush_leaves_nothing(
    session: Session, papa: Product, queso: Product, said: Callable[[], Said]
) -> None:
    said()
    queso.price += 10
    session.flush()
    papa.slug = queso.slug
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    session.commit()
    assert said() == set()


def test_nothing_public_written_leaves_the_version(session: Session, papa: Product) -> None:
    session.commit()
    before = version(session)
    papa.price = int(papa.price)
    session.commit()
    assert version(session) == before


def test_many_rows_at_once_change_everything(session: Session, said: Callable[[], Said]) -> None:
    said()
    row = {
        "slug": "otro",
        "path": "otro",
        "name": "Otro",
        "kind": "good",
        "paper_rule": "unknown",
        "position": 99,
    }
    session.execute(insert(Sector), [row])
    session.commit()
    assert said() == {("everything", None)}


def test_an_unpublished_product_is_hidden_since(session: Session, papa: Product) -> None:
    session.commit()
    before = version(session)
    session.add(CatalogueChange(kind="page", subject_id=None, at=now()))
    unpublish_product(session, papa, by=SYSTEM, reason="prueba")
    session.commit()
    assert hidden_since(session, before) == {papa.id}
    assert papa.id in changes_since(session, before).products


def test_a_hidden_enterprise_hides_its_products(session: Session, papa: Product, ccotana: Enterprise) -> None:
    session.commit()
    before = version(session)
    ccotana.status = "unpublished"
    session.commit()
    assert hidden_since(session, before) == {papa.id}


def test_a_deleted_product_is_hidden(session: Session, papa: Product) -> None:
    number = papa.id
    session.commit()
    known = version(session)
    session.delete(papa)
    session.commit()
    assert hidden_since(session, known) == {number}


def test_what_many_rows_at_once_hide_is_hidden(session: Session, papa: Product, queso: Product) -> None:
    session.commit()
    before = version(session)
    session.execute(update(Product).where(Product.id == papa.id).values(status="unpublished"))
    session.commit()
    assert hidden_since(session, before) == {papa.id}


def test_forgotten_rows_mean_everything(session: Session, papa: Product) -> None:
    session.commit()
    papa.price += 10
    session.commit()
    first = session.scalars(select(CatalogueChange).order_by(CatalogueChange.id)).first()
    assert first is not None
    session.delete(first)
    papa.price += 10
    session.commit()
    assert changes_since(session, 0).everything
