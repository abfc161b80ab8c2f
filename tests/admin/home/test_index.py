"""The page where staff begin: what each may do, where she works, what waits."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account, Substitution
from admin.access.permissions import Role
from admin.households.models import Household
from catalog.privacy.models import PrivacyRequest
from core.clock import now, today
from core.scoping import everything
from tests.support.registry import make_household
from tests.support.staff import PUNO, make_account, sign_in

CountQueries = Callable[[], AbstractContextManager[list[str]]]
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
    assert {path for path in SECTIONS if page.count(f'href="{path}"') >= 2} == opened
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


def test_what_waits_is_said_with_where_to_go_and_what_does_not_is_not(
    client: FlaskClient, session: Session, uti: Account, uci: Account, cusco_head: Account
) -> None:
    make_account(session, "sin_distritos", Role.FIELD_AGENT, unit="Cusco")
    sign_in(client, uti)
    page = client.get("/gestion").text
    for words in ("4 invitaciones sin aceptar", "194 provincias sin unidad", "1 gestor sin distritos"):
        assert words in page
    assert 'href="/gestion/cuentas?estado=invitada"' in page
    sign_in(client, cusco_head)
    page = client.get("/gestion").text
    for words in ("invitaciones", "denuncias", "Espera por usted", "Siga donde quedó"):
        assert words not in page


def test_a_request_about_somebody_s_data_waits_for_the_national_office(
    client: FlaskClient, session: Session, uas: Account, uti: Account
) -> None:
    with everything(session, "a test"):
        session.add(
            PrivacyRequest(
                key="a" * 40, kind="access", full_name="Juana", contact="951", message="Mis datos",
                received_at=now(), due_on=today() - timedelta(1),
            )
        )  # fmt: skip
        session.flush()
    sign_in(client, uas)
    page = client.get("/gestion").text
    assert "1 pedido sobre datos personales; venció el" in page
    assert 'href="/gestion/derechos"' in page
    sign_in(client, uti)
    assert "pedido sobre datos" not in client.get("/gestion").text


def test_one_goes_on_where_one_left_off(
    client: FlaskClient,
    session: Session,
    household: Household,
    cusco_agent: Account,
    cusco_head: Account,
    count_queries: CountQueries,
) -> None:
    other = make_household(session, surnames="Ttito", given_names="Benita")
    sign_in(client, cusco_agent)
    for one in (household, other):
        client.get(f"/gestion/hogares/{one.public_id}")
    page = client.get("/gestion").text
    assert page.index("Ttito, Benita") < page.index("Quispe Huamán, Juana")
    assert f'href="/gestion/hogares/{household.public_id}"' in page
    with count_queries() as few:
        client.get("/gestion")
    for number in range(4):
        third = make_household(session, surnames=f"Apellido {number}", given_names="Rosa")
        session.commit()
        client.get(f"/gestion/hogares/{third.public_id}")
    with count_queries() as many:
        page = client.get("/gestion").text
    assert "Quispe Huamán, Juana" not in page
    assert len(many) == len(few)
    with everything(session, "a test"):
        session.get_one(Household, other.id).district_code = PUNO
        session.commit()
    assert "Ttito, Benita" not in client.get("/gestion").text
    sign_in(client, cusco_head)
    assert "Siga donde quedó" not in client.get("/gestion").text


def test_who_is_not_signed_in_is_asked_to(client: FlaskClient) -> None:
    answer = client.get("/gestion")
    assert answer.status_code == 303
    assert answer.location.startswith("/ingresar")
