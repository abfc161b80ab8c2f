"""What the audit keeps for ever tells of no person, and who reaches no person reads no reason about one."""

import importlib
import pkgutil

import click
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

import admin
from admin.access.models import Account
from admin.audit.reasons import refuse_persons
from admin.households.models import Household, Member
from core import audit
from core.audit import SYSTEM, AuditEntry
from core.errors import InputError
from core.forms import ParsedField
from core.web_forms import TokenForm
from tests.support.registry import Send
from tests.support.staff import sign_in


@pytest.mark.parametrize(
    "text", ["40000001", "llamar al 951 000 111", "dni 40.00-00 01", "+51951000111", "a maria.q@correo.pe"]
)
def test_a_number_or_an_address_of_a_person_is_refused(session: Session, text: str) -> None:
    with pytest.raises(InputError):
        refuse_persons(text)


@pytest.mark.parametrize("text", ["Inscribirla en la SUNAT", "Desde el 24-06-2026", "Ley 27444, art. 252"])
def test_plain_words_are_kept(text: str) -> None:
    assert refuse_persons(text) == text


def test_every_field_that_asks_why_reads_a_reason(session: Session) -> None:
    for module in pkgutil.walk_packages(admin.__path__, "admin."):
        if module.name.endswith(("pages", "forms")):
            importlib.import_module(module.name)
    asking = [one for one in _all(TokenForm) if isinstance(getattr(one, "why", None), object) and _why(one)]
    assert len(asking) > 5
    for form in asking:
        field = _why(form)
        with pytest.raises(InputError):
            field("Lo pidió al 951 000 111")


def test_every_command_that_asks_why_reads_a_reason(app: Flask) -> None:
    asking = [one for one in _options(app.cli) if one.name in ("reason", "why")]
    assert len(asking) > 4
    context = click.Context(app.cli)
    for option in asking:
        with pytest.raises(InputError):
            option.process_value(context, "Lo pidió al 951 000 111")


def test_it_is_said_beside_the_field_and_nothing_is_lost(
    send: Send, client: FlaskClient, session: Session, member: Member, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    where = f"/gestion/integrantes/{member.public_id}/dni"
    assert "No escriba nombres ni números de personas." in client.get(where).text
    told = send(where, why="Es la de 40 00 00 01")
    assert told.status_code == 422
    assert 'id="why-error"' in told.text
    assert 'value="Es la de 40 00 00 01"' in told.text
    assert session.scalars(select(AuditEntry).where(AuditEntry.reason != "")).all() == []


def test_who_reaches_no_person_reads_no_reason_about_one(
    client: FlaskClient, session: Session, household: Household, uas: Account, uti: Account
) -> None:
    audit.record(session, "household.leave", household, by=SYSTEM, reason="se fue a Lima")
    audit.record(session, "account.suspended", uas, by=SYSTEM, reason="licencia")
    session.commit()
    sign_in(client, uas)
    assert "se fue a Lima" in client.get("/gestion/auditoria").text
    sign_in(client, uti)
    page = client.get("/gestion/auditoria").text
    assert "se fue a Lima" not in page
    assert "licencia" in page


def _options(command: click.Command) -> list[click.Parameter]:
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [*command.params, *(option for one in below for option in _options(one))]


def _all(form: type[TokenForm]) -> list[type[TokenForm]]:
    return [form, *(one for below in form.__subclasses__() for one in _all(below))]


def _why(form: type[TokenForm]) -> object:
    made = getattr(form, "why", None)
    return made.kwargs.get("parse") if made is not None and made.field_class is ParsedField else None
