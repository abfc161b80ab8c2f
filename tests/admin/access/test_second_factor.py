"""The second step: a code of the telephone, once; or a recovery code, once."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access import passwords, second_factor
from admin.access.models import Account
from admin.access.permissions import Role
from core.clock import now
from tests.support import staff

pytestmark = pytest.mark.usefixtures("nobody_tried")

WRONG = "Ese código no es correcto o ya se usó."


def type_password(client: FlaskClient, **more: str) -> TestResponse:
    data = {"csrf_token": staff.csrf(client), "email": "nelida@juntos.test", "password": staff.PASSWORD}
    return client.post("/ingresar", data=data | more)


def type_code(client: FlaskClient, code: str, **more: str) -> TestResponse:
    return client.post("/ingresar/codigo", data={"csrf_token": staff.csrf(client), "code": code} | more)


def code_now(steps: int = 0) -> str:
    return pyotp.TOTP(staff.SECRET).at(int(now().timestamp()) + steps * second_factor.STEP_SECONDS)


def test_the_password_alone_opens_nothing(client: FlaskClient, nelida: Account) -> None:
    assert type_password(client).location == "/ingresar/codigo"
    assert client.get("/gestion/cuenta").status_code == 303
    assert "El código de su celular" in client.get("/ingresar/codigo").text


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_right(client: FlaskClient, nelida: Account, steps: int) -> None:
    type_password(client)
    code = code_now(steps)
    answer = type_code(client, f"{code[:3]} {code[3:]}")
    assert answer.status_code == 303
    assert client.get("/gestion/cuenta").status_code == 200


@pytest.mark.parametrize("steps", [-3, 3])
def test_of_another_time(client: FlaskClient, nelida: Account, steps: int) -> None:
    type_password(client)
    answer = type_code(client, code_now(steps))
    assert answer.status_code == 422
    assert WRONG in answer.text


@pytest.mark.parametrize("typed", ["", "abc", "12345", "ñ" * 6, "²²²²²²", "x" * 400])
def test_no_code(client: FlaskClient, nelida: Account, typed: str) -> None:
    type_password(client)
    assert type_code(client, typed).status_code == 422


def test_no_code_is_good_twice(client: FlaskClient, nelida: Account) -> None:
    with time_machine.travel(now(), tick=False):
        code = code_now()
        type_password(client)
        assert type_code(client, code).status_code == 303
        type_password(client)
        assert WRONG in type_code(client, code).text
        # Nor an older one after a newer.
        assert WRONG in type_code(client, code_now(-1)).text


def test_without_the_password_there_is_no_second_step(client: FlaskClient, nelida: Account) -> None:
    assert client.get("/ingresar/codigo").location == "/ingresar"
    answer = type_code(client, code_now())
    assert answer.status_code == 422
    assert "Escriba su correo y su clave otra vez." in answer.text


def test_the_password_is_good_for_ten_minutes(client: FlaskClient, nelida: Account) -> None:
    type_password(client)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        assert type_code(client, code_now()).status_code == 422


def test_a_password_changed_meanwhile_is_no_proof(
    client: FlaskClient, session: Session, nelida: Account
) -> None:
    type_password(client)
    nelida.password = passwords.hash_of("otra clave muy larga")
    assert type_code(client, code_now()).status_code == 422


def test_codes_are_tried_five_times(client: FlaskClient, nelida: Account) -> None:
    type_password(client)
    for _ in range(5):
        assert type_code(client, "000000").status_code == 422
    answer = type_code(client, code_now())
    assert answer.status_code == 429
    assert "Demasiados intentos. Espere 15 minutos y vuelva a probar." in answer.text


def test_a_recovery_code_is_good_once(client: FlaskClient, session: Session, nelida: Account) -> None:
    first, second, *_rest = second_factor.make_recovery_codes(session, nelida)
    type_password(client)
    assert type_code(client, first.upper().replace("-", " ")).status_code == 303
    page = client.get("/gestion/cuenta").text
    assert "Usó un código de recuperación. Le quedan 9" in page
    type_password(client)
    assert WRONG in type_code(client, first).text
    assert type_code(client, second).status_code == 303


def test_one_goes_on_after_both_steps(client: FlaskClient, nelida: Account) -> None:
    assert (
        type_password(client, next="/gestion/cuenta?a=1").location
        == "/ingresar/codigo?next=/gestion/cuenta?a%3D1"
    )
    assert type_code(client, code_now(), next="/gestion/cuenta?a=1").location == "/gestion/cuenta?a=1"
    type_password(client)
    away = type_code(client, code_now(1), next="//malo.test/")
    assert away.location == "/gestion"


def test_staff_without_one_must_set_it_up_first(client: FlaskClient, session: Session) -> None:
    staff.make_account(
        session, "nueva", Role.READER, proven=False, password=passwords.hash_of(staff.PASSWORD)
    )
    answer = type_password(client, email="nueva@juntos.test")
    assert answer.location == "/gestion/cuenta/segundo-factor"
    assert client.get("/gestion/cuenta").location == "/gestion/cuenta/segundo-factor"
    assert client.get("/gestion/cuenta/segundo-factor").status_code == 200


def test_demo_accounts_have_none(client: FlaskClient, session: Session) -> None:
    kept = passwords.hash_of(staff.PASSWORD)
    staff.make_account(session, "demo", Role.READER, proven=False, password=kept, demo=True)
    type_password(client, email="demo@juntos.test")
    assert client.get("/gestion/cuenta").status_code == 200
