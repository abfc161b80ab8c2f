"""Changing a household; two people, one after the other. At once: tests/faults/test_conflicting_edits.py."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Household
from tests.support.registry import HIDDEN
from tests.support.staff import sign_in

Send = Callable[..., TestResponse]


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


@pytest.mark.parametrize("who", ["uti", "uppm"])
def test_who_may_not_edit_is_refused(
    client: FlaskClient, request: pytest.FixtureRequest, household: Household, who: str
) -> None:
    sign_in(client, request.getfixturevalue(who))
    assert client.get(edit_address(household)).status_code == 403
