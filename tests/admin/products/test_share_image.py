"""What staff do promises the share images that it changes, in the same transaction."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.operations import approve_enterprise, archive_enterprise, propose_enterprise
from admin.enterprises.values import EnterpriseValues
from admin.products import photos
from admin.products.operations import approve_product, archive_product, propose_product
from admin.products.values import PhotoValue, ProductValues
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.sharing import operations as sharing
from catalog.sharing.models import ShareImage
from core.audit import SYSTEM
from core.jobs import Job

Settle = Callable[[], None]


def promised(session: Session) -> set[str]:
    """The kinds of drawing that wait."""
    waiting = session.scalars(select(Job.payload).where(Job.kind == sharing.DRAW, Job.state == "queued"))
    return {kind for payload in waiting for kind in payload}


@pytest.fixture
def settled(session: Session, run_jobs: Callable[[], int]) -> Settle:
    """`settled()`: everything promised is drawn."""

    def settle() -> None:
        run_jobs()
        assert promised(session) == set()
        session.rollback()

    return settle


def test_an_approval_promises_a_picture_of_the_product_and_of_its_maker(
    session: Session, chompa: Product, settled: Settle
) -> None:
    assert promised(session) == {"product", "enterprise"}
    settled()
    assert len(session.scalars(select(ShareImage)).all()) == 2


def test_a_draft_promises_none(session: Session, chompa_draft: Product) -> None:
    payloads = session.scalars(select(Job.payload).where(Job.kind == sharing.DRAW)).all()
    assert {"product": chompa_draft.public_id} not in payloads


def test_what_is_undone_promises_nothing(session: Session, chompa: Product) -> None:
    session.rollback()
    assert promised(session) == set()


def test_a_photo_made_ready_is_drawn(
    session: Session,
    awana: Enterprise,
    chompa: Product,
    chompa_values: ProductValues,
    photo_file: Callable[[str], Path],
    settled: Settle,
) -> None:
    token = photos.upload_photo(session, awana, photo_file("rojo"), by=SYSTEM).token
    shown = replace(chompa_values, photos=(PhotoValue(token, "Chompa"),))
    propose_product(session, chompa, shown, by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    settled()
    before = session.scalars(select(ShareImage.digest).where(ShareImage.product_id.is_not(None))).one()
    propose_product(session, chompa, chompa_values, by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    settled()
    after = session.scalars(select(ShareImage.digest).where(ShareImage.product_id.is_not(None))).one()
    assert before != after


def test_a_new_name_of_the_maker_is_drawn_on_her_products(
    session: Session, awana: Enterprise, chompa: Product, tejidos_values: EnterpriseValues, settled: Settle
) -> None:
    settled()
    propose_enterprise(session, awana, replace(tejidos_values, name="Tejidos Ñusta"), by=SYSTEM)
    approve_enterprise(session, awana, by=SYSTEM)
    assert promised(session) == {"product", "enterprise"}


def test_an_archived_product_loses_its_picture_with_the_same_commit(
    session: Session, chompa: Product, settled: Settle
) -> None:
    settled()
    archive_product(session, chompa, by=SYSTEM, reason="Ya no teje.")
    assert session.scalars(select(ShareImage.product_id)).all() == [None]
    settled()
    left = session.scalars(select(ShareImage.token)).all()
    assert list(photos.media().names()) == [f"{token}/share.jpg" for token in left]


def test_an_archived_maker_leaves_no_picture(
    session: Session, awana: Enterprise, chompa: Product, settled: Settle
) -> None:
    settled()
    archive_enterprise(session, awana, by=SYSTEM, reason="Cerró.")
    settled()
    assert session.scalars(select(ShareImage)).all() == []
    assert list(photos.media().names()) == []
