"""One enterprise: who is behind it, its story, its RUC, and who saw it."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.consents.operations import give_consent, withdraw_consent
from admin.enterprises.links import link_member
from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Household
from admin.households.operations import leave_programme, move_household
from core.audit import AuditEntry
from core.clock import today
from core.scoping import everything
from tests.support.enterprises import RUC, RUC_OF_MANY, titular_of
from tests.support.registry import SOMEBODY, make_household
from tests.support.staff import PUNO, sign_in

Send = Callable[..., TestResponse]


def address(record: EnterpriseRecord, more: str = "") -> str:
    return f"/gestion/emprendimientos/{record.public_id}{more}"


def test_it_tells_what_is_known_and_who_saw_it_once_an_hour(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    panes.digital_maturity, panes.in_association = 2, False
    sign_in(client, cusco_agent)
    for _again in "ab":
        answer = client.get(address(panes))
    for said in (
        "Quispe Huamán, Juana", "Titular", "••••3451", "Está en marcha", "2 de 3", "cobra con Yape", "Todavía no",
        "sin dato", "Registró el emprendimiento de Juana Quispe Huamán<span>", "Sin publicar",
    ):  # fmt: skip
        assert said in answer.text, said
    assert RUC not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    views = session.scalars(select(AuditEntry).where(AuditEntry.action == "enterprise.view")).all()
    assert [(one.account, one.subject_id) for one in views] == [(cusco_agent.public_id, panes.public_id)]
    happened, seen = client.get(address(panes)).text.split("Quién la vio")
    assert ("Vio esta ficha" in happened, seen.count("Vio esta ficha")) == (False, 1)
    assert happened.partition('class="story"')[2].count("<li") == 1


def test_a_foreign_enterprise_is_a_missing_one(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, puno_head: Account
) -> None:
    sign_in(client, puno_head)
    for more in ("", "/editar", "/ruc", "/personas/agregar", "/planes/nuevo"):
        foreign = client.get(address(panes, more))
        missing = client.get(f"/gestion/emprendimientos/nadieesasii3{more}")
        assert foreign.status_code == missing.status_code == 404, more
        assert foreign.text == missing.text
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "enterprise.view")).all() == []


def test_the_ruc_of_a_person_is_shown_once_and_only_for_a_reason(
    send: Send, client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    assert send(address(panes, "/ruc"), why="x").status_code == 422
    shown = send(address(panes, "/ruc"), why="Trámite en la SUNAT")
    assert f"<output>{RUC}</output>" in shown.text
    assert RUC not in client.get(address(panes, "/ruc")).text
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "enterprise.reveal_ruc")).one()
    assert (entry.subject_id, entry.reason) == (panes.public_id, "Trámite en la SUNAT")


def test_the_ruc_of_an_association_is_nobody_s_secret(
    client: FlaskClient, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    panes.ruc = RUC_OF_MANY
    sign_in(client, cusco_agent)
    assert RUC_OF_MANY in client.get(address(panes)).text
    assert client.get(address(panes, "/ruc")).status_code == 404


def test_a_household_that_leaves_juntos_or_moves_keeps_its_enterprise(
    client: FlaskClient, session: Session, household: Household, panes: EnterpriseRecord, cusco_head: Account
) -> None:
    sister = titular_of(session, make_household(session, given_names="Benita", surnames="Huamán"))
    with everything(session, "a test"):
        leave_programme(session, household, on=date(2026, 3, 1), why="", by=SOMEBODY)
        link_member(session, panes, sister, by=SOMEBODY)
        home = session.get_one(Household, sister.household_id)
        move_household(session, home, PUNO, on=today(), note="", by=SOMEBODY)
    sign_in(client, cusco_head)
    page = client.get(address(panes)).text
    assert "Entró una persona de otro territorio" in page
    assert "Su hogar salió de Juntos el 1/3/2026; el emprendimiento sigue aquí." in page
    assert "Una persona de otro territorio" in page
    assert "Benita" not in page


@pytest.mark.usefixtures("consent_text")
def test_a_consent_is_told_once(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_head: Account
) -> None:
    with everything(session, "a test"):
        give_consent(session, panes, "story", given_on=today(), channel="paper", by=SOMEBODY)
        withdraw_consent(session, panes, "story", by=SOMEBODY)
    sign_in(client, cusco_head)
    told = client.get(f"/gestion/emprendimientos/{panes.public_id}").text.partition('class="story"')[2]
    assert (told.count("su historia"), told.count("onsentimiento")) == (2, 0)
