"""Registering an enterprise: first who leads it, then what it is."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Member
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from tests.support.enterprises import RUC, RUC_OF_MANY
from tests.support.registry import CCORCA, DNI, HIDDEN
from tests.support.staff import csrf, sign_in

Send = Callable[..., TestResponse]
SEEK = "/gestion/emprendimientos/nuevo"


@pytest.fixture
def new(member: Member) -> str:
    """The address of the form for Juana's enterprise."""
    return f"{SEEK}/{member.public_id}"


def test_a_gestor_finds_the_titular_by_name_or_dni_and_registers(
    send: Send, client: FlaskClient, session: Session, new: str, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    assert f'href="{new}"' in client.get(f"{SEEK}?q=quispe").text
    assert f'href="{new}"' in client.post(SEEK, data={"csrf_token": csrf(client), "dni": DNI}).text
    assert 'value="Ccorca, Cusco"' in client.get(new).text
    answer = send(
        new, name=" Quesos  Apu ", place="Ccorca", sector="lacteos", stage="running", started_year="2019",
        digital_maturity="2", logistic_maturity="0", gap="management", area="rural", ruc=RUC, has_account="no",
    )  # fmt: skip
    record = session.scalars(select(EnterpriseRecord)).one()
    assert answer.headers["Location"] == f"/gestion/emprendimientos/{record.public_id}"
    assert (record.district_code, record.stage, record.started_year) == (CCORCA, "running", 2019)
    assert (record.digital_maturity, record.logistic_maturity, record.has_account) == (2, 0, False)
    assert (record.in_association, record.ruc, record.name_key) == (None, RUC, "quesos apu")
    assert session.scalars(select(Enterprise.name)).all() == ["Quesos Apu"]
    assert session.scalars(select(EnterpriseMember.titular)).all() == [True]
    assert RUC not in str([(one.changes, one.reason) for one in session.scalars(select(AuditEntry))])


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    send: Send, client: FlaskClient, session: Session, new: str, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    for field, typed, said in (
        ("name", " ", "Escriba el nombre del emprendimiento."),
        ("place", "Puno, Puno", "Ese distrito no es de su territorio"),
        ("sector", "minería", "Ese rubro no está en la lista"),
        ("started_year", "19", "Escriba un año entre 1900 y"),
        ("started_year", "2999", "Escriba un año entre 1900 y"),
        ("digital_maturity", "4", "Elija uno de los cuatro pasos"),
        ("ruc", "1234", "El RUC debe tener 11 dígitos."),
        ("ruc", "10000123450", "Ese RUC no existe"),
        ("ruc", "99000123451", "El RUC empieza con 10"),
        ("gap", "<script>alert(1)</script>", "Elija una opción de la lista."),
    ):
        good = {"name": "Quesos Apu", "place": "Ccorca", "stage": "idea"}
        answer = send(new, **(good | {field: typed}))
        assert answer.status_code == 422, typed
        assert said in answer.text, typed
        assert f'id="{field}-error"' in answer.text
        assert "<script>alert" not in answer.text
        assert '<option value="idea" selected>' in answer.text
    assert session.scalars(select(EnterpriseRecord)).all() == []


def test_sent_twice_it_is_one_enterprise(
    client: FlaskClient, send: Send, session: Session, new: str, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    hidden = dict(HIDDEN.findall(client.get(new).text))
    first, second = (send(new, hidden, name="Quesos Apu", place="Ccorca") for _ in "ab")
    assert first.headers["Location"] == second.headers["Location"]
    assert len(session.scalars(select(EnterpriseRecord)).all()) == 1


@pytest.mark.usefixtures("panes")
def test_what_looks_alike_is_shown_while_typing_and_asked_about_before_saving(
    client: FlaskClient, send: Send, session: Session, new: str, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    assert "Ya participa en" in client.get(new).text
    for typed in ({"name": "Pan Ccorca"}, {"name": "Otro nombre", "ruc": RUC}, {"name": "Panez de la Corca"}):
        shown = client.post(
            "/gestion/emprendimientos/parecidos", data={"csrf_token": csrf(client), "place": "Ccorca"} | typed
        )
        assert ("Panes de Ccorca" in shown.text) is (typed["name"] != "Pan Ccorca"), typed
    asked = send(new, name="Panes Ccorca", place="Ccorca", ruc=RUC_OF_MANY)
    assert asked.status_code == 409
    assert "¿Es el mismo emprendimiento?" in asked.text
    kept = dict(re.findall(HIDDEN, asked.text))
    assert (kept["name"], kept["ruc"]) == ("Panes Ccorca", RUC_OF_MANY)
    assert send(new, kept).status_code == 303
    assert len(session.scalars(select(EnterpriseRecord)).all()) == 2


def test_a_member_of_another_territory_is_nobody(client: FlaskClient, new: str, puno_agent: Account) -> None:
    sign_in(client, puno_agent)
    assert client.get(new).status_code == 404
    assert "Quispe" not in client.get(f"{SEEK}?q=quispe").text
    assert client.post(SEEK, data={"csrf_token": csrf(client), "dni": DNI}).status_code == 404


def test_an_idea_does_not_run_since_a_year(
    send: Send, client: FlaskClient, new: str, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    answer = send(new, name="Quesos Apu", place="Ccorca", stage="idea", started_year="2015")
    assert answer.status_code == 422
    assert "Si es una idea, todavía no funciona" in answer.text
