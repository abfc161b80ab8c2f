"""Signing in and out: who gets in, who does not, and that the answer does not tell why."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access import passwords, sessions, views
from admin.access.models import Account, AccountSession
from admin.access.permissions import Role
from core.audit import AuditEntry
from core.clock import now
from tests.support import staff

pytestmark = pytest.mark.usefixtures("nobody_tried")

WRONG = "El correo o la clave no son correctos."
MANY = "Demasiados intentos. Espere 15 minutos y vuelva a probar."


@pytest.fixture
def ana(session: Session) -> Account:
    """A producer-like account without a second factor, with a password."""
    kept = passwords.hash_of(staff.PASSWORD)
    return staff.make_account(session, "ana", Role.PRODUCER, proven=False, password=kept)


def enter(
    client: FlaskClient,
    email: str = "ana@juntos.test",
    password: str = staff.PASSWORD,
    environ_overrides: dict[str, str] | None = None,
    **more: str,
) -> TestResponse:
    data = {"csrf_token": staff.csrf(client), "email": email, "password": password, **more}
    return client.post("/ingresar", data=data, environ_overrides=environ_overrides)


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_right(client: FlaskClient, session: Session, ana: Account) -> None:
    answer = enter(client)
    assert answer.status_code == 303
    assert client.get("/gestion/cuenta").status_code == 200
    assert actions(session) == ["account.sign_in"]


def test_the_cookie_holds_a_random_token_and_the_row_its_digest(
    client: FlaskClient, session: Session, ana: Account
) -> None:
    cookie = enter(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    with client.session_transaction() as held:
        assert set(held) == {sessions.TOKEN}
        token = held[sessions.TOKEN]
    row = session.scalars(select(AccountSession)).one()
    assert row.token_digest == sessions.digest_of(token) != token


def test_pages_of_staff_are_kept_nowhere(client: FlaskClient, ana: Account) -> None:
    for path in ("/ingresar", "/clave", "/gestion/cuenta"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-store, no-transform"
    enter(client)
    answer = client.get("/gestion/cuenta")
    assert answer.headers["Cache-Control"] == "no-store, no-transform"
    assert "Cookie" in answer.headers["Vary"]


def test_wrong_unknown_and_suspended_are_told_alike(
    client: FlaskClient, session: Session, ana: Account
) -> None:
    kept = passwords.hash_of(staff.PASSWORD)
    gone = staff.make_account(session, "gone", Role.PRODUCER, proven=False, password=kept)
    gone.suspended_at = now()
    answers = [
        enter(client, password="no es esta clave"),
        enter(client, "nadie@juntos.test"),
        enter(client, "gone@juntos.test"),
    ]
    pages = set()
    for answer, email in zip(answers, ("ana", "nadie", "gone"), strict=True):
        assert answer.status_code == 422
        assert WRONG in answer.text
        assert staff.PASSWORD not in answer.text
        pages.add(_without_tokens(answer.text).replace(f"{email}@juntos.test", "E-MAIL"))
    assert len(pages) == 1
    assert actions(session) == ["account.sign_in_failed"] * 2


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf_token" not in line)


def test_unknown_costs_the_work_of_a_known_one(
    client: FlaskClient, session: Session, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []
    real = passwords.matches
    monkeypatch.setattr(
        passwords, "matches", lambda kept, typed: looked_at.append(typed) or real(kept, typed)
    )
    enter(client, "nadie@juntos.test", "una")
    enter(client, password="otra")
    assert looked_at == ["una", "otra"]


def test_an_account_is_tried_five_times(client: FlaskClient, session: Session, ana: Account) -> None:
    for _ in range(5):
        assert enter(client, password="no es esta clave").status_code == 422
    answer = enter(client)
    assert answer.status_code == 429
    assert MANY in answer.text
    assert answer.headers["Retry-After"] == "900"
    with time_machine.travel(now() + timedelta(minutes=16), tick=False):
        assert enter(client).status_code == 303


def test_who_does_not_exist_is_throttled_alike(client: FlaskClient) -> None:
    for _ in range(5):
        assert enter(client, "nadie@juntos.test").status_code == 422
    assert enter(client, "nadie@juntos.test").status_code == 429


def test_signing_in_forgets_what_failed(client: FlaskClient, ana: Account) -> None:
    for _ in range(4):
        enter(client, password="no es esta clave")
    assert enter(client).status_code == 303
    assert enter(client, password="no es esta clave").status_code == 422


def test_whoever_guesses_elsewhere_keeps_nobody_out(client: FlaskClient, ana: Account) -> None:
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    for _ in range(6):
        enter(client, password="no es esta clave", environ_overrides=elsewhere)
    assert enter(client, environ_overrides=elsewhere).status_code == 429
    assert enter(client).status_code == 303


def test_from_many_addresses_an_account_is_tried_twenty_times(client: FlaskClient, ana: Account) -> None:
    for number in range(20):
        elsewhere = {"REMOTE_ADDR": f"203.0.113.{number}"}
        assert enter(client, password="no es esta clave", environ_overrides=elsewhere).status_code == 422
    assert enter(client).status_code == 429


def test_an_address_is_heard_so_often(
    client: FlaskClient, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ATTEMPTS", "3 per 15 minutes")
    for number in range(3):
        assert enter(client, f"nadie{number}@juntos.test").status_code == 422
    assert enter(client).status_code == 429


def test_nothing_is_looked_at_without_the_token_of_the_form(client: FlaskClient, ana: Account) -> None:
    answer = enter(client, csrf_token="inventado")
    assert answer.status_code == 422
    assert "cookie" in answer.text


def test_blank(client: FlaskClient) -> None:
    answer = enter(client, "", "")
    assert answer.status_code == 422
    assert "Escriba su correo." in answer.text
    assert "Escriba su clave." in answer.text


def test_a_token_planted_before_is_not_the_one_after(
    client: FlaskClient, session: Session, ana: Account
) -> None:
    planted = staff.sign_in(client, ana)
    enter(client)
    with client.session_transaction() as held:
        assert held[sessions.TOKEN] != planted
    assert sessions.find(session, planted) is None


def test_one_goes_on_to_where_one_wanted(client: FlaskClient, ana: Account) -> None:
    asked = client.get("/gestion/cuenta?a=1")
    assert asked.status_code == 303
    assert asked.location == "/ingresar?next=/gestion/cuenta?a%3D1"
    assert 'name="next" value="/gestion/cuenta?a=1"' in client.get(asked.location).text
    assert enter(client, next="/gestion/cuenta?a=1").location == "/gestion/cuenta?a=1"


@pytest.mark.parametrize(
    "away",
    ["https://malo.test/", "//malo.test/", "/\\malo.test", "\\\\malo.test", "javascript:alert(1)",
     "/\t/malo.test", "malo", "https:/gestion", "/ /x", "https://[malo", "//[malo"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(client: FlaskClient, ana: Account, away: str) -> None:
    assert "malo" not in client.get("/ingresar", query_string={"next": away}).text
    assert enter(client, next=away).location == "/gestion"


def test_signing_out_ends_the_token_too(client: FlaskClient, session: Session, ana: Account) -> None:
    token = staff.sign_in(client, ana)
    answer = client.post("/salir", data={"csrf_token": staff.csrf(client)})
    assert answer.location == "/ingresar?salio=1"
    with client.session_transaction() as held:
        held[sessions.TOKEN] = token
    assert client.get("/gestion/cuenta").status_code == 303
    assert actions(session) == ["account.sign_out"]
    assert session.scalar(select(func.count()).where(AccountSession.ended_at.is_(None))) == 0


def test_nobody_is_signed_out_by_another_page(client: FlaskClient, ana: Account) -> None:
    staff.sign_in(client, ana)
    client.post("/salir", headers={"Origin": "https://malo.test"})
    assert client.get("/gestion/cuenta").status_code == 200


def test_public_pages_do_not_ask_who_one_is(client: FlaskClient, ana: Account) -> None:
    staff.sign_in(client, ana)
    answer = client.get("/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
