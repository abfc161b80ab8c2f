"""A request about one's own data, from the inbox to its answer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Household, Member
from admin.privacy import queries
from admin.privacy.models import PrivacyCase
from catalog.privacy.models import PrivacyRequest
from core.audit import AuditEntry
from core.clock import today
from core.outbox.models import OutboxMessage
from tests.support.asking import make_request
from tests.support.registry import DNI
from tests.support.staff import sign_in

Act = Callable[..., TestResponse]
Counted = Callable[[], AbstractContextManager[list[str]]]
GRANTED = {"end": "granted", "through": "mail", "words": "Le enviamos sus datos en el archivo."}


def acts(session: Session) -> list[str]:
    query = select(AuditEntry.action).where(AuditEntry.action.startswith("privacy.")).order_by(AuditEntry.id)
    return list(session.scalars(query))


def test_the_inbox_shows_the_most_urgent_first_and_what_is_late(
    client: FlaskClient,
    session: Session,
    uas: Account,
    cusco_head: Account,
    count_queries: Counted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_request(session, "uno", full_name="Rosa Tardía")
    late = make_request(session, "dos", full_name="Elena Vencida", kind="rectification")
    late.due_on = today() - timedelta(days=3)
    sign_in(client, uas)
    with count_queries() as few:
        page = client.get("/gestion/derechos").text
    assert page.index("Elena Vencida") < page.index("Rosa Tardía")
    assert page.count("Vencido") == 1
    for number in range(4):
        make_request(session, f"más {number}", full_name=f"Persona {number}")
    session.commit()
    with count_queries() as many:
        client.get("/gestion/derechos")
    assert len(few) == len(many)
    monkeypatch.setattr(queries, "PAGE", 4)
    first = queries.inbox(session, answered=False)
    second = queries.inbox(session, answered=False, after=first.after)
    assert len({row.asked.id for row in (*first.rows, *second.rows)}) == first.total == 6
    sign_in(client, cusco_head)
    assert client.get("/gestion/derechos").status_code == 403


def test_from_the_request_to_the_answer(
    client: FlaskClient, session: Session, act: Act, asked: PrivacyRequest, member: Member
) -> None:
    address = f"/gestion/derechos/{asked.public_id}"
    assert "el mismo documento" in client.get(address).text
    assert client.get(f"{address}/datos").status_code == 404
    assert act("responder", **GRANTED).status_code == 422
    assert act("identidad", how="shown", member=member.public_id).status_code == 303
    assert act("responder", **GRANTED).status_code == 303
    case = session.scalars(select(PrivacyCase)).one()
    assert (case.state, case.answered_by, case.answered_through) == ("granted", "Uas", "mail")
    letter = session.scalars(select(OutboxMessage).where(OutboxMessage.purpose == "privacy answer")).one()
    assert (letter.recipient, "Le enviamos sus datos" in (letter.text or "")) == ("juana@correo.test", True)
    assert acts(session) == ["privacy.request", "privacy.view", "privacy.identity", "privacy.grant"]
    again = act("responder", **GRANTED, version=str(case.version))
    assert again.status_code == 422
    assert "ya se respondió" in again.text
    assert "Juana Quispe" not in client.get("/gestion/derechos").text
    assert "Juana Quispe" in client.get("/gestion/derechos?estado=respondidos").text


def test_the_document_is_covered_until_somebody_says_what_for(
    client: FlaskClient, session: Session, act: Act, asked: PrivacyRequest
) -> None:
    address = f"/gestion/derechos/{asked.public_id}"
    page = client.get(address).text
    assert (DNI in page, f"••••{DNI[-4:]}" in page, f'href="{address}/documento"' in page) == (
        False,
        True,
        True,
    )
    assert act("documento", why=f"Es la de {DNI}").status_code == 422
    shown = act("documento", why="Compararlo con el que mostró")
    assert (shown.status_code, DNI in shown.text) == (200, True)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "privacy.reveal_document")).one()
    assert (entry.subject_id, entry.reason) == (asked.public_id, "Compararlo con el que mostró")
    asked.document = asked.document_digest = None
    session.commit()
    assert client.get(f"{address}/documento").status_code == 404


def test_a_correction_leads_to_her_household(
    client: FlaskClient,
    session: Session,
    act: Act,
    asked: PrivacyRequest,
    member: Member,
    household: Household,
) -> None:
    asked.kind = "rectification"
    address, home = f"/gestion/derechos/{asked.public_id}", f'href="/gestion/hogares/{household.public_id}"'
    assert home not in client.get(address).text
    act("identidad", how="shown", member=member.public_id)
    assert home in client.get(address).text


def test_the_term_is_extended_once_with_the_reason_told(
    session: Session, act: Act, asked: PrivacyRequest
) -> None:
    assert act("ampliar", why="corto").status_code == 422
    assert act("ampliar", why="Faltan papeles de Cusco.").status_code == 303
    case = session.scalars(select(PrivacyCase)).one()
    assert case.due_on > asked.due_on + timedelta(days=26)
    letter = session.scalars(select(OutboxMessage).where(OutboxMessage.purpose == "privacy extension")).one()
    assert "Faltan papeles de Cusco." in (letter.text or "")
    twice = act("ampliar", why="Todavía faltan papeles.")
    assert (twice.status_code, "Todavía faltan papeles." in twice.text) == (422, False)
    assert "una vez" in twice.text


def test_a_stale_form_changes_nothing_and_keeps_what_was_typed(session: Session, act: Act) -> None:
    act("identidad", how="video")
    stale = act("responder", version="0", end="refused", through="phone", words="No tenemos datos suyos.")
    assert stale.status_code == 409
    assert "No tenemos datos suyos." in stale.text
    assert "Mostró su DNI por videollamada" in stale.text
    assert session.scalars(select(PrivacyCase.state)).one() == "open"
    assert (
        act("responder", end="refused", through="phone", words="No tenemos datos suyos.").status_code == 303
    )


def test_without_an_address_no_answer_is_said_to_be_mailed(
    session: Session, act: Act, asked: PrivacyRequest
) -> None:
    asked.contact = "951 234 567"
    act("identidad", how="shown")
    refused = act("responder", **GRANTED)
    assert (refused.status_code, "No dejó correo" in refused.text) == (422, True)
