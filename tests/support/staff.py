"""The people of the staff tests: one a role, in two territories; and how one of them is signed in."""

from collections.abc import Iterable
from datetime import datetime

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import passwords, sessions
from admin.access.models import Account, DistrictAssignment
from admin.access.permissions import Role
from admin.territories.models import TerritorialUnit, UnitProvince
from core.clock import now
from core.db import db

# Tests hash many passwords, and guard nobody: the weakest argon2 there is.
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "cuatro papas nativas"
# The base32 secret of everybody's second factor.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CCORCA = "080102"
PUNO = "210101"
# Cusco and Anta; Puno and Azángaro.
PROVINCES = {"Cusco": ("0801", "0803"), "Puno": ("2101", "2102")}


def make_unit(session: Session, name: str) -> TerritorialUnit:
    """The unit of that name, with its provinces; the same one the second time."""
    unit = session.scalars(select(TerritorialUnit).where(TerritorialUnit.name == f"UT {name}")).one_or_none()
    if unit is None:
        unit = TerritorialUnit(name=f"UT {name}", updated_at=now())
        session.add(unit)
        session.flush()
        session.add_all(UnitProvince(province_code=code, unit_id=unit.id) for code in PROVINCES[name])
        session.flush()
    return unit


def make_account(
    session: Session,
    name: str,
    role: Role,
    *,
    unit: str = "",
    districts: Iterable[str] = (),
    proven: bool = True,
    password: str = "",
    demo: bool = False,
) -> Account:
    """An account called `name`@juntos.test, with its second factor set up unless `proven` is off.

    Without a password, as hashing one takes its time; `sign_in` needs none.
    """
    at = now()
    account = Account(
        email=f"{name}@juntos.test",
        name=name.replace("_", " ").title(),
        role=role,
        unit_id=make_unit(session, unit).id if unit else None,
        password=password,
        second_factor=SECRET if proven else None,
        second_factor_since=at if proven else None,
        demo=demo,
        created_at=at,
        updated_at=at,
    )
    session.add(account)
    session.flush()
    session.add_all(DistrictAssignment(account_id=account.id, district_code=code) for code in districts)
    session.flush()
    return account


@pytest.fixture
def uti(session: Session) -> Account:
    """The administrator."""
    return make_account(session, "uti", Role.ADMINISTRATOR)


@pytest.fixture
def uas(session: Session) -> Account:
    """Works everywhere."""
    return make_account(session, "uas", Role.NATIONAL)


@pytest.fixture
def cusco_head(session: Session) -> Account:
    """Head of the unit of Cusco."""
    return make_account(session, "cusco_head", Role.UNIT_HEAD, unit="Cusco")


@pytest.fixture
def cusco_agent(session: Session) -> Account:
    """A gestor of Cusco, in the district of Ccorca."""
    return make_account(session, "cusco_agent", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA])


@pytest.fixture
def puno_head(session: Session) -> Account:
    """Head of the unit of Puno."""
    return make_account(session, "puno_head", Role.UNIT_HEAD, unit="Puno")


@pytest.fixture
def puno_agent(session: Session) -> Account:
    """A gestor of Puno, in the district of Puno."""
    return make_account(session, "puno_agent", Role.FIELD_AGENT, unit="Puno", districts=[PUNO])


@pytest.fixture
def uci(session: Session) -> Account:
    """Communication."""
    return make_account(session, "uci", Role.COMMUNICATION)


@pytest.fixture
def uppm(session: Session) -> Account:
    """Reads figures."""
    return make_account(session, "uppm", Role.READER)


def session_token(app: Flask, account: Account, *, began_at: datetime | None = None) -> str:
    """A real session of the account, committed; the token for a browser."""
    number = account.id
    # What the test wrote must be there, and its transaction must let another write.
    held = Session.object_session(account)
    if held is not None:
        held.commit()
    with app.app_context():
        session = db.session()
        token = sessions.begin(session, session.get_one(Account, number), "Prueba")
        session.commit()
        db.session.remove()
    return token


def sign_in(client: FlaskClient, account: Account) -> str:
    """Let a client be signed in as an account from now on, without typing a password; the session's token."""
    token = session_token(client.application, account)
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie[sessions.TOKEN] = token
        cookie["csrf_token"] = "of-the-test"
    return token


def csrf(client: FlaskClient) -> str:
    """The token that a form of this client must carry: `data={"csrf_token": csrf(client), …}`."""
    with client.session_transaction() as cookie:
        raw = cookie.setdefault("csrf_token", "of-the-test")
    serializer = URLSafeTimedSerializer(client.application.secret_key or "", salt="wtf-csrf-token")
    return str(serializer.dumps(raw))
