"""Approving an enterprise's version copies its public facts across, and keeps the private ones private."""

from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import (
    approve_enterprise,
    archive_enterprise,
    create_enterprise,
    propose_enterprise,
    proposed_values,
)
from admin.enterprises.values import EnterpriseValues
from catalog.enterprises.models import Enterprise, EnterpriseSlug, PublicContact, Wallet
from catalog.products.models import Product
from core.audit import SYSTEM, AuditEntry


def test_a_new_enterprise_is_not_public(session: Session, tejidos: Enterprise) -> None:
    assert (tejidos.status, tejidos.wallets, tejidos.district_code) == ("unpublished", Wallet(0), None)


def test_approving_publishes_the_facts_that_need_no_consent(session: Session, awana: Enterprise) -> None:
    assert (awana.status, awana.district_code, awana.wallets) == ("published", "081306", Wallet.YAPE)
    assert awana.market == "Feria de Chinchero, domingos"


def test_approving_lets_out_nothing_that_needs_consent(session: Session, awana: Enterprise) -> None:
    assert (awana.story, awana.producer_name) == ("", "")
    assert session.scalars(select(PublicContact)).all() == []


def test_a_maker_who_shows_only_her_province_has_no_public_district(
    session: Session, tejidos_values: EnterpriseValues
) -> None:
    hidden = create_enterprise(session, replace(tejidos_values, province_only=True), by=SYSTEM)
    approve_enterprise(session, hidden, by=SYSTEM)
    record = session.scalars(select(EnterpriseRecord)).one()
    assert (hidden.province_code, hidden.district_code) == ("0813", None)
    assert record.district_code == "081306"


def test_a_proposal_leaves_the_live_values_alone(
    session: Session, awana: Enterprise, tejidos_values: EnterpriseValues
) -> None:
    assert propose_enterprise(session, awana, replace(tejidos_values, market="Sábados"), by=SYSTEM)
    assert awana.market == "Feria de Chinchero, domingos"
    assert proposed_values(session, awana).market == "Sábados"


def test_proposing_the_same_again_changes_and_audits_nothing(
    session: Session, awana: Enterprise, tejidos_values: EnterpriseValues
) -> None:
    before = session.scalars(select(AuditEntry.id)).all()
    assert not propose_enterprise(session, awana, tejidos_values, by=SYSTEM)
    assert session.scalars(select(AuditEntry.id)).all() == before


def test_the_audit_never_holds_a_private_value(session: Session, awana: Enterprise) -> None:
    said = " ".join(str(entry.changes) for entry in session.scalars(select(AuditEntry)))
    for private in ("abuela", "+51900000001", "Personaje de Prueba", "081306"):
        assert private not in said
    assert "'story': None" in said


def test_a_new_name_keeps_the_old_address_for_ever(
    session: Session, awana: Enterprise, tejidos_values: EnterpriseValues
) -> None:
    propose_enterprise(session, awana, replace(tejidos_values, name="Awana Warmi"), by=SYSTEM)
    approve_enterprise(session, awana, by=SYSTEM)
    assert awana.slug == "awana-warmi"
    assert session.scalars(select(EnterpriseSlug.slug)).all() == ["tejidos-awana"]


def test_its_products_are_found_by_the_new_name(
    session: Session,
    client: FlaskClient,
    awana: Enterprise,
    chompa: Product,
    tejidos_values: EnterpriseValues,
) -> None:
    propose_enterprise(session, awana, replace(tejidos_values, name="Awana Warmi"), by=SYSTEM)
    approve_enterprise(session, awana, by=SYSTEM)
    assert "Chompa de alpaca" in client.get("/buscar?q=warmi").text


def test_a_name_twice_gets_a_number(
    session: Session, awana: Enterprise, tejidos_values: EnterpriseValues
) -> None:
    other = create_enterprise(session, replace(tejidos_values, district_code="210101"), by=SYSTEM)
    assert other.slug == "tejidos-awana-2"


def test_archiving_takes_its_products_along(session: Session, awana: Enterprise, chompa: Product) -> None:
    archive_enterprise(session, awana, by=SYSTEM, reason="dejó de vender")
    assert (awana.status, chompa.status) == ("archived", "archived")
