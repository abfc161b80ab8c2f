"""How many reports one address may send."""

from collections.abc import Callable

import pytest
import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from catalog.reports.models import ListingReport

Send = Callable[..., TestResponse]
Inbox = Callable[[], list[ListingReport]]
pytestmark = pytest.mark.usefixtures("papa")


def test_the_sixth_in_an_hour_waits_with_everything_kept(send: Send, reports: Inbox) -> None:
    for _ in range(5):
        assert send().status_code == 303
    answer = send(message="La sexta")
    assert answer.status_code == 429
    assert "Demasiados intentos. Espere 58 minutos y vuelva a probar." in answer.text
    assert "La sexta</textarea>" in answer.text
    assert int(answer.headers["Retry-After"]) == 58 * 60 - 30
    assert answer.headers["Cache-Control"] == "no-store, no-transform"
    assert len(reports()) == 5


def test_after_the_wait_it_passes(send: Send, clock: time_machine.Traveller, reports: Inbox) -> None:
    for _ in range(6):
        send()
    clock.shift(3600)
    assert send().status_code == 303
    assert len(reports()) == 6


def test_twenty_a_day(send: Send, clock: time_machine.Traveller) -> None:
    for _ in range(20):
        assert send().status_code == 303
        clock.shift(1800)
    answer = send()
    assert answer.status_code == 429
    assert "Espere 14 horas y vuelva a probar." in answer.text


def test_refused_and_repeated_forms_use_up_nothing(
    send: Send, client: FlaskClient, hidden: Callable[..., dict[str, str]], clock: time_machine.Traveller
) -> None:
    for _ in range(8):
        assert send(reason="").status_code == 422
    form = hidden() | {"reason": "photo"}
    clock.shift(30)
    for _ in range(8):
        assert client.post("/denunciar", data=form).status_code == 303
    assert send().status_code == 303


def test_the_last_one_allowed_can_be_repeated(
    send: Send, client: FlaskClient, hidden: Callable[..., dict[str, str]], clock: time_machine.Traveller
) -> None:
    for _ in range(4):
        send()
    form = hidden() | {"reason": "photo"}
    clock.shift(30)
    first = client.post("/denunciar", data=form)
    assert send().status_code == 429
    assert client.post("/denunciar", data=form).headers["Location"] == first.headers["Location"]


def test_endless_attempts_are_not_even_read(client: FlaskClient) -> None:
    answers = [client.post("/denunciar", data={}).status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"])
def test_an_address_is_not_taken_from_who_asks(client: FlaskClient, header: str) -> None:
    answers = [
        client.post("/denunciar", data={}, headers={header: f"203.0.113.{n}"}).status_code for n in range(61)
    ]
    assert answers[-1] == 429
