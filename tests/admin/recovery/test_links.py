"""A forgotten password: the link by mail, good once and for two hours."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access import links, passwords, sessions
from admin.access.models import AccessLink, Account
from admin.access.permissions import Role
from admin.territories.queries import districts_of
from core.audit import SYSTEM
from core.clock import now
from core.jobs import Job
from core.outbox.models import OutboxMessage
from tests.support import staff

pytestmark = pytest.mark.usefixtures("nobody_tried")

NEW = "quinua roja en la chacra"


@pytest.fixture
def ana(session: Session) -> Account:
    return staff.make_account(
        session, "ana", Role.PRODUCER, proven=False, password=passwords.hash_of(staff.PASSWORD)
    )


def ask(client: FlaskClient, email: str = "ana@juntos.test") -> TestResponse:
    return client.post("/clave", data={"csrf_token": staff.csrf(client), "email": email})


def choose(client: FlaskClient, token: str, password: str = NEW) -> TestResponse:
    return client.post(f"/clave/{token}", data={"csrf_token": staff.csrf(client), "password": password})


def enter(client: FlaskClient, password: str) -> int:
    data = {"csrf_token": staff.csrf(client), "email": "ana@juntos.test", "password": password}
    return client.post("/ingresar", data=data).status_code


@pytest.fixture
def token(session: Session, ana: Account) -> str:
    return links.make_link(session, ana, links.RESET, by=SYSTEM)


def test_a_link_is_mailed(
    client: FlaskClient, session: Session, ana: Account, run_jobs: Callable[[], int]
) -> None:
    answer = ask(client, " ANA@juntos.test ")
    assert answer.location == "/clave?enviado=1"
    assert "ana@" not in str(session.scalars(select(Job.payload)).all())
    run_jobs()
    message = session.scalars(select(OutboxMessage)).one()
    assert message.recipient == "ana@juntos.test"
    found = re.search(r"http://127\.0\.0\.1:8000/clave/(\S+)", message.text or "")
    assert found
    assert session.scalars(select(AccessLink)).one().token_digest != found[1]
    assert choose(client, found[1]).location == "/ingresar?clave=1"
    assert enter(client, NEW) == 303


def test_the_answer_does_not_tell_who_has_an_account(
    client: FlaskClient,
    session: Session,
    ana: Account,
    run_jobs: Callable[[], int],
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    ask(client, "otra@juntos.test")
    with count_queries() as for_known:
        known = ask(client)
    with count_queries() as for_unknown:
        unknown = ask(client, "nadie@juntos.test")
    # The same work, so that its time does not tell either.
    assert for_known == for_unknown
    run_jobs()
    ana.suspended_at = now()
    suspended = ask(client)
    run_jobs()
    seen = {(one.status_code, one.location, one.text) for one in (known, unknown, suspended)}
    assert len(seen) == 1
    assert "Si hay una cuenta con ese correo" in client.get(known.location).text
    assert len(session.scalars(select(OutboxMessage)).all()) == 1


def test_a_mailbox_is_not_flooded(
    client: FlaskClient, session: Session, ana: Account, run_jobs: Callable[[], int]
) -> None:
    for _ in range(7):
        assert ask(client).status_code == 303
    run_jobs()
    assert len(session.scalars(select(OutboxMessage)).all()) == 5


def test_an_address_asks_ten_times_an_hour(client: FlaskClient) -> None:
    assert [ask(client, f"nadie{n}@juntos.test").status_code for n in range(11)] == [303] * 10 + [429]


def test_a_link_is_good_once(client: FlaskClient, token: str) -> None:
    page = client.get(f"/clave/{token}")
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store, no-transform"
    assert choose(client, token).status_code == 303
    assert client.get(f"/clave/{token}").status_code == 410
    assert choose(client, token, "otra clave bien distinta").status_code == 410
    assert enter(client, NEW) == 303


@pytest.mark.parametrize(("purpose", "hours"), [(links.RESET, 2), (links.INVITATION, 7 * 24)])
def test_a_link_is_good_for_a_time(
    client: FlaskClient, session: Session, ana: Account, purpose: str, hours: int
) -> None:
    token = links.make_link(session, ana, purpose, by=SYSTEM)
    with time_machine.travel(now() + timedelta(hours=hours, minutes=-1), tick=False):
        assert client.get(f"/clave/{token}").status_code == 200
    with time_machine.travel(now() + timedelta(hours=hours, minutes=1), tick=False):
        assert client.get(f"/clave/{token}").status_code == 410
        assert choose(client, token).status_code == 410


def test_whoever_asks_takes_no_link_from_its_owner(
    client: FlaskClient, session: Session, ana: Account, token: str, run_jobs: Callable[[], int]
) -> None:
    invited = links.make_link(session, ana, links.INVITATION, by=SYSTEM)
    ask(client)
    run_jobs()
    assert [client.get(f"/clave/{one}").status_code for one in (token, invited)] == [200, 200]
    # Who has chosen needs no other.
    choose(client, invited)
    assert client.get(f"/clave/{token}").status_code == 410


def test_a_changed_password_closes_the_links_there_were(
    client: FlaskClient, ana: Account, token: str
) -> None:
    staff.sign_in(client, ana)
    typed = {"csrf_token": staff.csrf(client), "password_now": staff.PASSWORD, "password": NEW}
    assert client.post("/gestion/cuenta/clave", data=typed).status_code == 303
    assert client.get(f"/clave/{token}").status_code == 410


def test_an_invented_link(client: FlaskClient, ana: Account) -> None:
    assert client.get("/clave/inventado").status_code == 410


def test_a_suspended_account_chooses_nothing(
    client: FlaskClient, session: Session, ana: Account, token: str
) -> None:
    ana.suspended_at = now()
    assert choose(client, token).status_code == 410


def test_all_sessions_end(client: FlaskClient, ana: Account, token: str) -> None:
    stolen = staff.sign_in(client, ana)
    assert client.get("/gestion/cuenta").status_code == 200
    choose(client, token)
    with client.session_transaction() as cookie:
        cookie[sessions.TOKEN] = stolen
    assert client.get("/gestion/cuenta").status_code == 303


@pytest.mark.parametrize(
    "easy",
    ["", "corta", "password1234", "contraseña2026", "1234567890", "0987654321", "qwertyuiop", "aaaaaaaaaaaa",
     "abcabcabcabc", "juntosemprende", "Juntos Emprende 2026", "ana@juntos.test", "x" * 201],
)  # fmt: skip
def test_an_easy_password(client: FlaskClient, token: str, easy: str) -> None:
    answer = choose(client, token, easy)
    assert answer.status_code == 422
    assert 'type="password" value=""' in answer.text
    assert client.get(f"/clave/{token}").status_code == 200


@pytest.mark.parametrize("good", ["cuatro papas nativas", "Ñusta-camina-lejos", "  espacios al lado  "])
def test_a_good_password_is_kept_as_typed(client: FlaskClient, token: str, good: str) -> None:
    assert choose(client, token, good).status_code == 303
    assert enter(client, good) == 303


def test_staff_create_prints_a_link(cli: FlaskCliRunner, client: FlaskClient, session: Session) -> None:
    staff.make_unit(session, "Cusco")
    ran = cli.invoke(
        args=[
            "staff",
            "create",
            "Julia@Juntos.Test",
            "--name",
            "Julia Condori",
            "--role",
            "jefe",
            "--unit",
            "UT Cusco",
        ]
    )
    assert ran.exit_code == 0, ran.output
    token = ran.output.rsplit("/", 1)[1].strip()
    page = client.get(f"/clave/{token}")
    assert "Bienvenido, bienvenida: Julia Condori" in page.text
    assert choose(client, token).status_code == 303


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["nada", "--name", "A", "--role", "lector"], "Escriba un correo"),
        (["ana@juntos.test", "--name", "A", "--role", "lector"], "Ya hay una cuenta"),
        (["eva@juntos.test", "--name", " ", "--role", "lector"], "Escriba el nombre"),
        (["eva@juntos.test", "--name", "Eva", "--role", "gestor"], "Indique con --unit"),
    ],
)
def test_staff_create_refuses(cli: FlaskCliRunner, ana: Account, given: list[str], said: str) -> None:
    ran = cli.invoke(args=["staff", "create", *given])
    assert ran.exit_code == 1
    assert said in ran.output


def test_staff_link_and_suspend(
    cli: FlaskCliRunner, client: FlaskClient, session: Session, ana: Account
) -> None:
    ran = cli.invoke(args=["staff", "link", "ana@juntos.test"])
    token = ran.output.rsplit("/", 1)[1].strip()
    assert client.get(f"/clave/{token}").status_code == 200
    staff.sign_in(client, ana)
    assert cli.invoke(args=["staff", "suspend", "ana@juntos.test"]).exit_code == 0
    assert client.get("/gestion/cuenta").status_code == 303
    assert client.get(f"/clave/{token}").status_code == 410
    assert "suspendida" in cli.invoke(args=["staff", "link", "ana@juntos.test"]).output
    assert "No hay una cuenta" in cli.invoke(args=["staff", "link", "nadie@juntos.test"]).output


def test_staff_suspend_lets_the_districts_go_and_keeps_somebody_who_administers(
    cli: FlaskCliRunner, session: Session, uti: Account, cusco_agent: Account
) -> None:
    uti.password = "algo"
    session.commit()
    assert cli.invoke(args=["staff", "suspend", cusco_agent.email]).exit_code == 0
    assert districts_of(session, cusco_agent) == set()
    refused = cli.invoke(args=["staff", "suspend", uti.email])
    assert (refused.exit_code, "única cuenta de administración" in refused.output) == (1, True)


def test_staff_link_forgets_a_lost_telephone(cli: FlaskCliRunner, session: Session, uas: Account) -> None:
    assert cli.invoke(args=["staff", "link", uas.email, "--forget-phone"]).exit_code == 0
    session.refresh(uas)
    assert uas.second_factor_since is None
    assert uas.second_factor is None
