"""A form sent when the session was over: after signing in it is still there, and one button sends it."""

import random
import re
import zlib
from base64 import b64decode
from contextlib import suppress
from datetime import timedelta
from html import unescape

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access import held, passwords
from admin.access.models import Account, AccountSession
from admin.access.permissions import Role
from core.clock import now
from tests.support import staff

pytestmark = pytest.mark.usefixtures("nobody_tried")

OURS = {"Origin": "http://127.0.0.1:8000"}
TYPED = {
    "nombre": 'Rosa "Ñ" <b>',
    "nota": "una\r\ndos",
    "rubro": "queso",
    "csrf_token": "viejo",
    "password_now": "mi clave",
}
ADDRESS = "/gestion/cuenta/clave?de=aqui"


@pytest.fixture
def lapsed(client: FlaskClient, session: Session, nelida: Account) -> None:
    """Nélida's session is over in this browser."""
    staff.sign_in(client, nelida)
    session.execute(update(AccountSession).values(ended_at=now()))


def carried(answer: TestResponse) -> str:
    found = re.search(r'name="held" value="([^"]+)"', answer.text)
    return unescape(found[1]) if found else ""


def unpacked(text: str) -> str:
    """What anybody can read of what a page carries: its parts out of base64, unpacked where they are packed."""
    read = ""
    for part in text.split("."):
        raw = b64decode(part + "=" * (-len(part) % 4), altchars=b"-_")
        with suppress(zlib.error):
            raw = zlib.decompress(raw)
        read += raw.decode(errors="replace")
    return read


def hidden(answer: TestResponse) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text)
    return {unescape(name): unescape(value) for name, value in pairs}


def sign_in(client: FlaskClient, carrying: str, **more: str) -> TestResponse:
    data = {"csrf_token": staff.csrf(client), "email": "nelida@juntos.test", "password": staff.PASSWORD}
    second = client.post("/ingresar", data=data | {"held": carrying} | more)
    code = pyotp.TOTP(staff.SECRET).at(int(now().timestamp()))
    return client.post(
        "/ingresar/codigo", data={"csrf_token": staff.csrf(client), "code": code, "held": carried(second)}
    )


@pytest.mark.usefixtures("lapsed")
def test_a_form_is_carried_through_both_steps(client: FlaskClient) -> None:
    asked = client.post(ADDRESS, data=TYPED, headers=OURS)
    assert asked.status_code == 401
    assert asked.headers["Cache-Control"] == "no-store, no-transform"
    assert "lo que escribió sigue aquí" in asked.text
    answer = sign_in(client, carried(asked))
    assert "Su formulario sigue aquí" in answer.text
    assert f'action="{ADDRESS}"' in answer.text
    fields = hidden(answer)
    assert fields.pop("csrf_token") != "viejo"
    assert fields == {name: TYPED[name] for name in ("nombre", "nota", "rubro")}


@pytest.mark.usefixtures("lapsed")
def test_who_sits_down_next_reads_none_of_it(client: FlaskClient) -> None:
    asked = client.post(ADDRESS, data={"dni": "00012345", "nombre": "Propísima"}, headers=OURS)
    assert carried(asked)
    read = asked.text + unpacked(carried(asked))
    assert "00012345" not in read
    assert "Propísima" not in read


@pytest.mark.usefixtures("lapsed")
def test_its_token_is_one_of_the_new_session(client: FlaskClient, nelida: Account) -> None:
    asked = client.post("/gestion/cuenta/sesiones/cerrar-las-demas", data={"a": "1"}, headers=OURS)
    other = staff.session_token(client.application, nelida)
    answer = sign_in(client, carried(asked))
    sent = client.post("/gestion/cuenta/sesiones/cerrar-las-demas", data=hidden(answer))
    assert sent.status_code == 303
    assert "Las demás sesiones están cerradas." in client.get("/gestion/cuenta").text
    assert other


@pytest.mark.usefixtures("lapsed")
def test_files_must_be_chosen_again(client: FlaskClient) -> None:
    from io import BytesIO

    asked = client.post(ADDRESS, data={"nombre": "Rosa", "plan": (BytesIO(b"pdf"), "plan.pdf")}, headers=OURS)
    answer = sign_in(client, carried(asked))
    assert "elíjalos otra vez" in answer.text
    assert "plan" not in hidden(answer)


@pytest.mark.usefixtures("lapsed")
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://malo.test"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_form_of_another_site_is_not_carried(client: FlaskClient, headers: dict[str, str]) -> None:
    asked = client.post(ADDRESS, data=TYPED, headers=headers)
    assert asked.status_code == 401
    assert not carried(asked)
    assert "Ingrese otra vez." in asked.text


@pytest.mark.usefixtures("lapsed")
def test_the_largest_that_is_carried_passes_the_door(client: FlaskClient) -> None:
    # Of all letters in disorder, so that packing it saves little.
    letters = [chr(code) for code in range(0x80, 0x250) if chr(code).isalpha()]
    long = "".join(random.Random(1).choices(letters, k=held.LARGEST // 2 - 4))
    asked = client.post(ADDRESS, data={"nota": long}, headers=OURS)
    assert len(carried(asked)) > held.LARGEST // 2
    assert "Su formulario sigue aquí" in sign_in(client, carried(asked)).text


def test_a_form_that_nobody_signed_is_not_carried(client: FlaskClient, nelida: Account) -> None:
    answer = sign_in(client, '["/gestion/cuenta/clave",[["a","1"]],false]')
    assert answer.status_code == 303


@pytest.mark.usefixtures("lapsed")
def test_one_too_large_to_be_carried(client: FlaskClient) -> None:
    asked = client.post(ADDRESS, data={"nota": "x" * (held.LARGEST + 1)}, headers=OURS)
    assert asked.status_code == 401
    assert not carried(asked)


@pytest.mark.usefixtures("lapsed")
def test_nobody_else_is_handed_it(client: FlaskClient, session: Session) -> None:
    kept = passwords.hash_of(staff.PASSWORD)
    other = staff.make_account(session, "otra", Role.PRODUCER, proven=False, password=kept)
    asked = client.post(ADDRESS, data=TYPED, headers=OURS)
    typed = {"csrf_token": staff.csrf(client), "email": other.email, "password": staff.PASSWORD}
    answer = client.post("/ingresar", data=typed | {"held": carried(asked)})
    assert answer.status_code == 303
    page = client.get("/gestion/cuenta").text
    assert "lo escribió otra persona" in page
    assert "queso" not in page


@pytest.mark.usefixtures("lapsed")
def test_it_is_kept_for_a_day_s_work(client: FlaskClient) -> None:
    asked = client.post(ADDRESS, data=TYPED, headers=OURS)
    with time_machine.travel(now() + held.GOOD_FOR + timedelta(minutes=1), tick=False):
        assert sign_in(client, carried(asked)).status_code == 303


def test_what_nobody_is_known_to_have_written_is_not_carried(client: FlaskClient) -> None:
    asked = client.post(ADDRESS, data=TYPED, headers=OURS)
    assert (asked.status_code, carried(asked)) == (401, "")


@pytest.mark.usefixtures("lapsed")
def test_a_wrong_password_does_not_lose_it(client: FlaskClient) -> None:
    asked = client.post(ADDRESS, data=TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    data = {
        "csrf_token": staff.csrf(client),
        "email": "nelida@juntos.test",
        "password": "otra",
        "held": carried(asked),
    }
    again = client.post("/ingresar", data=data)
    assert carried(again) == carried(asked)
