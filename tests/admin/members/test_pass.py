"""Somebody passes to a household that is there already: found by name, code or DNI, told what happens, then done."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from tests.support.registry import DNI, HIDDEN, Send, make_household, put_behind
from tests.support.staff import PUNO, csrf, sign_in

POROY = "080103"


@pytest.fixture
def aunt(session: Session) -> Household:
    """Another household of Cusco, in Poroy."""
    return make_household(
        session, district=POROY, surnames="Ttito Vilca", given_names="Benita", code="HG-77", dni="00066666"
    )


def seek(member: Member) -> str:
    return f"/gestion/integrantes/{member.public_id}/pasar"


def to(member: Member, household: Household) -> str:
    return f"{seek(member)}/{household.public_id}"


def test_the_household_is_found_by_a_name_its_code_or_a_dni(
    client: FlaskClient, session: Session, member: Member, aunt: Household, cusco_head: Account
) -> None:
    make_household(session, district=PUNO, surnames="Ttito", given_names="Ajena")
    sign_in(client, cusco_head)
    for words in ("ttito", "hg-77"):
        page = client.get(seek(member), query_string={"q": words}).text
        assert to(member, aunt) in page
        assert page.count(f"{seek(member)}/") == 1
    own = client.get(seek(member), query_string={"q": "quispe"})
    assert "Ningún otro hogar de su territorio es así" in own.text
    found = client.post(seek(member), data={"csrf_token": csrf(client), "dni": "00066666"})
    assert to(member, aunt) in found.text
    lookups = select(AuditEntry.account).where(AuditEntry.action == "member.lookup")
    assert session.scalars(lookups).all() == [cusco_head.public_id]
    refused = client.post(seek(member), data={"csrf_token": csrf(client), "dni": "123"})
    assert (refused.status_code, "El DNI debe tener 8 dígitos" in refused.text) == (422, True)


def test_who_passes_takes_her_enterprises_along_and_both_households_tell_it(
    send: Send,
    client: FlaskClient,
    session: Session,
    household: Household,
    member: Member,
    aunt: Household,
    cusco_head: Account,
    ccotana: Enterprise,
) -> None:
    put_behind(session, ccotana, member)
    sign_in(client, cusco_head)
    told = client.get(to(member, aunt)).text
    for words in ("Quispe Huamán, Juana", "Ttito Vilca, Benita", "se queda sin integrantes", "Poroy, Cusco"):
        assert words in told
    assert send(to(member, aunt), day="1/10/2026").status_code == 303
    session.expire_all()
    assert (member.household_id, member.district_code) == (aunt.id, POROY)
    assert {row.household_id for row in session.scalars(select(MemberWord))} == {aunt.id}
    happened = select(HouseholdEvent.household_id, HouseholdEvent.kind).order_by(HouseholdEvent.id)
    assert {tuple(row) for row in session.execute(happened)} >= {
        (household.id, "passed"),
        (aunt.id, "received"),
    }
    assert session.get_one(Household, household.id).name_key == ""
    page = client.get(f"/gestion/hogares/{aunt.public_id}").text
    for words in (
        "Hogar de Ttito Vilca, Benita",
        "Papas Ccotana",
        "Llegó Juana Quispe Huamán de otro hogar",
    ):
        assert words in page


def test_what_changed_meanwhile_is_shown_again_and_nobody_passes_twice(
    send: Send, client: FlaskClient, session: Session, member: Member, aunt: Household, cusco_head: Account
) -> None:
    sign_in(client, cusco_head)
    shown = dict(HIDDEN.findall(client.get(to(member, aunt)).text))
    session.get_one(Household, aunt.id).area = "rural"
    session.commit()
    assert send(to(member, aunt), shown, day="1/10/2026").status_code == 409
    assert send(to(member, aunt), day="1/10/2026").status_code == 303
    again = send(to(member, aunt), day="1/10/2026")
    assert (again.status_code, "Ya es de este hogar" in again.text) == (422, True)
    assert len(session.scalars(select(HouseholdEvent).where(HouseholdEvent.kind == "received")).all()) == 1


def test_who_had_left_does_not_come_back_beside_another_with_her_dni(
    send: Send, client: FlaskClient, session: Session, member: Member, aunt: Household, cusco_head: Account
) -> None:
    sign_in(client, cusco_head)
    send(f"/gestion/integrantes/{member.public_id}/salida", day="1/10/2026")
    make_household(session, surnames="Otra", given_names="Persona", dni=DNI)
    session.commit()
    for where in (to(member, aunt), f"/gestion/integrantes/{member.public_id}/otro-hogar"):
        refused = send(where, day="1/10/2026")
        assert (refused.status_code, "Ese DNI ya está en el registro" in refused.text) == (422, True)


def test_a_household_of_another_territory_is_a_missing_one(
    client: FlaskClient, session: Session, member: Member, cusco_head: Account
) -> None:
    foreign = make_household(session, district=PUNO)
    sign_in(client, cusco_head)
    data = {"csrf_token": csrf(client), "day": "1/10/2026", "version": "1", "other_version": "1"}
    for ask in (client.get, lambda where: client.post(where, data=data)):
        answer, missing = ask(to(member, foreign)), ask(f"{seek(member)}/nadieesasii3")
        assert answer.status_code == missing.status_code == 404
        assert answer.text == missing.text
