"""Registering a household."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Household, HouseholdEvent, Member
from core.audit import AuditEntry
from core.crypto import vault
from tests.support.registry import CCORCA, DNI, HIDDEN
from tests.support.staff import sign_in

Send = Callable[..., TestResponse]
NEW = "/gestion/hogares/nuevo"
HOSTILE = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


def test_a_household_is_registered_with_its_first_member(
    send: Send, client: FlaskClient, session: Session, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    answer = send(
        NEW, place="Ccorca, Cusco", surnames=" Mamani  Ccama ", given_names="Rosa", dni="00054321",
        phone="951 234 567", born_on="5/3/1990", sex="F", disability="no", entrepreneur="yes",
    )  # fmt: skip
    household, member = session.scalars(select(Household)).one(), session.scalars(select(Member)).one()
    assert answer.headers["Location"] == f"/gestion/hogares/{household.public_id}"
    assert (household.district_code, household.province_code, household.area) == (CCORCA, "0801", "")
    assert (household.name_key, member.full_name) == ("mamani ccama rosa", "Mamani Ccama, Rosa")
    assert (member.dni, member.dni_digest) == ("00054321", vault().digest("dni", "00054321"))
    assert (member.phone, member.sex, member.disability) == ("+51951234567", "F", False)
    assert (member.schooling, member.cares_for_children, member.entrepreneur) == ("", None, True)
    assert [one.kind for one in session.scalars(select(HouseholdEvent))] == ["registered"]
    trail = session.scalars(select(AuditEntry)).all()
    assert {"household.create", "member.create"} <= {one.action for one in trail}
    assert "00054321" not in str([one.changes for one in trail])


def test_a_gestor_of_one_district_finds_it_filled_in(client: FlaskClient, cusco_agent: Account) -> None:
    sign_in(client, cusco_agent)
    assert 'value="Ccorca, Cusco"' in client.get(NEW).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("dni", "1234567", "El DNI debe tener 8 dígitos. Conserve los ceros iniciales."),
        ("dni", "123456789", "El DNI debe tener 8 dígitos. Conserve los ceros iniciales."),
        ("dni", "1234567８", "El DNI debe tener 8 dígitos. Conserve los ceros iniciales."),
        ("phone", "12", "No es un teléfono del Perú"),
        ("born_on", "31/2/1990", "No es una fecha"),
        ("born_on", "12/3/80", "Falta el año completo: 12/3/1980."),
        ("born_on", "31/2/80", "No es una fecha"),
        ("born_on", "1/1/2999", "La fecha está en el futuro"),
        ("born_on", "1/1/1899", "La fecha es anterior a 1900"),
        ("given_names", " ", "Escriba sus nombres."),
        ("place", "", "Escriba el distrito donde vive el hogar."),
        ("place", "Ccorka", "¿Quiso decir Ccorca, Cusco"),
        ("place", "Ccorca, Urubamba", "Ese distrito no está en Urubamba. ¿Quiso decir Ccorca, Cusco"),
        ("place", "Santa Rosa", "Hay varios distritos con ese nombre"),
        ("place", "Puno, Puno", "Ese distrito no es de su territorio. Si el hogar se mudó"),
        ("place", "Accomarca", "no es de su territorio. ¿Quiso decir Ccorca, Cusco?"),
        ("sex", "X", "Elija una opción de la lista."),
        ("joined_year", "1950", "Escriba un año entre 2005"),
        ("code", HOSTILE, "El código tiene de 3 a 20 letras"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    send: Send, client: FlaskClient, session: Session, cusco_agent: Account, field: str, typed: str, said: str
) -> None:
    sign_in(client, cusco_agent)
    good = {"place": "Ccorca", "surnames": "Mamani Ccama", "given_names": "Rosa", "born_on": "", "phone": ""}
    answer = send(NEW, **(good | {field: typed}))
    assert answer.status_code == 422
    assert said in answer.text
    assert f'id="{field}-error"' in answer.text
    assert 'value="Mamani Ccama"' in answer.text
    assert "<script>alert" not in answer.text
    assert session.scalars(select(Household)).all() == []


def test_sent_twice_it_is_one_household(
    send: Send, client: FlaskClient, session: Session, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    hidden = dict(HIDDEN.findall(client.get(NEW).text))
    first, second = (
        send(NEW, hidden, place="Ccorca", surnames="Mamani", given_names="Rosa", dni="00054321") for _ in "ab"
    )
    assert first.headers["Location"] == second.headers["Location"]
    assert len(session.scalars(select(Household)).all()) == 1


def test_the_dni_of_somebody_of_one_s_territory_leads_to_her(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    answer = send(NEW, place="Ccorca", surnames="Otra", given_names="Persona", dni=DNI)
    assert answer.status_code == 422
    assert "Ese DNI ya está en el registro: Quispe Huamán, Juana." in answer.text
    assert f'href="/gestion/hogares/{household.public_id}"' in answer.text
    assert len(session.scalars(select(Household)).all()) == 1


@pytest.mark.usefixtures("household")
def test_a_dni_of_another_territory_says_no_more_than_that_it_is_there(
    send: Send, client: FlaskClient, puno_agent: Account
) -> None:
    sign_in(client, puno_agent)
    answer = send(NEW, place="Puno, Puno", surnames="Otra", given_names="Persona", dni=DNI)
    assert answer.status_code == 422
    assert "Ese DNI ya está en el registro. Pida a la UAS que lo revise." in answer.text
    assert "Quispe" not in answer.text


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize(
    "who",
    [
        {"surnames": "Kispe Waman", "given_names": "Juana"},
        {"surnames": "", "given_names": "Juana Quispe"},
        {"surnames": "Otra", "given_names": "Persona", "phone": "951234567"},
    ],
)
def test_who_looks_alike_is_asked_about_before_saving(
    send: Send, client: FlaskClient, session: Session, cusco_agent: Account, who: dict[str, str]
) -> None:
    sign_in(client, cusco_agent)
    asked = send(NEW, place="Ccorca", **who)
    assert asked.status_code == 409
    assert "¿Es la misma persona?" in asked.text
    for said in ("Quispe Huamán, Juana", "24/6/1987 (", "Vive con", "••••2345"):
        assert said in asked.text, said
    assert DNI not in asked.text
    seen = select(AuditEntry).where(AuditEntry.action == "household.view")
    assert len(session.scalars(seen).all()) == 1
    assert len(session.scalars(select(Household)).all()) == 1
    kept = dict(re.findall(HIDDEN, asked.text))
    assert kept["given_names"] == who["given_names"]
    assert send(NEW, kept).status_code == 303
    assert len(session.scalars(select(Household)).all()) == 2


def test_a_district_of_one_s_own_territory_is_proposed(
    send: Send, client: FlaskClient, cusco_head: Account
) -> None:
    sign_in(client, cusco_head)
    answer = send(NEW, place="San Geronimo", given_names="Rosa")
    assert "¿Quiso decir San Jerónimo, Cusco?" in answer.text


@pytest.mark.usefixtures("household")
def test_a_sister_is_somebody_else(send: Send, client: FlaskClient, cusco_agent: Account) -> None:
    sign_in(client, cusco_agent)
    assert send(NEW, place="Ccorca", surnames="Quispe Huamán", given_names="Benita").status_code == 303


@pytest.mark.usefixtures("household")
def test_a_programme_code_stands_once(send: Send, client: FlaskClient, puno_agent: Account) -> None:
    sign_in(client, puno_agent)
    answer = send(NEW, place="Puno, Puno", surnames="Otra", given_names="Persona", code="hg-0001")
    assert answer.status_code == 422
    assert "Ese código ya está en el registro" in answer.text


def test_from_the_question_about_doubles_one_goes_back_to_what_was_typed(
    send: Send, client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    typed = {"surnames": "Quispe Huamán", "given_names": "Juana", "place": "Ccorca, Cusco", "code": "HG-9"}
    asked = send(NEW, **typed)
    assert asked.status_code == 409
    back = send(NEW, dict(HIDDEN.findall(asked.text)), correct="yes")
    assert back.status_code == 200
    assert 'value="HG-9"' in back.text
    assert 'value="Quispe Huamán"' in back.text
