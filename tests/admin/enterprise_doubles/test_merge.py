"""Two records of one enterprise become one: nothing is lost, and nobody's consent shows somebody else."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.consents.models import Consent
from admin.consents.operations import give_consent
from admin.enterprise_plans.operations import add_plan
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.enterprises.operations import approve_enterprise, propose_enterprise, proposed_values
from admin.enterprises.record_operations import update_record, values_of
from admin.households.models import Member
from admin.products.models import PhotoUpload
from admin.products.operations import approve_product, create_product
from admin.products.photos import upload_photo
from admin.products.values import ProductValues
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import AuditEntry
from core.clock import today
from core.errors import ConflictError
from core.scoping import everything
from tests.support.enterprises import make_record
from tests.support.registry import HIDDEN, SOMEBODY
from tests.support.staff import PUNO, sign_in

Send = Callable[..., TestResponse]
Photo = Callable[[str], Path]


@pytest.fixture
def twin(session: Session, member: Member) -> EnterpriseRecord:
    """The same bakery again, of the same woman and her neighbour."""
    return make_record(session, "Panez Ccorca", titular=member, gap="technique")


def address(kept: EnterpriseRecord, other: EnterpriseRecord) -> str:
    return f"/gestion/emprendimientos/{kept.public_id}/unir/{other.public_id}"


def public(session: Session, record: EnterpriseRecord) -> Enterprise:
    return session.get_one(Enterprise, record.enterprise_id)


def publish(session: Session, record: EnterpriseRecord, producer: str, story: str) -> Enterprise:
    """Put it in the catalogue with a producer who agreed to show her name and story."""
    enterprise = public(session, record)
    values = proposed_values(session, enterprise)
    named = type(values)(**vars(values) | {"producer_name": producer, "story": story})
    propose_enterprise(session, enterprise, named, by=SOMEBODY)
    approve_enterprise(session, enterprise, by=SOMEBODY)
    for field in ("name", "story"):
        give_consent(session, record, field, given_on=today(), channel="in_person", by=SOMEBODY)
    return enterprise


@pytest.mark.usefixtures("consent_text")
def test_products_people_plans_and_consents_pass_and_the_old_address_leads_along(
    send: Send,
    client: FlaskClient,
    session: Session,
    panes: EnterpriseRecord,
    twin: EnterpriseRecord,
    chompa_values: ProductValues,
    photo_file: Photo,
    cusco_head: Account,
) -> None:
    with everything(session, "a test"):
        mine = publish(session, panes, "Juana la primera", "Historia de la primera")
        second = publish(session, twin, "Juana la segunda", "Historia de la segunda")
        product = create_product(session, second, chompa_values, by=SOMEBODY)
        approve_product(session, product, by=SOMEBODY)
        for enterprise in (mine, second):
            upload_photo(session, enterprise, photo_file("rojo"), by=SOMEBODY)
        for record in (panes, twin):
            add_plan(session, record, b"%PDF-1.4", "plan.pdf", made_on=date(2026, 1, 1), by=SOMEBODY)
        add_plan(session, twin, b"%PDF-1.5", "otro.pdf", made_on=date(2026, 1, 1), by=SOMEBODY)
    old, kept_id = f"/emprendimientos/{second.slug}", panes.public_id
    sign_in(client, cusco_head)
    compared = client.get(address(panes, twin)).text
    for said in (
        "Panes de Ccorca",
        "Panez Ccorca",
        "Técnica: cómo",
        "Juana la segunda · con historia",
        "Que se quede",
    ):
        assert said in compared, said
    answer = send(address(panes, twin), gap="theirs", name="yours", face="theirs")
    assert answer.headers["Location"] == f"/gestion/emprendimientos/{kept_id}"
    session.expire_all()
    assert (panes.gap, panes.stage, twin.merged_into_id) == ("technique", "running", panes.id)
    assert session.scalars(select(Product.enterprise_id)).all() == [mine.id]
    assert set(session.scalars(select(PhotoUpload.enterprise_id))) == {mine.id}
    standing = session.scalars(select(EnterpriseMember).where(EnterpriseMember.left_on.is_(None))).all()
    assert [(one.record_id, one.titular) for one in standing] == [(panes.id, True)]
    agreed = session.scalars(select(Consent).where(Consent.withdrawn_at.is_(None))).all()
    assert {(one.record_id, one.field) for one in agreed} == {(panes.id, "name"), (panes.id, "story")}
    assert (mine.producer_name, mine.story) == ("Juana la segunda", "Historia de la segunda")
    assert (second.status, second.producer_name, second.story) == ("unpublished", "", "")
    assert client.get(old).headers["Location"].endswith(f"/emprendimientos/{mine.slug}")
    page = client.get(f"/emprendimientos/{mine.slug}").text
    assert "Historia de la segunda" in page
    assert "Chompa de alpaca" in page
    assert "Historia de la primera" not in page
    shown = client.get(f"/gestion/emprendimientos/{kept_id}").text
    assert (shown.count("plan.pdf"), shown.count("otro.pdf")) == (1, 1)
    assert "Este registro era repetido" in client.get(f"/gestion/emprendimientos/{twin.public_id}").text
    acts = {one.action for one in session.scalars(select(AuditEntry))}
    assert {"enterprise.merge", "enterprise.merged", "consent.withdraw"} <= acts
    listed = client.get("/gestion/emprendimientos?q=panez").text
    assert "Ningún emprendimiento" in listed


def test_what_buyers_see_is_not_lost_and_what_changed_meanwhile_is_not_merged(
    send: Send,
    client: FlaskClient,
    session: Session,
    panes: EnterpriseRecord,
    twin: EnterpriseRecord,
    cusco_head: Account,
) -> None:
    there = address(panes, twin)
    sign_in(client, cusco_head)
    hidden = dict(HIDDEN.findall(client.get(there).text))
    with everything(session, "a test"):
        approve_enterprise(session, public(session, twin), by=SOMEBODY)
        session.commit()
    assert send(there, hidden).status_code == 409
    refused = send(there)
    assert refused.status_code == 422
    assert "Compárelos al revés" in refused.text
    assert send(f"/gestion/emprendimientos/{panes.public_id}/unir/{panes.public_id}").status_code == 422
    session.expire_all()
    assert session.scalars(select(EnterpriseRecord.merged_into_id)).all() == [None, None]


def test_sent_again_it_is_one_merge_and_who_is_merged_away_is_changed_no_more(
    send: Send,
    client: FlaskClient,
    session: Session,
    panes: EnterpriseRecord,
    twin: EnterpriseRecord,
    cusco_head: Account,
) -> None:
    there = address(panes, twin)
    sign_in(client, cusco_head)
    hidden = dict(HIDDEN.findall(client.get(there).text))
    for _again in "ab":
        assert send(there, hidden).status_code == 303
    session.expire_all()
    with everything(session, "a test"), pytest.raises(ConflictError):
        update_record(session, twin, values_of(twin, "Otro"), version=twin.version, by=SOMEBODY)
    assert client.get(f"/gestion/emprendimientos/{twin.public_id}/editar").status_code == 404


@pytest.mark.usefixtures("consent_text")
def test_another_titulars_face_comes_along_without_her_consents(
    send: Send, client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_head: Account
) -> None:
    other = make_record(session, "Panez Ccorca")
    with everything(session, "a test"):
        mine = publish(session, panes, "Juana la primera", "Historia de la primera")
        publish(session, other, "Benita la segunda", "Historia de la segunda")
    sign_in(client, cusco_head)
    assert send(address(panes, other), face="theirs").status_code == 303
    session.expire_all()
    assert session.scalars(select(Consent).where(Consent.withdrawn_at.is_(None))).all() == []
    assert (mine.producer_name, mine.story, panes.story) == ("", "", "Historia de la segunda")
    assert set(panes.face_of) == {"name", "story"}


def test_only_a_head_or_the_uas_merges_and_only_what_is_theirs(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account, cusco_head: Account
) -> None:
    foreign = make_record(session, "Panes de Ccorca", district=PUNO)
    there, own = address(panes, foreign), f"/gestion/emprendimientos/{panes.public_id}"
    sign_in(client, cusco_agent)
    assert client.get(there).status_code == 403
    assert "Comparar con" not in client.get(own).text
    sign_in(client, cusco_head)
    assert client.get(there).status_code == 404
