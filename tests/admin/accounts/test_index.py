"""The list of accounts, and the filters of its address."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.access.permissions import Role
from core.clock import now
from tests.support.staff import make_account, make_unit


@pytest.fixture
def everybody(
    session: Session, cusco_head: Account, cusco_agent: Account, puno_agent: Account, uci: Account
) -> None:
    uci.suspended_at = now()
    cusco_agent.name = "Ángela Núñez"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"Uti", "Cusco Head", "Ángela Núñez", "Puno Agent", "Uci"}),
        ("?q=nunez+angela", {"Ángela Núñez"}),
        ("?q=CUSCO_AGENT%40", {"Ángela Núñez"}),
        ("?rol=gestor", {"Ángela Núñez", "Puno Agent"}),
        ("?rol=gestor&estado=invitada&q=puno", {"Puno Agent"}),
        ("?estado=suspendida", {"Uci"}),
        ("?estado=activa", {"Uti"}),
        ("?unidad=ninguna", {"Uti", "Uci"}),
        ("?rol=nadie&unidad=999&estado=x", {"Uti", "Cusco Head", "Ángela Núñez", "Puno Agent", "Uci"}),
    ],
)
def test_filters_find(uti_client: FlaskClient, everybody: None, asked: str, found: set[str]) -> None:
    page = uti_client.get(f"/gestion/cuentas{asked}").text.partition("<tbody>")[2]
    known = ("Uti", "Cusco Head", "Ángela Núñez", "Puno Agent", "Uci")
    assert {name for name in known if f">{name}</a>" in page} == found


def test_of_one_unit(uti_client: FlaskClient, session: Session, everybody: None) -> None:
    cusco = make_unit(session, "Cusco")
    page = uti_client.get(f"/gestion/cuentas?unidad={cusco.public_id}").text.partition("<tbody>")[2]
    assert "Ángela Núñez" in page
    assert "Puno Agent" not in page


def test_nothing_found_says_what_to_do(uti_client: FlaskClient) -> None:
    assert "Ninguna cuenta es así." in uti_client.get("/gestion/cuentas?q=zzzz").text


def test_names_are_shown_as_text(uti_client: FlaskClient, session: Session, uci: Account) -> None:
    uci.name = "<script>alert(1)</script>"
    page = uti_client.get("/gestion/cuentas?q=%22%3E%3Cb%3E").text + uti_client.get("/gestion/cuentas").text
    assert "<script>alert" not in page
    assert '"><b>' not in page


def test_it_asks_as_much_of_many_as_of_few(
    uti_client: FlaskClient, session: Session, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    counts = []
    for added in ((), [f"gestor{number}" for number in range(8)]):
        for name in added:
            make_account(session, name, Role.FIELD_AGENT, unit="Cusco")
        session.commit()
        with count_queries() as asked:
            uti_client.get("/gestion/cuentas")
        counts.append(len(asked))
    assert counts[0] == counts[1], counts
