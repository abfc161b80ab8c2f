"""What a form tells of others by a number is counted and written down, as where it is looked up."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Household, Member
from admin.members import telling
from core.audit import AuditEntry
from core.throttling import KEY
from tests.support.registry import DNI, HIDDEN, make_household
from tests.support.staff import PUNO, csrf, sign_in

PEOPLE, NEW = "/gestion/hogares/parecidos", "/gestion/hogares/nuevo"
TYPED = {"surnames": "Otra", "given_names": "Persona", "place": "Ccorca, Cusco"}


@pytest.fixture(autouse=True)
def one_an_hour(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds somebody by a number may do so once an hour, and nobody did so far."""
    monkeypatch.setattr(telling, "LOOKUPS", "1 per hour")
    app.extensions[KEY].forget()


def looked_up(session: Session) -> list[str]:
    session.rollback()
    found = select(AuditEntry.subject_id).where(AuditEntry.action == "member.lookup")
    return list(session.scalars(found.order_by(AuditEntry.id)))


def typed(client: FlaskClient, **fields: str) -> str:
    return client.post(PEOPLE, data={"csrf_token": csrf(client)} | fields).text


def test_whoever_is_found_while_somebody_types_is_written_down_once(
    client: FlaskClient, session: Session, household: Household, member: Member, cusco_agent: Account
) -> None:
    make_household(session, dni="00077777")
    sign_in(client, cusco_agent)
    number = member.public_id
    for more in ("", "Juana"):
        assert household.public_id in typed(client, dni=DNI, given_names=more)
    assert looked_up(session) == [number]
    # Another one is one too many in this hour.
    assert "/gestion/hogares/" not in typed(client, dni="00077777")
    assert looked_up(session) == [number]


def test_a_form_that_is_sent_tells_no_more_than_a_look_up(
    client: FlaskClient, session: Session, household: Household, member: Member, cusco_agent: Account
) -> None:
    make_household(session, district=PUNO, dni="00077777")
    own = member.public_id
    sign_in(client, cusco_agent)
    hidden = dict(HIDDEN.findall(client.get(NEW).text))
    refused = client.post(NEW, data=hidden | TYPED | {"dni": "00077777"})
    assert "Ese DNI ya está en el registro" in refused.text
    entries = looked_up(session)
    assert len(entries) == 1
    assert own not in entries
    waits = client.post(NEW, data=hidden | TYPED | {"dni": DNI})
    assert waits.status_code == 422
    assert "Demasiados intentos" in waits.text
    assert household.public_id not in waits.text
