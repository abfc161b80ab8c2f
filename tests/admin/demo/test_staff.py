"""The demo's accounts: one a role, shown at the door, and nowhere else."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account, AccountSession
from admin.access.permissions import STAFF
from admin.demo import staff as demo
from admin.territories.models import UnitProvince
from tests.support import staff

pytestmark = pytest.mark.usefixtures("nobody_tried")


@pytest.fixture
def accounts(session: Session) -> list[Account]:
    return demo.load(session)


@pytest.fixture
def in_production(app: Flask) -> Iterator[None]:
    kept = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(kept, app_env="production")
    yield
    app.config["SETTINGS"] = kept


def enter(client: FlaskClient, account: Account) -> int:
    data = {"csrf_token": staff.csrf(client), "email": account.email, "password": demo.PASSWORD}
    return client.post("/ingresar", data=data).status_code


def test_one_a_role_in_two_territories(session: Session, accounts: list[Account]) -> None:
    assert {one.known_role for one in accounts} == STAFF
    assert all("(demo)" in one.name for one in accounts)
    assert len({one.unit_id for one in accounts if one.unit_id}) == 2
    covered = session.scalars(select(UnitProvince.province_code)).all()
    assert {code[:2] for code in covered} == {"08", "21"}


def test_they_are_made_once(session: Session, accounts: list[Account]) -> None:
    assert [one.id for one in demo.load(session)] == [one.id for one in accounts]


def test_each_comes_in_with_the_password_alone(client: FlaskClient, accounts: list[Account]) -> None:
    for account in accounts:
        assert enter(client, account) == 303
        assert client.get("/gestion/cuenta").status_code == 200


def test_the_door_names_them(client: FlaskClient, accounts: list[Account]) -> None:
    page = client.get("/ingresar").text
    assert all(one.email in page and one.name in page for one in accounts)
    assert demo.PASSWORD in page


def test_without_them_the_door_names_no_password(client: FlaskClient) -> None:
    assert demo.PASSWORD not in client.get("/ingresar").text


def test_none_comes_in_where_the_site_is_real(
    client: FlaskClient, session: Session, accounts: list[Account], in_production: None
) -> None:
    page = client.get("/ingresar").text
    assert demo.PASSWORD not in page
    assert accounts[0].email not in page
    assert enter(client, accounts[0]) == 422
    staff.sign_in(client, accounts[0])
    assert client.get("/gestion/cuenta").status_code == 303
    assert session.scalars(select(AccountSession)).one().ended_at is None


def test_it_is_not_loaded_where_the_site_is_real(
    cli: FlaskCliRunner, session: Session, in_production: None
) -> None:
    ran = cli.invoke(args=["demo", "load", "--products", "1"])
    assert ran.exit_code == 1
    assert "Aquí no" in ran.output
    assert session.scalar(select(Account.id)) is None
