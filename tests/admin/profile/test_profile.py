"""One's own account: sessions, password, second factor."""

import re
from html import unescape

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access import passwords, second_factor, sessions
from admin.access.models import Account, AccountSession, RecoveryCode
from admin.access.permissions import Role
from core.audit import AuditEntry
from core.clock import now
from tests.support import staff

pytestmark = pytest.mark.usefixtures("nobody_tried")

PAGE = "/gestion/cuenta"
PHONE = "/gestion/cuenta/segundo-factor"
NEW = "quinua roja en la chacra"


def send(client: FlaskClient, path: str, **data: str) -> TestResponse:
    return client.post(path, data={"csrf_token": staff.csrf(client)} | data)


def test_it_shows_where_one_is_signed_in(client: FlaskClient, nelida: Account) -> None:
    staff.session_token(client.application, nelida)
    staff.sign_in(client, nelida)
    page = client.get(PAGE).text
    assert "nelida@juntos.test" in page
    assert page.count("<strong>Prueba</strong>") == 2
    assert page.count("Este equipo") == 1


def test_one_session_is_closed(client: FlaskClient, session: Session, nelida: Account) -> None:
    other = staff.session_token(client.application, nelida)
    staff.sign_in(client, nelida)
    row = session.scalars(
        select(AccountSession).where(AccountSession.token_digest == sessions.digest_of(other))
    ).one()
    send(client, f"{PAGE}/sesiones/{row.public_id}/cerrar")
    assert sessions.find(session, other) is None
    assert client.get(PAGE).status_code == 200


def test_another_s_session_is_as_if_it_were_not_there(
    client: FlaskClient, session: Session, nelida: Account, uas: Account
) -> None:
    token = staff.session_token(client.application, uas)
    row = session.scalars(select(AccountSession)).one()
    staff.sign_in(client, nelida)
    theirs = send(client, f"{PAGE}/sesiones/{row.public_id}/cerrar")
    missing = send(client, f"{PAGE}/sesiones/no-existe/cerrar")
    assert (theirs.status_code, theirs.text) == (missing.status_code, missing.text)
    assert theirs.status_code == 404
    assert sessions.find(session, token)


def test_all_others_are_closed(client: FlaskClient, session: Session, nelida: Account) -> None:
    others = [staff.session_token(client.application, nelida) for _ in range(2)]
    staff.sign_in(client, nelida)
    send(client, f"{PAGE}/sesiones/cerrar-las-demas")
    assert [sessions.find(session, one) for one in others] == [None, None]
    assert client.get(PAGE).status_code == 200


def test_the_password_is_changed(client: FlaskClient, session: Session, nelida: Account) -> None:
    other = staff.session_token(client.application, nelida)
    staff.sign_in(client, nelida)
    answer = send(client, f"{PAGE}/clave", password_now=staff.PASSWORD, password=NEW)
    assert answer.status_code == 303
    session.refresh(nelida)
    assert passwords.matches(nelida.password, NEW)
    assert client.get(PAGE).status_code == 200
    assert sessions.find(session, other) is None
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.account, entry.changes) == (
        "account.password",
        nelida.public_id,
        {"password": None},
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password_now": "no es esta", "password": NEW}, "Esa no es su clave de ahora."),
        ({"password_now": staff.PASSWORD, "password": "corta"}, "Use 10 letras o más."),
        ({"password_now": staff.PASSWORD}, "Escriba la clave que quiere usar."),
        ({"password": NEW}, "Escriba su clave de ahora."),
    ],
)
def test_it_is_not_changed(
    client: FlaskClient, session: Session, nelida: Account, typed: dict[str, str], said: str
) -> None:
    staff.sign_in(client, nelida)
    answer = send(client, f"{PAGE}/clave", **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert NEW not in answer.text
    session.refresh(nelida)
    assert passwords.matches(nelida.password, staff.PASSWORD)


def test_nobody_guesses_it_at_an_open_computer(client: FlaskClient, nelida: Account) -> None:
    staff.sign_in(client, nelida)
    for _ in range(5):
        send(client, f"{PAGE}/clave", password_now="no es esta", password=NEW)
    answer = send(client, f"{PAGE}/clave", password_now=staff.PASSWORD, password=NEW)
    assert "Demasiados intentos." in answer.text


def shown(page: str) -> tuple[str, str]:
    """The secret that a page shows, and the same sealed."""
    secret = re.search(r'class="secret">([^<]+)<', page)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert secret
    assert sealed
    return secret[1].replace(" ", ""), unescape(sealed[1])


def test_a_telephone_is_set_up(client: FlaskClient, session: Session) -> None:
    nueva = staff.make_account(session, "nueva", Role.READER, proven=False)
    staff.sign_in(client, nueva)
    page = client.get(PHONE)
    assert "<svg" in page.text
    secret, sealed = shown(page.text)
    answer = send(client, PHONE, sealed=sealed, code=pyotp.TOTP(secret).now())
    codes = re.findall(r"<li><code>(\w{5}-\w{5})</code>", answer.text)
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    session.refresh(nueva)
    assert nueva.second_factor == secret
    assert nueva.second_factor_since is not None
    kept = session.scalars(select(RecoveryCode.code)).all()
    assert len(kept) == second_factor.RECOVERY_CODES
    assert not set(codes) & set(kept)
    assert client.get(PAGE).status_code == 200
    # The code that set it up is used.
    assert not second_factor.use_code(session, nueva, pyotp.TOTP(secret).at(int(now().timestamp())))


@pytest.mark.parametrize("proven", [False, True])
def test_who_proved_herself_with_less_or_with_a_lost_telephone_is_out(
    client: FlaskClient, session: Session, proven: bool
) -> None:
    kept = passwords.hash_of(staff.PASSWORD)
    nueva = staff.make_account(session, "nueva", Role.READER, proven=proven, password=kept)
    other = staff.session_token(client.application, nueva)
    staff.sign_in(client, nueva)
    secret, sealed = shown(client.get(PHONE).text)
    send(client, PHONE, sealed=sealed, code=pyotp.TOTP(secret).now(), password_now=staff.PASSWORD)
    assert sessions.find(session, other) is None
    assert client.get(PAGE).status_code == 200


def test_codes_made_before_they_were_digests_are_not_counted(
    client: FlaskClient, session: Session, nelida: Account
) -> None:
    session.add(RecoveryCode(account_id=nelida.id, code=passwords.hash_of("aaaaabbbbb")))
    staff.sign_in(client, nelida)
    assert "Le quedan 0 códigos de recuperación." in client.get(PAGE).text
    assert not second_factor.use_recovery_code(session, nelida, "aaaaa-bbbbb")


def test_a_wrong_code_keeps_the_secret(client: FlaskClient, session: Session) -> None:
    nueva = staff.make_account(session, "nueva", Role.READER, proven=False)
    staff.sign_in(client, nueva)
    secret, sealed = shown(client.get(PHONE).text)
    answer = send(client, PHONE, sealed=sealed, code="000000")
    assert answer.status_code == 422
    assert shown(answer.text)[0] == secret


def test_nobody_else_s_secret_is_taken(client: FlaskClient, session: Session, uas: Account) -> None:
    staff.sign_in(client, uas)
    secret, sealed = shown(client.get(PHONE).text)
    nueva = staff.make_account(session, "nueva", Role.READER, proven=False)
    staff.sign_in(client, nueva)
    for given in (sealed, "inventado", ""):
        assert send(client, PHONE, sealed=given, code=pyotp.TOTP(secret).now()).status_code == 422
    session.refresh(nueva)
    assert nueva.second_factor_since is None


def test_another_telephone_needs_the_password(client: FlaskClient, session: Session, nelida: Account) -> None:
    staff.sign_in(client, nelida)
    secret, sealed = shown(client.get(PHONE).text)
    code = pyotp.TOTP(secret).now()
    assert "Escriba su clave de ahora." in send(client, PHONE, sealed=sealed, code=code).text
    assert "no es su clave" in send(client, PHONE, sealed=sealed, code=code, password_now="no").text
    answer = send(client, PHONE, sealed=sealed, code=code, password_now=staff.PASSWORD)
    assert answer.status_code == 200
    session.refresh(nelida)
    assert nelida.second_factor == secret


def test_recovery_codes_are_made_anew(client: FlaskClient, session: Session, nelida: Account) -> None:
    before = second_factor.make_recovery_codes(session, nelida)
    staff.sign_in(client, nelida)
    assert send(client, f"{PAGE}/codigos", password_now="no").status_code == 422
    answer = send(client, f"{PAGE}/codigos", password_now=staff.PASSWORD)
    assert answer.text.count("<li><code>") == second_factor.RECOVERY_CODES
    assert not second_factor.use_recovery_code(session, nelida, before[0])


def test_the_demo_s_accounts_are_everybody_s(client: FlaskClient, session: Session) -> None:
    demo = staff.make_account(session, "demo", Role.NATIONAL, proven=False, demo=True)
    staff.sign_in(client, demo)
    assert "la comparten todos" in client.get(PAGE).text
    assert send(client, f"{PAGE}/clave", password_now="x", password=NEW).status_code == 403
    assert client.get(PHONE).status_code == 403
    assert send(client, PHONE, code="1").status_code == 403
