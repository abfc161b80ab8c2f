"""What a form tells of others by a number is counted and written down, as where it is looked up."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Household, Member
from admin.members import lookup
from core.audit import AuditEntry
from core.throttling import KEY
from tests.support.registry import DNI, HIDDEN, make_household
from tests.support.staff import PUNO, csrf, sign_in

PEOPLE, NEW = "/gestion/hogares/parecidos", "/gestion/hogares/nuevo"
TYPED = {"surnames": "Otra", "given_names": "Persona", "place": "Ccorca, Cusco"}
WAIT = "Demasiados intentos"


@pytest.fixture(autouse=True)
def one_an_hour(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One number may be asked of in an hour, and none was so far."""
    monkeypatch.setattr(lookup, "LOOKUPS", "1 per hour")
    app.extensions[KEY].forget()


def looked_up(session: Session, action: str = "member.lookup") -> list[str]:
    """Of whom it is written down that somebody asked of a number; refusals of numbers that nobody has are not."""
    session.rollback()
    found = select(AuditEntry.subject_id).where(
        AuditEntry.action == action, AuditEntry.subject_type != "account"
    )
    return list(session.scalars(found.order_by(AuditEntry.id)))


def typed(client: FlaskClient, where: str = PEOPLE, **fields: str) -> str:
    return client.post(where, data={"csrf_token": csrf(client)} | fields).text


def send(client: FlaskClient, where: str, **fields: str) -> tuple[int, str]:
    """Open a form, fill it in and send it: the status, and the page without what tells one showing from another."""
    hidden = dict(HIDDEN.findall(client.get(where).text))
    answer = client.post(where, data=hidden | fields)
    page = HIDDEN.sub("", answer.text)
    for field in ("dni", "code", "ruc"):
        page = page.replace(f'value="{fields.get(field)}"', "what was typed")
    return answer.status_code, page


def spend(client: FlaskClient) -> None:
    """Ask of the one number of this hour."""
    typed(client, dni="00055555")


def test_whoever_is_found_while_somebody_types_is_written_down_once(
    client: FlaskClient, session: Session, household: Household, member: Member, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    number = member.public_id
    for more in ("", "Juana"):
        assert household.public_id in typed(client, dni=DNI, given_names=more), "one number is one question"
    assert looked_up(session) == [number]


def test_while_somebody_types_too_many_numbers_are_as_if_none_was_typed(
    client: FlaskClient, session: Session, household: Household, member: Member, cusco_agent: Account
) -> None:
    make_household(session, surnames="Puma", dni="00077777", phone="+51951000777")
    sign_in(client, cusco_agent)
    own = member.public_id
    spend(client)
    hers = {"surnames": "Quispe Huamán", "given_names": "Juana", "place": "Ccorca, Cusco"}
    held, free, none = (typed(client, **hers, dni=one) for one in ("00077777", "00066666", ""))
    assert household.public_id in none
    assert held == free == none
    assert typed(client, phone="951000777") == typed(client, phone="951000666")
    entries = looked_up(session)
    assert len(entries) == 1, "once an hour for whoever has the number, also where nothing is told"
    assert own not in entries


def test_a_form_tells_whose_a_number_is_and_whoever_has_it_learns_who_asked(
    client: FlaskClient, session: Session, member: Member, cusco_agent: Account
) -> None:
    make_household(session, district=PUNO, dni="00077777")
    own = member.public_id
    sign_in(client, cusco_agent)
    status, page = send(client, NEW, **TYPED, dni="00077777")
    assert (status, "Ese DNI ya está en el registro" in page) == (422, True)
    entries = looked_up(session)
    assert len(entries) == 1
    assert own not in entries


def test_what_is_asked_too_often_is_refused_alike_whether_it_is_there_or_not(
    client: FlaskClient, session: Session, household: Household, member: Member, cusco_agent: Account
) -> None:
    make_household(session, district=PUNO, dni="00077777")
    edit = f"/gestion/integrantes/{member.public_id}/editar"
    mates = f"/gestion/hogares/{household.public_id}/integrantes/nuevo"
    sign_in(client, cusco_agent)
    spend(client)
    for where in (NEW, mates, edit):
        told = [send(client, where, **TYPED, dni=one) for one in ("00077777", "00066666")]
        assert told[0] == told[1], where
        status, page = told[0]
        assert status == 422
        assert [word for word in (WAIT, 'value="Persona"', "what was typed") if word not in page] == []
    assert len(looked_up(session)) == 1
    # Her own DNI is no question.
    assert send(client, edit, **TYPED, dni=DNI)[0] == 303


def test_a_code_is_a_question_too(
    client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    theirs = make_household(session, district=PUNO, code="HG-PUNO").public_id
    edit = f"/gestion/hogares/{household.public_id}/editar"
    sign_in(client, cusco_agent)
    status, page = send(client, edit, code="HG-PUNO")
    assert (status, "Ese código ya está en el registro" in page) == (422, True)
    assert looked_up(session, "household.lookup") == [theirs]
    for where in (edit, NEW):
        told = [send(client, where, **TYPED, code=one) for one in ("HG-0001X", "HG-0002X")]
        assert told[0] == told[1]
        assert (told[0][0], WAIT in told[0][1]) == (422, True)
    assert send(client, edit, code="HG-0001", area="rural")[0] == 303


def test_a_ruc_is_a_question_too(
    client: FlaskClient, session: Session, member: Member, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    new = f"/gestion/emprendimientos/nuevo/{member.public_id}"
    kept = panes.public_id
    sign_in(client, cusco_agent)
    spend(client)
    mine, free = panes.ruc, "20100047218"
    alike = [typed(client, "/gestion/emprendimientos/parecidos", ruc=one) for one in (mine, free)]
    assert alike[0] == alike[1]
    told = [send(client, new, name="Otra cosa", place="Ccorca, Cusco", ruc=one) for one in (mine, free)]
    assert told[0] == told[1]
    assert (told[0][0], WAIT in told[0][1]) == (422, True)
    assert looked_up(session, "enterprise.lookup") == [kept]
