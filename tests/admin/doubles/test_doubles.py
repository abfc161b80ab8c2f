"""Doubles: found while typing, and made one without losing anything."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.doubles.queries import Who, find_alike
from admin.enterprises.models import EnterpriseMember
from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from admin.households.values import MemberValues
from admin.members.operations import add_member
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from core.crypto import vault
from tests.support.registry import CCORCA, DNI, HIDDEN, SOMEBODY, make_household, put_behind
from tests.support.staff import PUNO, csrf, sign_in

Send = Callable[..., TestResponse]


def test_the_surest_stands_first(session: Session, household: Household) -> None:
    make_household(session, given_names="Juana", surnames="Quispe Huamán", dni="00011111")
    found = find_alike(session, Who("Kispe Wamán Juana", CCORCA, DNI, "+51951234567"))
    assert [list(one.why) for one in found] == [["dni", "phone", "name"]]
    assert found[0].household.id == household.id


def test_while_typing_whoever_looks_alike_is_shown(
    client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    typed = {
        "csrf_token": csrf(client),
        "place": "Ccorca",
        "surnames": "Quispe",
        "given_names": "Juana",
        "dni": "12",
    }
    page = client.post("/gestion/hogares/parecidos", data=typed).text
    assert household.public_id in page
    assert "un nombre parecido" in page
    assert "<html" not in page


def test_while_typing_another_territory_shows_nobody(
    client: FlaskClient, household: Household, puno_agent: Account
) -> None:
    sign_in(client, puno_agent)
    typed = {
        "csrf_token": csrf(client),
        "surnames": "Quispe",
        "given_names": "Juana",
        "dni": DNI,
        "phone": "951234567",
    }
    assert household.public_id not in client.post("/gestion/hogares/parecidos", data=typed).text


def test_without_the_token_nobody_is_shown(client: FlaskClient, cusco_agent: Account) -> None:
    sign_in(client, cusco_agent)
    assert client.post("/gestion/hogares/parecidos", data={"surnames": "Quispe"}).status_code == 400


def test_two_households_become_one_and_nothing_is_deleted(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_head: Account
) -> None:
    other = make_household(session, surnames="Quispe", given_names="Juana", code="HG-9", joined_year=2018)
    sign_in(client, cusco_head)
    where = f"/gestion/hogares/{household.public_id}/unir/{other.public_id}"
    page = client.get(where).text
    for said in ("HG-0001", "HG-9", "2014", "2018"):
        assert said in page
    assert send(where, code="theirs", joined_year="yours").status_code == 303
    session.expire_all()
    kept, gone = session.get_one(Household, household.id), session.get_one(Household, other.id)
    assert (kept.code, kept.joined_year, gone.merged_into_id) == ("HG-9", 2014, kept.id)
    for model in (Member, MemberWord, HouseholdEvent):
        assert {row.household_id for row in session.scalars(select(model))} == {kept.id}
    assert len(session.scalars(select(Member)).all()) == 2
    actions = {entry.action: entry.changes for entry in session.scalars(select(AuditEntry))}
    assert actions["household.merge"]["other"] == gone.public_id
    assert "HG-9" not in str(actions)
    assert "Este registro era repetido" in client.get(f"/gestion/hogares/{gone.public_id}").text


def test_two_records_of_a_person_become_one(
    send: Send,
    client: FlaskClient,
    session: Session,
    household: Household,
    member: Member,
    cusco_head: Account,
    ccotana: Enterprise,
) -> None:
    other = make_household(session, surnames="Quispe", given_names="Juana", dni="00022222")
    double = session.scalars(select(Member).where(Member.household_id == other.id)).one()
    put_behind(session, ccotana, member, double)
    sign_in(client, cusco_head)
    where = f"/gestion/integrantes/{member.public_id}/unir/{double.public_id}"
    page = client.get(where).text
    assert "••••2222" in page
    assert DNI not in page
    assert send(where, dni="theirs", surnames="yours", phone="yours").status_code == 303
    session.expire_all()
    kept, gone = session.get_one(Member, member.id), session.get_one(Member, double.id)
    assert (kept.dni, kept.dni_digest, kept.surnames) == (
        "00022222",
        vault().digest("dni", "00022222"),
        "Quispe Huamán",
    )
    assert (gone.merged_into_id, gone.dni) == (kept.id, "00022222")
    links = session.scalars(select(EnterpriseMember).order_by(EnterpriseMember.id)).all()
    assert [(one.member_id, one.titular, one.left_on is None) for one in links] == [
        (kept.id, True, True), (double.id, True, False),
    ]  # fmt: skip


def test_her_other_record_is_looked_for_in_her_household_and_beyond(
    client: FlaskClient, session: Session, household: Household, member: Member, cusco_head: Account
) -> None:
    mate = add_member(session, household, MemberValues("Juanita", "Quispe"), by=SOMEBODY)
    alike = make_household(session, surnames="Kispe Wamán", given_names="Juana")
    far = make_household(session, district="080107", surnames="Ttito", given_names="Benita", dni="00066666")
    foreign = make_household(session, district=PUNO, surnames="Ttito", given_names="Ajena")
    ids = {
        row.household_id: row.public_id for row in session.scalars(select(Member).where(Member.id != mate.id))
    }
    sign_in(client, cusco_head)
    where = f"/gestion/integrantes/{member.public_id}/unir"
    page = client.get(where, query_string={"q": "ttito"}).text
    for one in (mate.public_id, ids[alike.id], ids[far.id]):
        assert f"{where}/{one}" in page
    assert ids[foreign.id] not in page
    found = client.post(where, data={"csrf_token": csrf(client), "dni": "00066666"}).text
    assert f"{where}/{ids[far.id]}" in found
    assert "00066666" not in found.replace('value="00066666"', "")


def test_records_of_two_households_are_merged_but_nobody_is_left_without_one(
    send: Send,
    client: FlaskClient,
    session: Session,
    household: Household,
    member: Member,
    cusco_head: Account,
) -> None:
    other = make_household(session, surnames="Quispe", given_names="Juana")
    double = session.scalars(select(Member).where(Member.household_id == other.id)).one()
    member.left_on = date(2026, 10, 1)
    sign_in(client, cusco_head)
    kept = f"/gestion/integrantes/{member.public_id}/unir/{double.public_id}"
    refused = send(kept)
    assert refused.status_code == 422
    turned = f"/gestion/integrantes/{double.public_id}/unir/{member.public_id}"
    assert turned in refused.text
    assert send(turned, dni="theirs").status_code == 303
    session.expire_all()
    assert (member.merged_into_id, double.dni, double.household_id) == (double.id, DNI, other.id)
    assert "Hogar sin integrantes" in client.get(f"/gestion/hogares/{household.public_id}").text


def test_a_merge_of_what_changed_meanwhile_is_asked_again(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_head: Account
) -> None:
    other = make_household(session, surnames="Quispe", given_names="Juana")
    sign_in(client, cusco_head)
    where = f"/gestion/hogares/{household.public_id}/unir/{other.public_id}"
    shown = dict(HIDDEN.findall(client.get(where).text))
    session.get_one(Household, other.id).area = "rural"
    assert send(where, shown).status_code == 409
    assert send(where).status_code == 303


def test_a_gestor_may_not_merge_and_another_territory_finds_nobody(
    client: FlaskClient, session: Session, household: Household, cusco_agent: Account, puno_head: Account
) -> None:
    other = make_household(session, surnames="Quispe", given_names="Juana")
    where = f"/gestion/hogares/{household.public_id}/unir/{other.public_id}"
    sign_in(client, cusco_agent)
    assert client.get(where).status_code == 403
    sign_in(client, puno_head)
    assert client.get(where).status_code == 404
