"""Inviting somebody: one account, one link, shown once."""

import re
from collections.abc import Callable
from dataclasses import replace
from email.headerregistry import Address

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.links import find_link
from admin.access.models import AccessLink, Account
from core.audit import AuditEntry
from core.outbox.models import OutboxMessage
from core.outbox.server import MailServer
from tests.admin.accounts.conftest import Send
from tests.support.staff import make_unit

NEW = "/gestion/cuentas/nueva"
ANA = {"name": "Ana Quispe", "email": " Ana@Correo.pe ", "role": "reader", "unit": ""}
SHOWN = re.compile(r'id="enlace" value="[^"]*/clave/([^"]+)"')


def test_the_link_is_shown_once_and_is_good(
    send: Send, uti_client: FlaskClient, session: Session, account_of: Callable[[str], Account]
) -> None:
    answer = send(NEW, follow=True, **ANA)
    ana = account_of("ana@correo.pe")
    shown = SHOWN.search(answer.text)
    assert shown
    found = find_link(session, shown[1])
    assert found
    assert found.account_id == ana.id
    again = uti_client.get(f"/gestion/cuentas/{ana.public_id}").text
    assert not SHOWN.search(again)
    assert "todavía no eligió su clave" in again


def test_it_is_audited(send: Send, session: Session, account_of: Callable[[str], Account]) -> None:
    send(NEW, **ANA)
    ana = account_of("ana@correo.pe")
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == ana.public_id)).all()
    assert {entry.action for entry in entries} == {"account.invite", "account.link"}
    assert {entry.actor for entry in entries} == {"Uti"}


def test_sent_twice_it_is_one_account(send: Send, session: Session) -> None:
    send(NEW, **ANA)
    answer = send(NEW, **ANA | {"name": "Ana Otra"})
    assert answer.status_code == 422
    assert "Ya hay una cuenta con este correo: Ana Quispe." in answer.text
    assert 'id="email-error"' in answer.text
    assert 'value="Ana Otra"' in answer.text
    assert len(session.scalars(select(AccessLink)).all()) == 1


def test_a_gestor_has_a_unit(send: Send, session: Session, account_of: Callable[[str], Account]) -> None:
    cusco = make_unit(session, "Cusco")
    assert send(NEW, **ANA | {"role": "field_agent", "unit": cusco.public_id}).status_code == 303
    assert account_of("ana@correo.pe").unit_id == cusco.id


@pytest.mark.parametrize("unit", ["", "nadie", "1"])
def test_a_unit_of_nowhere_is_refused_as_none(send: Send, session: Session, unit: str) -> None:
    make_unit(session, "Cusco")
    answer = send(NEW, **ANA | {"role": "field_agent", "unit": unit})
    assert answer.status_code == 422
    assert "Elija la unidad en que trabaja." in answer.text


def test_who_works_in_no_territory_has_no_unit(
    send: Send, session: Session, account_of: Callable[[str], Account]
) -> None:
    cusco = make_unit(session, "Cusco")
    send(NEW, **ANA | {"unit": cusco.public_id})
    assert account_of("ana@correo.pe").unit_id is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": " "}, "Escriba el nombre de la persona."),
        ({"email": "ana"}, "Escriba un correo, como ana.quispe@correo.pe."),
        ({"email": "ana@correo.pe, otra@correo.pe"}, "Escriba un correo, como"),
        ({"email": "ana@correo.pe\nBcc: x@y.pe"}, "Escriba un correo, como"),
        ({"role": ""}, "Elija qué hará."),
        ({"role": "producer"}, "Elija un rol de la lista."),
        ({"role": "root"}, "Elija un rol de la lista."),
    ],
)
def test_what_is_wrong_is_said_and_everything_kept(
    send: Send, session: Session, uti: Account, typed: dict[str, str], words: str
) -> None:
    answer = send(NEW, **ANA | typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(Account)).all() == [uti]


def test_what_a_form_does_not_ask_for_counts_for_nothing(
    send: Send, account_of: Callable[[str], Account]
) -> None:
    extra = {
        "password": "x",
        "demo": "1",
        "second_factor": "x",
        "id": "1",
        "version": "9",
        "suspended_at": "2026-01-01",
    }
    send(NEW, **ANA | extra)
    ana = account_of("ana@correo.pe")
    assert (ana.password, ana.demo, ana.second_factor, ana.suspended_at) == ("", False, None, None)


def test_without_the_token_nobody_is_invited(uti_client: FlaskClient, session: Session, uti: Account) -> None:
    assert uti_client.post(NEW, data=ANA).status_code == 422
    assert session.scalars(select(Account)).all() == [uti]


def test_the_link_is_mailed_where_mail_is_configured(
    app: Flask, send: Send, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, sender = MailServer("127.0.0.1", 25, "none"), Address("Juntos", addr_spec="avisos@juntos.test")
    kept = replace(app.config["SETTINGS"], mail_server=server, mail_sender=sender)
    monkeypatch.setitem(app.config, "SETTINGS", kept)
    page = send(NEW, follow=True, **ANA).text
    shown = SHOWN.search(page)
    assert shown
    assert "También se lo enviamos por correo." in page
    message = session.scalars(select(OutboxMessage)).one()
    assert message.recipient == "ana@correo.pe"
    assert message.text
    assert f"/clave/{shown[1]}" in message.text


def test_it_is_mailed_to_nobody_where_mail_is_not(send: Send, session: Session) -> None:
    assert "el correo no está configurado" in send(NEW, follow=True, **ANA).text
    assert session.scalars(select(OutboxMessage)).all() == []
