"""Passwords are hashed while nothing is locked: on SQLite nobody else writes during a transaction that may."""

from typing import Any

import pyotp
import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access import links, passwords, second_factor
from admin.access.models import Account
from admin.profile.forms import sealed_secret
from core.audit import SYSTEM
from core.db import db
from tests.support import staff

pytestmark = pytest.mark.usefixtures("nobody_tried")

NEW = "quinua roja en la chacra"


class Watching(PasswordHasher):
    """Notes of each hash whether a transaction was open."""

    def __init__(self) -> None:
        super().__init__(time_cost=2, memory_cost=8, parallelism=1)
        self.locked: list[bool] = []

    def hash(self, *args: Any, **kwargs: Any) -> str:
        self.locked.append(db.session().in_transaction())
        return super().hash(*args, **kwargs)

    def verify(self, *args: Any, **kwargs: Any) -> bool:
        self.locked.append(db.session().in_transaction())
        return super().verify(*args, **kwargs)


@pytest.fixture
def hasher(nelida: Account, monkeypatch: pytest.MonkeyPatch) -> Watching:
    watching = Watching()
    monkeypatch.setattr(passwords, "HASHER", watching)
    return watching


@pytest.mark.parametrize("email", ["nelida@juntos.test", "nadie@juntos.test"])
@pytest.mark.parametrize("password", [staff.PASSWORD, "no es esta clave"])
def test_at_the_door(client: FlaskClient, hasher: Watching, email: str, password: str) -> None:
    typed = {"csrf_token": staff.csrf(client), "email": email, "password": password}
    assert client.post("/ingresar", data=typed).status_code in (303, 422)
    assert hasher.locked
    assert not any(hasher.locked)


def test_a_recovery_code_needs_no_slow_hash(
    client: FlaskClient, session: Session, nelida: Account, hasher: Watching
) -> None:
    right = second_factor.make_recovery_codes(session, nelida)[-1]
    typed = {"csrf_token": staff.csrf(client), "email": nelida.email, "password": staff.PASSWORD}
    client.post("/ingresar", data=typed)
    hasher.locked.clear()
    answers = [
        client.post("/ingresar/codigo", data={"csrf_token": staff.csrf(client), "code": code}).status_code
        for code in ("aaaaa-bbbbb", right)
    ]
    assert answers == [422, 303]
    assert hasher.locked == []


@pytest.mark.parametrize("act", ["clave", "segundo-factor", "codigos"])
def test_in_one_s_own_account(client: FlaskClient, nelida: Account, hasher: Watching, act: str) -> None:
    staff.sign_in(client, nelida)
    with client.application.app_context():
        sealed = sealed_secret(nelida.public_id, staff.SECRET)
    typed = {"password_now": staff.PASSWORD, "password": NEW, "sealed": sealed}
    typed |= {"csrf_token": staff.csrf(client), "code": pyotp.TOTP(staff.SECRET).now()}
    assert client.post(f"/gestion/cuenta/{act}", data=typed).status_code in (200, 303)
    assert hasher.locked
    assert not any(hasher.locked)


def test_by_a_link(client: FlaskClient, session: Session, nelida: Account, hasher: Watching) -> None:
    token = links.make_link(session, nelida, links.RESET, by=SYSTEM)
    typed = {"csrf_token": staff.csrf(client), "password": NEW}
    assert client.post(f"/clave/{token}", data=typed).status_code == 303
    assert hasher.locked == [False]
