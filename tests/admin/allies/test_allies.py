"""Allies: those of the plan once, then as the national office keeps them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.allies.models import Ally
from admin.allies.operations import load_plan
from core.audit import SYSTEM
from tests.support.staff import csrf, sign_in

LIST = "/gestion/aliados"
TYPED = {"name": "CETPRO Andahuaylas", "kind": "education", "offers": "Cursos de empaque.", "active": "1"}


def send(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    return client.post(address, data=TYPED | fields | {"csrf_token": csrf(client)})


@pytest.fixture
def of_the_plan(session: Session) -> Ally:
    """One of those that the plan names."""
    load_plan(session, by=SYSTEM)
    session.commit()
    return session.scalars(select(Ally).where(Ally.name == "FONCODES")).one()


def test_the_plan_is_loaded_once_and_what_staff_changed_stays(
    cli: FlaskCliRunner, session: Session, of_the_plan: Ally
) -> None:
    of_the_plan.name = "Foncodes, Haku Wiñay"
    session.commit()
    assert "ya estaban" in cli.invoke(args=["allies", "load"]).output
    assert session.scalar(select(func.count()).select_from(Ally)) == 9


def test_staff_of_a_territory_read_them_in_as_many_questions_however_many(
    client: FlaskClient,
    cusco_agent: Account,
    of_the_plan: Ally,
    session: Session,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    sign_in(client, cusco_agent)
    page = client.get(LIST).text
    assert of_the_plan.name in page
    assert "Agregar un aliado" not in page
    with count_queries() as few:
        client.get(LIST)
    session.add_all(Ally(name=f"Aliado {n}", kind="ngo", offers="Algo") for n in range(20))
    session.commit()
    with count_queries() as many:
        client.get(LIST)
    assert len(many) == len(few)


def test_one_is_added_once_and_closed(client: FlaskClient, session: Session, uas: Account) -> None:
    sign_in(client, uas)
    for _again in "ab":
        assert send(client, f"{LIST}/nuevo", helps_paper="1", department="03").status_code == 303
    ally = session.scalars(select(Ally)).one()
    assert (ally.helps_with, ally.department_code, ally.active) == (["paper"], "03", True)
    answer = send(client, f"{LIST}/nuevo", offers="Otra cosa.")
    assert (answer.status_code, "Ya hay un aliado" in answer.text) == (422, True)
    assert send(client, f"{LIST}/{ally.public_id}/editar", version="1", active="").status_code == 303
    session.expire_all()
    assert not ally.active
    assert "Ya no ayuda" in client.get(LIST).text


def test_what_is_missing_is_said_and_what_was_typed_stays(client: FlaskClient, uas: Account) -> None:
    sign_in(client, uas)
    answer = send(client, f"{LIST}/nuevo", kind="", department="99")
    assert answer.status_code == 422
    for said in ("Elija qué clase", "Elija un departamento", "CETPRO Andahuaylas"):
        assert said in answer.text


def test_two_who_change_one_see_both(
    client: FlaskClient, uas: Account, of_the_plan: Ally, session: Session
) -> None:
    sign_in(client, uas)
    there = f"{LIST}/{of_the_plan.public_id}/editar"
    assert send(client, there, version="1", name="FONCODES", offers="Lo primero.").status_code == 303
    answer = send(client, there, version="1", name="FONCODES", offers="Lo segundo.", helps_seal="1")
    assert answer.status_code == 409
    assert "Lo primero." in answer.text
    assert "Lo segundo." in answer.text
    assert send(client, there, version="2", name="FONCODES", offers="Lo segundo.").status_code == 303
    session.expire_all()
    assert of_the_plan.offers == "Lo segundo."
