"""A session that is stolen, left alone, ended or whose account changed: seen at the very next request."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import sessions
from admin.access.models import Account, AccountSession
from admin.access.permissions import Role
from core.clock import now
from tests.support import staff

PAGE = "/gestion/cuenta"


def signed_in(client: FlaskClient) -> bool:
    return client.get(PAGE).status_code == 200


def test_signed_in(client: FlaskClient, uas: Account) -> None:
    assert not signed_in(client)
    staff.sign_in(client, uas)
    assert signed_in(client)


def test_an_invented_token_is_nobody_s(client: FlaskClient, uas: Account) -> None:
    with client.session_transaction() as cookie:
        cookie[sessions.TOKEN] = "inventado"
    assert not signed_in(client)


def test_idle(client: FlaskClient, uas: Account) -> None:
    staff.sign_in(client, uas)
    with time_machine.travel(now() + timedelta(minutes=59), tick=False):
        assert signed_in(client)
    with time_machine.travel(now() + timedelta(minutes=61), tick=False):
        assert not signed_in(client)


def test_who_works_stays_signed_in_until_the_day_is_over(client: FlaskClient, uas: Account) -> None:
    staff.sign_in(client, uas)
    start = now()
    for minutes in range(50, 12 * 60, 50):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            answer = client.get(PAGE)
            assert answer.status_code == 200
            answer.close()
    with time_machine.travel(start + timedelta(hours=12, minutes=1), tick=False):
        assert not signed_in(client)


def test_use_is_written_once_a_minute_after_the_answer(
    client: FlaskClient, session: Session, uas: Account
) -> None:
    staff.sign_in(client, uas)
    seen = session.scalars(select(AccountSession)).one().seen_at
    client.get(PAGE).close()
    session.expire_all()
    assert session.scalars(select(AccountSession)).one().seen_at == seen
    with time_machine.travel(seen + timedelta(minutes=2), tick=False):
        client.get(PAGE).close()
    session.expire_all()
    assert session.scalars(select(AccountSession)).one().seen_at == seen + timedelta(minutes=2)


def test_revoked(client: FlaskClient, session: Session, uas: Account) -> None:
    staff.sign_in(client, uas)
    sessions.end_all(session, uas, "closed")
    assert not signed_in(client)


def test_suspended(client: FlaskClient, session: Session, uas: Account) -> None:
    staff.sign_in(client, uas)
    uas.suspended_at = now()
    assert not signed_in(client)


def test_a_changed_role_counts_at_once(client: FlaskClient, session: Session, cusco_head: Account) -> None:
    staff.sign_in(client, cusco_head)
    assert client.get("/gestion/hogares").status_code == 200
    cusco_head.role = Role.READER
    assert client.get("/gestion/hogares").status_code == 403


def test_without_the_permission(app: Flask, client: FlaskClient, uppm: Account) -> None:
    staff.sign_in(client, uppm)
    answer = client.get("/gestion/hogares")
    assert answer.status_code == 403
    assert "no está abierta para usted" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_demo_account_outside_the_demo(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = staff.make_account(session, "demo", Role.NATIONAL, proven=False, demo=True)
    staff.sign_in(client, demo)
    assert signed_in(client)
    monkeypatch.setattr(sessions, "demo_is_open", lambda _settings: False)
    assert not signed_in(client)


def test_one_query_finds_session_and_account(
    client: FlaskClient,
    session: Session,
    uas: Account,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    staff.sign_in(client, uas)
    with count_queries() as asked:
        assert signed_in(client)
    assert len([one for one in asked if "account_session.token_digest =" in one]) == 1
    assert not [one for one in asked if "FROM account " in one and "WHERE account.id" in one]
