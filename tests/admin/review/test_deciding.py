"""A version is sent, returned with remarks or published: by somebody else, with all looked for."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRevision
from admin.products.models import ProductRevision
from admin.products.operations import create_product, propose_product
from admin.products.values import ProductValues
from admin.review.cases import Case, case_by_id
from admin.review.deciding import (
    CHECKS,
    Decision,
    publish,
    return_version,
    send_enterprise,
    send_product,
)
from admin.review.operations import open_revision
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import Actor, AuditEntry
from core.errors import ConflictError, InputError

GESTORA = Actor("Gestora", "gestora00001")
JEFA = Actor("Jefa", "jefa00000001")


@pytest.fixture
def sent(session: Session, chompa: Product, chompa_values: ProductValues) -> Case:
    """New words about the jumper, which wait."""
    propose_product(session, chompa, replace(chompa_values, description="Con capucha."), by=GESTORA)
    send_product(session, chompa, by=GESTORA)
    return waiting(session, chompa)


def waiting(session: Session, product: Product) -> Case:
    """The open version of a product."""
    version = open_revision(session, ProductRevision, product_id=product.id)
    assert version is not None
    return case_by_id(session, version.public_id) or pytest.fail("the version is not found")


def actions(session: Session) -> list[str]:
    """What the audit says, the newest last."""
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_sending_twice_is_once(session: Session, chompa: Product, sent: Case) -> None:
    assert (sent.version.state, sent.version.sent_by) == ("in_review", "Gestora")
    assert not send_product(session, chompa, by=GESTORA)
    assert actions(session).count("product.send") == 1


def test_what_is_returned_says_what_to_mend_until_it_is_sent_again(
    session: Session, chompa: Product, chompa_values: ProductValues, sent: Case
) -> None:
    return_version(session, sent, {"description": "Diga la talla.", "price": ""}, by=JEFA)
    assert (sent.version.state, sent.version.remarks) == ("returned", {"description": "Diga la talla."})
    propose_product(session, chompa, replace(chompa_values, description="Talla M."), by=GESTORA)
    assert sent.version.remarks == {"description": "Diga la talla."}
    send_product(session, chompa, by=GESTORA)
    assert (sent.version.state, sent.version.remarks) == ("in_review", {})


def test_returning_without_a_word_is_refused(session: Session, sent: Case) -> None:
    with pytest.raises(InputError):
        return_version(session, sent, {"": ""}, by=JEFA)


def test_what_is_published_is_public_and_what_was_looked_for_is_written_down(
    session: Session, chompa: Product, sent: Case
) -> None:
    publish(session, sent, Decision(JEFA, CHECKS))
    assert (chompa.description, sent.version.state) == ("Con capucha.", "approved")
    checked = session.scalars(select(AuditEntry).where(AuditEntry.action == "product.check")).one()
    assert (checked.account, set(checked.changes)) == (JEFA.account, set(CHECKS))


@pytest.mark.parametrize("missing", CHECKS)
def test_nothing_is_published_that_was_not_looked_at(session: Session, sent: Case, missing: str) -> None:
    with pytest.raises(InputError):
        publish(session, sent, Decision(JEFA, [one for one in CHECKS if one != missing]))


def test_nobody_decides_what_she_sent(session: Session, sent: Case) -> None:
    with pytest.raises(InputError):
        publish(session, sent, Decision(GESTORA, CHECKS, reason="no hay nadie más"))


def test_the_national_office_may_and_says_why(session: Session, sent: Case) -> None:
    with pytest.raises(InputError):
        publish(session, sent, Decision(GESTORA, CHECKS, over_own=True))
    publish(session, sent, Decision(GESTORA, CHECKS, reason="no hay nadie más", over_own=True))
    kept = session.scalars(select(AuditEntry.reason).where(AuditEntry.action == "product.check")).one()
    assert kept == "no hay nadie más"


def test_what_waits_no_more_is_not_decided_again(session: Session, sent: Case) -> None:
    publish(session, sent, Decision(JEFA, CHECKS))
    with pytest.raises(ConflictError):
        publish(session, sent, Decision(JEFA, CHECKS))
    with pytest.raises(ConflictError):
        return_version(session, sent, {"": "Tarde."}, by=JEFA)


def test_a_product_is_published_with_its_enterprise(
    session: Session, tejidos: Enterprise, chompa_values: ProductValues
) -> None:
    product = create_product(session, tejidos, chompa_values, by=GESTORA)
    send_product(session, product, by=GESTORA)
    publish(session, waiting(session, product), Decision(JEFA, CHECKS))
    assert (tejidos.status, product.status) == ("published", "published")
    assert actions(session).count("enterprise.check") == 1


def test_an_enterprise_is_sent_and_published(session: Session, tejidos: Enterprise) -> None:
    assert send_enterprise(session, tejidos, by=GESTORA)
    version = session.scalars(select(EnterpriseRevision)).one()
    case = case_by_id(session, version.public_id)
    assert case is not None
    publish(session, case, Decision(JEFA, CHECKS))
    assert tejidos.status == "published"
