"""Changing a household; two people at once."""

import os
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Household
from admin.households.operations import update_household
from admin.households.values import HouseholdValues
from core.audit import Actor
from core.db import db
from core.errors import ConflictError
from core.scoping import everything
from tests.support.registry import HIDDEN
from tests.support.staff import sign_in

Send = Callable[..., TestResponse]
# Twenty a run of faults: five hundred in `make faults`.
PAIRS = 20 * int(os.environ.get("JUNTOS_FAULT_RUNS", "1"))


def edit_address(household: Household) -> str:
    return f"/gestion/hogares/{household.public_id}/editar"


def test_a_change_is_kept(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    assert (
        send(edit_address(household), area="urban_marginal", code="", joined_year="2015").status_code == 303
    )
    session.expire_all()
    kept = session.get_one(Household, household.id)
    assert (kept.area, kept.code, kept.joined_year) == ("urban_marginal", "", 2015)


def test_the_slower_of_two_sees_both_and_loses_nothing(
    send: Send, client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    shown = dict(HIDDEN.findall(client.get(edit_address(household)).text))
    assert (
        send(edit_address(household), shown, area="rural", code="HG-7", joined_year="2016").status_code == 303
    )
    slower = send(edit_address(household), shown, area="urban_marginal", code="HG-7", joined_year="2020")
    assert slower.status_code == 409
    for said in ("2016", "2020", "Urbano-marginal", "Rural", "compare y elija"):
        assert said in slower.text
    hidden = dict(HIDDEN.findall(slower.text))
    assert hidden["code"] == "HG-7"
    assert send(edit_address(household), hidden, area="rural", joined_year="2020").status_code == 303
    session.expire_all()
    kept = session.get_one(Household, household.id)
    assert (kept.area, kept.code, kept.joined_year) == ("rural", "HG-7", 2020)


def test_the_same_change_by_two_is_no_conflict(
    send: Send, client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    shown = dict(HIDDEN.findall(client.get(edit_address(household)).text))
    answers = [
        send(edit_address(household), shown, area="rural", code="HG-7", joined_year="2016") for _ in "ab"
    ]
    assert [one.status_code for one in answers] == [303, 303]


def test_a_form_without_its_version_changes_nothing(
    send: Send, client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    shown = dict(HIDDEN.findall(client.get(edit_address(household)).text)) | {"version": "x"}
    assert send(edit_address(household), shown, area="rural").status_code == 422


@pytest.mark.fault
def test_pairs_of_edits_at_the_same_time_lose_nothing(
    app: Flask, session: Session, household: Household
) -> None:
    """Both read the same version and write another field; whoever is refused looks again and writes hers."""
    number = household.id
    session.commit()
    for pair in range(PAIRS):
        year, code = 2005 + pair % 20, f"HG-{pair}"
        barrier, wins = Barrier(2), []
        threads = [
            Thread(target=_edit, args=(app, number, change, barrier, wins))
            for change in ({"joined_year": year}, {"code": code})
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        session.expire_all()
        kept = session.get_one(Household, number)
        found = (kept.joined_year, kept.code, len(wins))
        session.commit()
        assert found == (year, code, 2)


def _edit(app: Flask, number: int, change: dict[str, object], barrier: Barrier, wins: list[int]) -> None:
    version, held = _read(app, number)
    barrier.wait()
    while True:
        with app.app_context(), everything(db.session(), "a test"):
            session = db.session()
            found = session.scalars(select(Household).where(Household.id == number)).one()
            try:
                values = HouseholdValues(**(held | change))  # type: ignore[arg-type]  # mixed on purpose
                update_household(session, found, values, version=version, by=Actor("una de dos"))
                session.commit()
            except (ConflictError, StaleDataError, OperationalError):
                session.rollback()
            else:
                wins.append(number)
                return
        version, held = _read(app, number)


def _read(app: Flask, number: int) -> tuple[int, dict[str, object]]:
    with app.app_context(), everything(db.session(), "a test"):
        found = db.session().scalars(select(Household).where(Household.id == number)).one()
        held = {name: getattr(found, name) for name in ("district_code", "code", "area", "joined_year")}
        version = found.version
        db.session().rollback()
        return version, held


@pytest.mark.parametrize("who", ["uti", "uppm"])
def test_who_may_not_edit_is_refused(
    client: FlaskClient, request: pytest.FixtureRequest, household: Household, who: str
) -> None:
    sign_in(client, request.getfixturevalue(who))
    assert client.get(edit_address(household)).status_code == 403
