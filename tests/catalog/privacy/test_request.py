"""Asking about one's own data: once, sealed, with a number and the last day; a receipt that echoes nothing."""

import re
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from catalog.privacy.models import PrivacyRequest
from core import throttling
from core.audit import AuditEntry
from core.crypto import vault
from core.db import db
from core.outbox.models import OutboxMessage
from core.scoping import ScopeError

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
FORM = "/privacidad/solicitud"
ASKED = {
    "kind": "rectification",
    "full_name": "Juana Quispe",
    "document": "00.012.345",
    "contact": "juana@correo.test (de noche)",
    "message": "Mi apellido está mal: es Quispe Huamán.",
}
Ask = Callable[..., TestResponse]


@pytest.fixture
def hidden(app: Flask, client: FlaskClient, clock: time_machine.Traveller) -> dict[str, str]:
    """The form, read for half a minute."""
    app.extensions[throttling.KEY].forget()
    fields = dict(HIDDEN.findall(client.get(FORM).text))
    clock.shift(30)
    return fields


@pytest.fixture
def ask(client: FlaskClient, hidden: dict[str, str]) -> Ask:
    """`ask(kind="access")` sends the form."""
    return lambda **typed: client.post(FORM, data=hidden | ASKED | typed)


def test_a_request_is_kept_sealed_with_the_last_day_of_its_term(session: Session, ask: Ask) -> None:
    answer = ask()
    kept = session.scalars(select(PrivacyRequest)).one()
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{FORM}/recibida?n={kept.public_id}"
    assert (kept.kind, kept.full_name, kept.document) == ("rectification", "Juana Quispe", "00012345")
    # Ten working days after Tuesday 10 November.
    assert kept.due_on.isoformat() == "2026-11-24"
    raw = str(session.execute(text("SELECT * FROM privacy_request")).all())
    assert not [word for word in ("00012345", "juana@correo", "apellido está") if word in raw]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "privacy.request")).one()
    assert entry.changes == {"kind": "rectification", "document": None, "message": None}
    assert kept.document_digest == vault().digest("dni", "00012345")


def test_the_receipt_tells_the_number_and_the_day_and_no_word_of_hers(
    client: FlaskClient, session: Session, ask: Ask
) -> None:
    where = ask(kind="access", message="").headers["Location"]
    page = client.get(where)
    assert "9 de diciembre de 2026" not in page.text  # a holiday
    assert "10 de diciembre de 2026" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "Juana" not in page.text
    mail = session.scalars(select(OutboxMessage)).one()
    assert (mail.recipient, mail.purpose) == ("juana@correo.test", "privacy receipt")
    assert "10 de diciembre de 2026" in (mail.text or "")
    assert "Juana" not in f"{mail.text}{mail.html}{mail.subject}"
    assert "10 de diciembre" not in client.get(f"{FORM}/recibida?n=otro").text


def test_sent_twice_it_is_one_request_and_another_by_other_words(session: Session, ask: Ask) -> None:
    assert ask().headers["Location"] == ask().headers["Location"]
    ask(message="Y también mi nombre.", contact="951 234 567")
    session.expire_all()
    assert len(session.scalars(select(PrivacyRequest)).all()) == 2
    assert len(session.scalars(select(OutboxMessage)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "otra"}, "Elija una opción de la lista."),
        ({"full_name": ""}, "Escriba su nombre y apellidos."),
        ({"contact": ""}, "por ahí le responderemos"),
        ({"contact": "en la feria"}, "Escriba un celular o un correo"),
        ({"document": "123"}, "El DNI tiene 8 números"),
        ({"message": ""}, "Cuéntenos de qué dato se trata"),
        ({"website": "x"}, "Parece que lo llenó un programa"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    session: Session, ask: Ask, typed: dict[str, str], said: str
) -> None:
    answer = ask(**typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert any(ASKED[name] in answer.text for name in ("full_name", "contact") if name not in typed)
    assert "no-store" in answer.headers["Cache-Control"]
    assert session.scalars(select(PrivacyRequest)).all() == []


def test_too_many_requests_wait(client: FlaskClient, hidden: dict[str, str], ask: Ask) -> None:
    for number in range(5):
        assert ask(message=f"Número {number}").status_code == 303
    late = ask(message="Una más")
    assert late.status_code == 429
    assert int(late.headers["Retry-After"]) > 0
    assert "Una más" in late.text


def test_no_visitor_s_session_reads_requests(app: Flask, ask: Ask) -> None:
    ask()
    with app.test_request_context("/"):
        theirs = db.session()
        with pytest.raises(ScopeError):
            theirs.scalars(select(PrivacyRequest))


def test_privacy_is_at_the_foot_of_every_page(client: FlaskClient) -> None:
    page = client.get("/privacidad").text
    assert page.count(f'href="{FORM}"') == 3
    assert "20 días hábiles" in page
