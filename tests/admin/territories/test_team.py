"""The people of a unit: their districts, and who stands in for whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account, Substitution
from admin.access.permissions import Role
from admin.territories.models import TerritorialUnit
from admin.territories.queries import districts_of, scope_of
from core.clock import now, today
from tests.support.staff import CCORCA, csrf, make_account, make_unit, sign_in

POROY = "080105"


@pytest.fixture
def uas_client(client: FlaskClient, uas: Account) -> FlaskClient:
    """A browser where UAS is signed in."""
    sign_in(client, uas)
    return client


@pytest.fixture
def cusco(session: Session) -> TerritorialUnit:
    return make_unit(session, "Cusco")


@pytest.fixture
def assign(uas_client: FlaskClient, cusco: TerritorialUnit) -> Callable[..., TestResponse]:
    """`assign(agent, "080102", …)` sends the boxes of a gestor of Cusco."""

    def sent(agent: Account, *codes: str, version: int | None = None) -> TestResponse:
        data = {"csrf_token": csrf(uas_client), "version": version or agent.version, "districts": list(codes)}
        path = f"/gestion/unidades/{cusco.public_id}/gestores/{agent.public_id}"
        return uas_client.post(path, data=data)

    return sent


@pytest.fixture
def stand_in(uas_client: FlaskClient, cusco: TerritorialUnit) -> Callable[..., TestResponse]:
    """`stand_in(absent, substitute, 0, 5)` lets one stand in for the other, from and until so many days from today."""

    def sent(absent: str, substitute: str, begins: int = 0, ends: int = 5) -> TestResponse:
        data = {
            "csrf_token": csrf(uas_client), "absent": absent, "substitute": substitute,
            "from_on": (today() + timedelta(begins)).isoformat(),
            "until_on": (today() + timedelta(ends)).strftime("%d/%m/%Y"),
        }  # fmt: skip
        return uas_client.post(f"/gestion/unidades/{cusco.public_id}/reemplazos", data=data)

    return sent


def test_districts_are_given_and_taken(
    assign: Callable[..., TestResponse], session: Session, cusco_agent: Account
) -> None:
    assert assign(cusco_agent, POROY).status_code == 303
    session.expire_all()
    assert districts_of(session, cusco_agent) == {POROY}


@pytest.mark.parametrize("code", ["210101", "999999", "0801", ""])
def test_a_district_of_elsewhere_is_refused_as_one_that_does_not_exist(
    assign: Callable[..., TestResponse], session: Session, cusco_agent: Account, code: str
) -> None:
    answer = assign(cusco_agent, POROY, code)
    assert answer.status_code == 422
    assert "Elija distritos de la unidad de esta persona." in answer.text
    assert f'value="{POROY}" checked' in answer.text
    session.expire_all()
    assert districts_of(session, cusco_agent) == {CCORCA}


def test_stale_boxes_change_nothing(
    assign: Callable[..., TestResponse], session: Session, cusco_agent: Account
) -> None:
    before = cusco_agent.version
    assign(cusco_agent, POROY)
    answer = assign(cusco_agent, CCORCA, version=before)
    assert answer.status_code == 409
    assert "Otra persona cambió esta ficha" in answer.text
    session.expire_all()
    assert districts_of(session, cusco_agent) == {POROY}


@pytest.mark.parametrize("other", ["puno_agent", "cusco_head", "uci"])
def test_who_is_no_gestor_of_the_unit_is_not_found(
    assign: Callable[..., TestResponse], request: pytest.FixtureRequest, other: str
) -> None:
    assert assign(request.getfixturevalue(other), POROY).status_code == 404


def test_a_substitution_gives_what_the_absent_one_reaches_until_it_is_ended(
    uas_client: FlaskClient, stand_in: Callable[..., TestResponse], session: Session, cusco: TerritorialUnit,
    cusco_agent: Account, puno_head: Account,
) -> None:  # fmt: skip
    assert stand_in(cusco_agent.public_id, puno_head.public_id).status_code == 303
    assert stand_in(cusco_agent.public_id, puno_head.public_id).status_code == 303
    session.expire_all()
    standing = session.scalars(select(Substitution)).one()
    assert CCORCA in (scope_of(session, puno_head).districts or ())
    page = uas_client.get(f"/gestion/unidades/{cusco.public_id}").text
    assert "Puno Head reemplaza a Cusco Agent" in page
    path = f"/gestion/unidades/{cusco.public_id}/reemplazos/{standing.public_id}/terminar"
    answer = uas_client.post(path, data={"csrf_token": csrf(uas_client)}, follow_redirects=True)
    assert "El reemplazo terminó." in answer.text
    session.expire_all()
    assert scope_of(session, puno_head).districts is None


def test_ending_needs_the_token(
    uas_client: FlaskClient, stand_in: Callable[..., TestResponse], session: Session, cusco: TerritorialUnit,
    cusco_agent: Account, puno_head: Account,
) -> None:  # fmt: skip
    stand_in(cusco_agent.public_id, puno_head.public_id)
    standing = session.scalars(select(Substitution)).one()
    uas_client.post(f"/gestion/unidades/{cusco.public_id}/reemplazos/{standing.public_id}/terminar")
    session.expire_all()
    assert standing.ended_at is None


@pytest.mark.parametrize("substitute", ["nadie", "uci", "uppm", "cusco_agent", ""])
def test_who_cannot_stand_in_is_refused(
    stand_in: Callable[..., TestResponse], session: Session, request: pytest.FixtureRequest, substitute: str,
    cusco_agent: Account,
) -> None:  # fmt: skip
    known = substitute not in ("nadie", "")
    chosen = request.getfixturevalue(substitute).public_id if known else substitute
    assert stand_in(cusco_agent.public_id, chosen).status_code == 422
    assert session.scalars(select(Substitution)).all() == []


def test_only_people_of_the_unit_are_absent_from_it(
    stand_in: Callable[..., TestResponse], puno_agent: Account, cusco_head: Account
) -> None:
    answer = stand_in(puno_agent.public_id, cusco_head.public_id)
    assert answer.status_code == 422
    assert "Elija una persona de la lista." in answer.text


@pytest.mark.parametrize(("begins", "ends"), [(3, 1), (-9, -1)])
def test_days_that_are_over_or_the_wrong_way_round_are_refused(
    stand_in: Callable[..., TestResponse], cusco_agent: Account, cusco_head: Account, begins: int, ends: int
) -> None:
    answer = stand_in(cusco_agent.public_id, cusco_head.public_id, begins, ends)
    assert answer.status_code == 422
    assert "El último día debe ser hoy o después" in answer.text


def test_a_suspended_head_leaves_the_unit_without_one(
    uas_client: FlaskClient, session: Session, cusco: TerritorialUnit, cusco_head: Account
) -> None:
    cusco_head.suspended_at = now()
    page = uas_client.get(f"/gestion/unidades/{cusco.public_id}")
    assert page.status_code == 200
    assert "sin jefatura" in page.text


def test_the_pages_ask_as_much_of_a_large_unit_as_of_a_small_one(
    uas_client: FlaskClient, session: Session, cusco: TerritorialUnit, cusco_agent: Account,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:  # fmt: skip
    paths = ("/gestion/unidades", f"/gestion/unidades/{cusco.public_id}")
    counts = []
    for added in ((), ("ana", "eva", "luz")):
        for name in added:
            make_account(session, name, Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA, POROY])
        session.commit()
        for path in paths:
            with count_queries() as asked:
                assert uas_client.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:], counts
