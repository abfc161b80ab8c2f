"""The people of a household: added, changed, gone and back; a DNI shown once."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from tests.support.registry import CCORCA, DNI, HIDDEN, make_household, put_behind
from tests.support.staff import csrf, sign_in

Send = Callable[..., TestResponse]


def address(member: Member, act: str) -> str:
    return f"/gestion/integrantes/{member.public_id}/{act}"


def fresh(session: Session, member: Member) -> Member:
    session.expire_all()
    return session.get_one(Member, member.id)


def test_somebody_is_added_once(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    new = f"/gestion/hogares/{household.public_id}/integrantes/nuevo"
    hidden = dict(HIDDEN.findall(client.get(new).text))
    for _again in "ab":
        assert send(new, hidden, given_names="Benita", surnames="Quispe Huamán").status_code == 303
    people = session.scalars(select(Member).order_by(Member.id)).all()
    assert [one.given_names for one in people] == ["Juana", "Benita"]
    assert people[1].district_code == CCORCA


def test_a_change_is_found_by_the_new_name_and_no_longer_by_the_old(
    send: Send, client: FlaskClient, session: Session, member: Member, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    assert send(address(member, "editar"), given_names="Juana", surnames="Ñahui", phone="").status_code == 303
    kept = fresh(session, member)
    assert (kept.surnames, kept.phone, kept.dni, kept.entrepreneur) == ("Ñahui", "", DNI, False)
    assert {row.word for row in session.scalars(select(MemberWord))} == {"nahui", "juana"}
    assert session.scalars(select(Household.name_key)).one() == "nahui juana"


def test_the_form_of_a_member_never_holds_her_dni(
    client: FlaskClient, member: Member, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    page = client.get(address(member, "editar")).text
    assert "••••2345" in page
    assert DNI not in page


def test_the_slower_of_two_sees_both(
    send: Send, client: FlaskClient, session: Session, member: Member, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    shown = dict(HIDDEN.findall(client.get(address(member, "editar")).text))
    typed = {
        "given_names": "Juana",
        "surnames": "Quispe Huamán",
        "entrepreneur": "yes",
        "born_on": "24/6/1987",
    }
    assert send(address(member, "editar"), shown, **typed, phone="951111111").status_code == 303
    slower = send(address(member, "editar"), shown, **typed, phone="952222222", dni="00077777")
    assert slower.status_code == 409
    for said in ("+51951111111", "952222222", "00077777", "••••2345"):
        assert said in slower.text
    hidden = dict(HIDDEN.findall(slower.text))
    assert send(address(member, "editar"), hidden, phone="+51951111111", dni="00077777").status_code == 303
    kept = fresh(session, member)
    assert (kept.phone, kept.dni, kept.born_on.isoformat() if kept.born_on else "") == (
        "+51951111111", "00077777", "1987-06-24",
    )  # fmt: skip


def test_who_leaves_is_found_no_more_and_frees_her_dni_until_she_is_back(
    send: Send, client: FlaskClient, session: Session, member: Member, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    send(address(member, "salida"), day="1/10/2026", why="Se casó")
    assert fresh(session, member).left_on is not None
    assert session.scalars(select(MemberWord)).all() == []
    make_household(session, surnames="Otra", given_names="Persona", dni=DNI)
    refused = send(address(member, "salida"), day="1/10/2026")
    assert refused.status_code == 422
    assert "Ese DNI ya está en el registro" in refused.text


def test_one_s_own_household_takes_her_enterprises_along(
    send: Send,
    client: FlaskClient,
    session: Session,
    household: Household,
    member: Member,
    cusco_head: Account,
    ccotana: Enterprise,
) -> None:
    put_behind(session, ccotana, member)
    sign_in(client, cusco_head)
    answer = send(address(member, "otro-hogar"), day="1/10/2026")
    page = client.get(answer.headers["Location"]).text
    assert "Quispe Huamán, Juana" in page
    assert "Papas Ccotana" in page
    assert fresh(session, member).household_id != household.id
    assert sorted(one.kind for one in session.scalars(select(HouseholdEvent))) == [
        "registered",
        "split",
        "split",
    ]


def test_a_dni_is_shown_once_to_who_says_why(
    client: FlaskClient, session: Session, member: Member, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    assert DNI not in client.get(address(member, "dni")).text
    empty = client.post(address(member, "dni"), data={"csrf_token": csrf(client), "why": ""})
    assert empty.status_code == 422
    assert DNI not in empty.text
    shown = client.post(
        address(member, "dni"), data={"csrf_token": csrf(client), "why": "Inscribirla en la SUNAT"}
    )
    assert DNI in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "member.reveal_dni")).one()
    assert (entry.account, entry.reason) == (cusco_agent.public_id, "Inscribirla en la SUNAT")
    assert DNI not in client.get(address(member, "dni")).text


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("act", ["editar", "salida", "otro-hogar", "dni"])
def test_a_foreign_member_is_a_missing_one(
    client: FlaskClient, member: Member, puno_head: Account, act: str
) -> None:
    sign_in(client, puno_head)
    data = {"csrf_token": csrf(client), "why": "Por curiosidad", "version": "1", "given_names": "X"}
    for ask in (client.get, lambda where: client.post(where, data=data)):
        foreign, missing = ask(address(member, act)), ask(f"/gestion/integrantes/nadieesasii3/{act}")
        assert foreign.status_code == missing.status_code == 404
        assert foreign.text == missing.text


@pytest.mark.parametrize("act", ["otro-hogar", "salida"])
def test_what_is_sent_twice_happens_once(
    send: Send, client: FlaskClient, session: Session, member: Member, cusco_head: Account, act: str
) -> None:
    sign_in(client, cusco_head)
    hidden = dict(HIDDEN.findall(client.get(address(member, act)).text))
    assert send(address(member, act), hidden, day="1/10/2026").status_code == 303
    homes, left = session.scalars(select(Household.id)).all(), fresh(session, member).left_on
    assert send(address(member, act), hidden, day="1/10/2026").status_code == 409
    assert session.scalars(select(Household.id)).all() == homes
    assert fresh(session, member).left_on == left
