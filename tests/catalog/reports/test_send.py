"""Reporting a listing: what is kept, and what is refused with everything typed kept."""

import re
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product, ProductSlug
from catalog.reports.models import REASONS, ListingReport
from core.audit import AuditEntry

Send = Callable[..., TestResponse]
Inbox = Callable[[], list[ListingReport]]
Hidden = Callable[..., dict[str, str]]
HOSTILE = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("reason", REASONS)
def test_a_report_becomes_a_row_of_the_inbox(
    send: Send, reports: Inbox, session: Session, papa: Product, reason: str
) -> None:
    answer = send(reason=reason, message="No es su papa.\r\nEs de mi primo.", contact="951 234 567 (tarde)")
    (report,) = reports()
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/denunciar/gracias?n={report.public_id}"
    assert (report.product_id, report.enterprise_id, report.reason, report.state) == (
        *(papa.id, None),
        *(reason, "new"),
    )
    assert (report.message, report.contact) == ("No es su papa.\nEs de mi primo.", "951 234 567 (tarde)")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "listing_report.send")).one()
    assert (entry.actor, entry.subject_id) == ("visitante", report.public_id)
    assert entry.changes == {"reason": reason, "message": None, "contact": None}


def test_an_enterprise_is_reported_too(send: Send, reports: Inbox, ccotana: Enterprise) -> None:
    send("/denunciar?emprendimiento=papas-ccotana", reason="fraud")
    (report,) = reports()
    assert (report.product_id, report.enterprise_id, report.message) == (None, ccotana.id, "")


@pytest.mark.usefixtures("papa")
def test_the_form_says_which_listing_it_is(client: FlaskClient) -> None:
    page = client.get("/denunciar?producto=papa-nativa-huayro").text
    assert "<strong>Papa nativa huayro</strong>" in page
    assert "Papas Ccotana" in page
    assert page.count('type="radio"') == len(REASONS)
    assert "Ley 29733" in page


def test_a_listing_that_was_renamed_meanwhile_is_still_reported(
    send: Send, reports: Inbox, session: Session, papa: Product
) -> None:
    session.add(ProductSlug(slug="papa-de-antes", product_id=papa.id))
    send("/denunciar?producto=papa-de-antes")
    assert reports()[0].product_id == papa.id


@pytest.mark.usefixtures("papa")
def test_sent_twice_it_is_one_report(
    client: FlaskClient, hidden: Hidden, reports: Inbox, clock: time_machine.Traveller
) -> None:
    form = hidden() | {"reason": "price"}
    clock.shift(30)
    numbers = {client.post("/denunciar", data=form).headers["Location"] for _ in range(3)}
    assert len(numbers) == len(reports()) == 1


@pytest.mark.usefixtures("papa", "queso")
@pytest.mark.parametrize("other", [{"message": "Y algo más."}, {"producto": "queso-fresco"}])
def test_a_form_that_comes_back_with_something_else_is_another_report(
    client: FlaskClient,
    hidden: Hidden,
    reports: Inbox,
    clock: time_machine.Traveller,
    other: dict[str, str],
) -> None:
    form = hidden() | {"reason": "price"}
    clock.shift(30)
    first = client.post("/denunciar", data=form).headers["Location"]
    second = client.post("/denunciar", data=form | other).headers["Location"]
    assert first != second
    assert len(reports()) == 2


@pytest.mark.usefixtures("papa")
def test_two_tabs_are_two_reports(
    client: FlaskClient, hidden: Hidden, reports: Inbox, clock: time_machine.Traveller
) -> None:
    forms = [hidden() | {"reason": "price"}, hidden() | {"reason": "photo"}]
    clock.shift(30)
    for form in forms:
        assert client.post("/denunciar", data=form).status_code == 303
    assert [report.reason for report in reports()] == ["price", "photo"]


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, "Elija qué pasa con esta ficha."),
        ({"reason": "cualquiera"}, "Elija uno de los motivos de la lista."),
        ({"reason": "other", "message": ""}, "Cuéntenos qué pasa."),
        ({"reason": "other", "message": " \u200b\n "}, "Cuéntenos qué pasa."),
        ({"message": "a" * 1001}, "El texto tiene 1,001 letras y caben 1,000. Acórtelo."),
        ({"contact": "por ahí"}, "Escriba un celular o un correo"),
        ({"contact": "9" * 121}, "Es muy largo. Deje solo su celular o su correo."),
        ({"website": "http://x"}, "Parece que lo llenó un programa."),
        ({"stamp": "inventado"}, "El formulario llegó incompleto."),
        ({"csrf_token": ""}, "Su navegador no guardó la cookie"),
        ({"csrf_token": "inventado"}, "Su navegador no guardó la cookie"),
    ],
)
def test_a_refused_form_says_why_and_changes_nothing(
    send: Send, reports: Inbox, typed: dict[str, str], said: str
) -> None:
    answer = send(**{"message": "Lo que escribí", "contact": "ana@correo.pe"} | typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Todavía no se envió" in answer.text
    assert "autofocus" in answer.text
    assert reports() == []


@pytest.mark.usefixtures("papa")
def test_everything_typed_is_kept(send: Send) -> None:
    page = send(reason="photo", message="  Dos líneas\r\nde texto ", contact="nada").text
    assert re.search(r'value="photo"[^>]* checked', page)
    assert ">\n  Dos líneas\r\nde texto </textarea>" in page
    assert 'name="contact" type="text" maxlength="120" value="nada"' in page
    assert 'href="#contact"' in page
    assert 'aria-describedby="contact-hint contact-error" aria-invalid="true"' in page


@pytest.mark.usefixtures("papa")
def test_a_refused_form_can_be_sent_again(
    client: FlaskClient, hidden: Hidden, reports: Inbox, clock: time_machine.Traveller
) -> None:
    form = hidden() | {"reason": ""}
    clock.shift(30)
    page = client.post("/denunciar", data=form).text
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    assert again["stamp"] == form["stamp"]
    assert client.post("/denunciar", data=again | {"reason": "photo"}).status_code == 303
    assert len(reports()) == 1


@pytest.mark.usefixtures("papa")
def test_what_comes_too_fast_waits(
    client: FlaskClient, hidden: Hidden, reports: Inbox, clock: time_machine.Traveller
) -> None:
    form = hidden() | {"reason": "photo"}
    clock.shift(1)
    answer = client.post("/denunciar", data=form)
    assert (answer.status_code, reports()) == (422, [])
    assert "Llegó demasiado rápido" in answer.text


@pytest.mark.usefixtures("papa")
def test_a_form_left_open_for_a_week_is_sent_all_the_same(
    client: FlaskClient, hidden: Hidden, clock: time_machine.Traveller
) -> None:
    form = hidden() | {"reason": "photo"}
    clock.shift(7 * 86_400)
    assert client.post("/denunciar", data=form).status_code == 303


@pytest.mark.usefixtures("papa")
def test_another_session_s_token_is_refused(app: Flask, send: Send, hidden: Hidden, reports: Inbox) -> None:
    thief = app.test_client()
    thief.get("/denunciar?producto=papa-nativa-huayro")
    assert thief.post("/denunciar", data=hidden() | {"reason": "photo"}).status_code == 422
    assert reports() == []


@pytest.mark.usefixtures("papa")
def test_what_a_visitor_types_never_runs(send: Send) -> None:
    for typed in ({"reason": HOSTILE, "message": HOSTILE, "contact": HOSTILE}, {"stamp": HOSTILE}):
        page = send(**typed).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.usefixtures("papa")
def test_control_and_turning_characters_are_not_kept(send: Send, reports: Inbox) -> None:
    send(message="uno\x00\x1b[31m\u202edos", contact="ana@correo.pe\r\nBcc: todos@correo.pe")
    assert (reports()[0].message, reports()[0].contact) == (
        "uno[31mdos",
        "ana@correo.pe Bcc: todos@correo.pe",
    )


@pytest.mark.usefixtures("papa")
def test_a_body_past_64_kb_is_refused(send: Send, reports: Inbox) -> None:
    assert send(message="a" * 70_000).status_code == 413
    assert reports() == []


@pytest.mark.parametrize(
    "query",
    [
        *("", "?producto=", "?producto=nunca-fue", "?producto=%00", "?producto=manjar-blanco"),
        *("?producto=chuno-blanco", "?emprendimiento=nadie", "?emprendimiento=quesos-dona-ros"),
        "?producto=papa-nativa-huayro&emprendimiento=papas-ccotana",
    ],
)
@pytest.mark.usefixtures("papa", "manjar", "archivada")
def test_what_is_not_published_answers_as_what_never_was(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/denunciar{query}")
    assert answer.status_code in (404, 400)
    assert "Set-Cookie" not in answer.headers
    if "%00" not in query:
        assert answer.text == client.get("/denunciar?producto=otra-cosa").text


def test_what_was_withdrawn_while_it_was_read_is_not_reported(
    client: FlaskClient,
    hidden: Hidden,
    session: Session,
    papa: Product,
    reports: Inbox,
    clock: time_machine.Traveller,
) -> None:
    form = hidden() | {"reason": "photo"}
    papa.status = "unpublished"
    clock.shift(30)
    assert client.post("/denunciar", data=form).status_code == 404
    assert client.post("/denunciar", data=form | {"producto": "a\x00b"}).status_code == 404
    assert reports() == []


@pytest.mark.parametrize("body", [b"\xff\xfe=\xff", b"", b"{}"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "application/json", "multipart/form-data"]
)
@pytest.mark.usefixtures("papa")
def test_a_body_that_is_no_form_is_refused_in_words(client: FlaskClient, body: bytes, kind: str) -> None:
    answer = client.post("/denunciar", data=body, content_type=kind)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
