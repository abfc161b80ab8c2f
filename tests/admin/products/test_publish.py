"""A product's way from draft to public and back."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products.models import ProductRevision
from admin.products.operations import (
    approve_product,
    archive_product,
    create_product,
    propose_product,
    proposed_values,
    unpublish_product,
)
from admin.products.values import ProductValues
from catalog.enterprises.models import Enterprise
from catalog.products.models import DeliveryPlace, Product, ProductSlug, SanitaryPaper, SealAward
from core.audit import SYSTEM, AuditEntry
from core.errors import ConflictError


def test_a_draft_is_not_public(session: Session, chompa_draft: Product) -> None:
    assert (chompa_draft.status, chompa_draft.published_at) == ("unpublished", None)


def test_approving_publishes_every_value(session: Session, chompa: Product) -> None:
    assert (chompa.status, chompa.price, chompa.unit, chompa.capacity) == (
        "published",
        12_000,
        "unidad",
        30_000,
    )
    assert set(session.scalars(select(DeliveryPlace.place_code))) == {"08", "15"}
    assert session.scalars(select(SealAward.verified_by)).all() == ["sistema"]


def test_a_product_of_an_unpublished_enterprise_cannot_be_published(
    session: Session, tejidos: Enterprise, chompa_values: ProductValues
) -> None:
    product = create_product(session, tejidos, chompa_values, by=SYSTEM)
    with pytest.raises(LookupError):
        approve_product(session, product, by=SYSTEM)


def test_a_proposal_leaves_the_live_values_alone(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    assert propose_product(session, chompa, replace(chompa_values, price=13_000), by=SYSTEM)
    assert chompa.price == 12_000
    assert proposed_values(session, chompa).price == 13_000


def test_proposing_the_same_again_writes_nothing(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    before = session.scalars(select(AuditEntry.id)).all(), session.scalars(select(ProductRevision.id)).all()
    assert not propose_product(session, chompa, chompa_values, by=SYSTEM)
    after = session.scalars(select(AuditEntry.id)).all(), session.scalars(select(ProductRevision.id)).all()
    assert after == before


def test_approving_twice_writes_nothing_the_second_time(session: Session, chompa: Product) -> None:
    before = session.scalars(select(AuditEntry.id)).all()
    approve_product(session, chompa, by=SYSTEM)
    assert session.scalars(select(AuditEntry.id)).all() == before


def test_a_draft_begun_before_another_approval_is_refused(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    propose_product(session, chompa, replace(chompa_values, price=13_000), by=SYSTEM)
    draft = session.scalars(select(ProductRevision).where(ProductRevision.state == "draft")).one()
    draft.base_version = 0
    session.flush()
    with pytest.raises(ConflictError, match="Otra persona cambió esta ficha"):
        approve_product(session, chompa, by=SYSTEM)


def test_a_new_price_is_confirmed_the_day_it_is_approved(
    session: Session, clock: time_machine.Traveller, chompa: Product, chompa_values: ProductValues
) -> None:
    clock.shift(40 * 86_400)
    propose_product(session, chompa, replace(chompa_values, price=13_000), by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    assert chompa.price_confirmed_on == date(2026, 12, 20)
    assert chompa.availability_confirmed_on == date(2026, 11, 10)


def test_a_new_name_keeps_the_old_address_for_ever(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    propose_product(session, chompa, replace(chompa_values, name="Chompa de baby alpaca"), by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    assert chompa.slug == "chompa-de-baby-alpaca"
    assert session.scalars(select(ProductSlug.slug)).all() == ["chompa-de-alpaca"]


def test_an_old_address_is_never_given_to_another_product(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues
) -> None:
    propose_product(session, chompa, replace(chompa_values, name="Chompa de baby alpaca"), by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    assert create_product(session, awana, chompa_values, by=SYSTEM).slug == "chompa-de-alpaca-2"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("no aplica", []),
        ("en trámite", [("in_progress", "", None)]),
        ("E1234-2025 vence 31/08/2027", [("granted", "E1234-2025", date(2027, 8, 31))]),
    ],
)
def test_a_paper_is_published_as_it_was_read(
    session: Session,
    awana: Enterprise,
    chompa_values: ProductValues,
    typed: str,
    expected: list[tuple[str, str, date | None]],
) -> None:
    product = create_product(session, awana, replace(chompa_values, sanitary=typed), by=SYSTEM)
    approve_product(session, product, by=SYSTEM)
    papers = session.scalars(select(SanitaryPaper)).all()
    assert [(paper.state, paper.number, paper.expires_on) for paper in papers] == expected


def test_a_paper_with_a_new_number_loses_its_confirmed_kind(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    propose_product(session, chompa, replace(chompa_values, sanitary="A-100"), by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    session.scalars(select(SanitaryPaper)).one().kind = "sip"
    propose_product(session, chompa, replace(chompa_values, sanitary="B-200"), by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    assert session.scalars(select(SanitaryPaper)).one().kind is None


def test_unpublished_it_can_be_published_again(session: Session, chompa: Product) -> None:
    unpublish_product(session, chompa, by=SYSTEM, reason="sin stock")
    assert chompa.status == "unpublished"
    approve_product(session, chompa, by=SYSTEM)
    assert chompa.status == "published"


def test_archiving_says_why(session: Session, chompa: Product) -> None:
    archive_product(session, chompa, by=SYSTEM, reason="ya no lo hace")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "product.archive")).one()
    assert (chompa.status, entry.reason, entry.subject_id) == ("archived", "ya no lo hace", chompa.public_id)
