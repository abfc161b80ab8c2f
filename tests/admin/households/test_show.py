"""One household: its people, its story, and who saw it."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from core.scoping import everything
from tests.support.registry import CCORCA, DNI, HIDDEN, put_behind
from tests.support.staff import PUNO, sign_in

Send = Callable[..., TestResponse]


def address(household: Household, more: str = "") -> str:
    return f"/gestion/hogares/{household.public_id}{more}"


def views(session: Session) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).where(AuditEntry.action == "household.view")))


@pytest.mark.usefixtures("clock")
def test_it_tells_who_lives_there_and_covers_the_dni(
    client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    answer = client.get(address(household))
    assert "••••2345" in answer.text
    assert DNI not in answer.text
    assert "24/6/1987 (39 años)" in answer.text
    story = answer.text.partition('class="story"')[2]
    assert "Registró el hogar con Juana Quispe Huamán<span>Quien registra · 9:30" in story
    assert story.count("<li") == 1
    assert "Sin dato: sexo, lengua materna, estudios, discapacidad, cuida niños pequeños." in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_shows_the_enterprises_its_members_are_behind(
    client: FlaskClient,
    session: Session,
    household: Household,
    member: Member,
    cusco_head: Account,
    ccotana: Enterprise,
) -> None:
    put_behind(session, ccotana, member)
    sign_in(client, cusco_head)
    page = client.get(address(household)).text
    assert "Papas Ccotana" in page
    assert "titular" in page


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("more", ["", "/editar", "/mudanza", "/salida", "/integrantes/nuevo"])
def test_a_foreign_household_is_a_missing_one(
    client: FlaskClient, household: Household, puno_head: Account, more: str
) -> None:
    sign_in(client, puno_head)
    foreign, missing = (
        client.get(address(household, more)),
        client.get(f"/gestion/hogares/nadieesasii3{more}"),
    )
    assert foreign.status_code == missing.status_code == 404
    assert foreign.text == missing.text


def test_who_saw_it_is_written_down_once_an_hour(
    client: FlaskClient,
    session: Session,
    household: Household,
    cusco_agent: Account,
    clock: time_machine.Traveller,
) -> None:
    sign_in(client, cusco_agent)
    for _again in "ab":
        assert client.get(address(household)).status_code == 200
    happened, seen = client.get(address(household)).text.split("Quién la vio")
    assert ("Vio esta ficha" in happened, seen.count("Vio esta ficha")) == (False, 1)
    (entry,) = views(session)
    assert (entry.account, entry.subject_id) == (cusco_agent.public_id, household.public_id)
    clock.shift(3660)
    sign_in(client, cusco_agent)
    client.get(address(household))
    assert len(views(session)) == 2


def test_a_page_that_was_refused_was_seen_by_nobody(
    client: FlaskClient, session: Session, household: Household, puno_head: Account
) -> None:
    sign_in(client, puno_head)
    client.get(address(household))
    assert views(session) == []


def test_a_move_takes_its_people_along_and_hands_them_over(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    answer = send(
        address(household, "/mudanza"),
        place="Puno, Puno",
        sure="210101",
        day="1/10/2026",
        why="Volvió con su madre",
    )
    assert answer.headers["Location"] == "/gestion/hogares"
    assert client.get(address(household)).status_code == 404
    session.expire_all()
    assert session.get_one(Household, household.id).district_code == PUNO
    for model in (Member, MemberWord, HouseholdEvent):
        assert {row.province_code for row in session.scalars(select(model))} == {"2101"}
    moved = session.scalars(select(HouseholdEvent).where(HouseholdEvent.kind == "moved")).one()
    assert (moved.from_district, moved.occurred_on) == (CCORCA, date(2026, 10, 1))
    assert "household.move" in {entry.action for entry in session.scalars(select(AuditEntry))}


def test_the_new_territory_sees_where_it_came_from(
    send: Send, client: FlaskClient, household: Household, cusco_agent: Account, puno_head: Account
) -> None:
    sign_in(client, cusco_agent)
    send(address(household, "/mudanza"), place="Puno, Puno", sure="210101", day="1/10/2026")
    sign_in(client, puno_head)
    assert "Se mudó; antes vivía en Ccorca, Cusco" in client.get(address(household)).text


def test_a_household_leaves_and_comes_back_and_keeps_its_story(
    send: Send, client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    send(address(household, "/salida"), day="1/10/2026", why="Ya no cumple los requisitos")
    gone = client.get(address(household)).text
    assert "Salió de Juntos el 1/10/2026" in gone
    assert "Ya no cumple los requisitos" in gone
    send(address(household, "/salida"), day="2/10/2026")
    back = client.get(address(household)).text
    assert "Volvió a Juntos" in back
    assert "Ya no cumple los requisitos" in back


def test_a_move_beyond_one_s_territory_is_asked_about_first(
    send: Send, client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    asked = send(address(household, "/mudanza"), place="Puno, Puno", day="1/10/2026")
    assert asked.status_code == 422
    assert "está fuera de su territorio: el hogar pasa al equipo de allá" in asked.text
    hidden = dict(HIDDEN.findall(asked.text))
    told = client.post(
        address(household, "/mudanza"), data=hidden | {"place": "Puno, Puno", "day": "1/10/2026"}
    )
    assert told.status_code == 303
    assert client.get(address(household)).status_code == 404


def test_leaving_sent_twice_does_not_bring_it_back(
    send: Send, client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    hidden = dict(HIDDEN.findall(client.get(address(household, "/salida")).text))
    assert send(address(household, "/salida"), hidden, day="1/10/2026").status_code == 303
    assert send(address(household, "/salida"), hidden, day="1/10/2026").status_code == 409
    assert "Salió de Juntos el 1/10/2026" in client.get(address(household)).text


def test_a_day_that_is_none_is_refused(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    answer = send(address(household, "/salida"), day="1/10/2999", why="Se fue")
    assert answer.status_code == 422
    assert "La fecha está en el futuro" in answer.text
    assert 'value="Se fue"' in answer.text
    with everything(session, "a test"):
        assert session.scalars(select(Household.left_on)).all() == [None]
