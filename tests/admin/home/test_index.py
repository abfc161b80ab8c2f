"""The page where staff begin: what each may do, where she works, what waits."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account, Substitution
from core.clock import today
from tests.support.staff import sign_in

SECTIONS = {"/gestion/hogares", "/gestion/unidades", "/gestion/cuentas"}


@pytest.mark.parametrize(
    ("role", "opened"),
    [
        ("uti", {"/gestion/unidades", "/gestion/cuentas"}),
        ("uas", {"/gestion/hogares", "/gestion/unidades"}),
        ("cusco_head", {"/gestion/hogares"}),
        ("cusco_agent", {"/gestion/hogares"}),
        ("uci", set()),
        ("uppm", set()),
    ],
)
def test_it_opens_what_a_role_may(
    client: FlaskClient, request: pytest.FixtureRequest, role: str, opened: set[str]
) -> None:
    sign_in(client, request.getfixturevalue(role))
    page = client.get("/gestion").text
    assert {path for path in SECTIONS if page.count(f'href="{path}"') == 2} == opened
    assert {path for path in SECTIONS if f'href="{path}"' in page} == opened


def test_a_gestor_reads_her_unit_and_districts(client: FlaskClient, cusco_agent: Account) -> None:
    sign_in(client, cusco_agent)
    page = client.get("/gestion").text
    for words in ("Hola, Cusco Agent", "UT Cusco", "1 distrito: Ccorca", "Gestor o gestora de UT"):
        assert words in page


def test_a_head_reads_her_provinces_and_for_whom_she_stands_in(
    client: FlaskClient, session: Session, cusco_head: Account, puno_head: Account
) -> None:
    until = today() + timedelta(2)
    session.add(
        Substitution(absent_id=puno_head.id, substitute_id=cusco_head.id, from_on=today(), until_on=until)
    )
    sign_in(client, cusco_head)
    page = client.get("/gestion").text
    assert "4 provincias: Anta, Azángaro, Cusco, Puno" in page
    assert "Reemplaza a Puno Head hasta el" in page


def test_what_waits_is_counted(client: FlaskClient, uti: Account, uci: Account, cusco_head: Account) -> None:
    sign_in(client, uti)
    page = client.get("/gestion").text
    assert "3 invitaciones sin aceptar" in page
    assert "194 provincias sin unidad" in page
    sign_in(client, cusco_head)
    page = client.get("/gestion").text
    assert "0 denuncias de fichas por atender" in page
    assert "invitaciones" not in page


def test_who_is_not_signed_in_is_asked_to(client: FlaskClient) -> None:
    answer = client.get("/gestion")
    assert answer.status_code == 303
    assert answer.location.startswith("/ingresar")
