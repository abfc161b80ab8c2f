"""Plans: kept by what they hold, opened by whoever reaches the enterprise, and by nobody else."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.enterprise_plans.files import plans, sweep
from admin.enterprises.models import BusinessPlan, EnterpriseRecord
from core.audit import AuditEntry
from core.document_files import LARGEST, kind_of
from core.errors import InputError
from tests.support.staff import csrf, sign_in

Send = Callable[..., TestResponse]
PDF = b"%PDF-1.7 un plan"


def office(part: str, *more: str) -> bytes:
    """A document of an office suite, as far as anybody looks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name in ("[Content_Types].xml", part, *more):
            parts.writestr(name, "<x/>")
    return made.getvalue()


def send_plan(
    client: FlaskClient, record: EnterpriseRecord, data: bytes, name: str, day: str = "24/6/2026"
) -> TestResponse:
    fields = {"csrf_token": csrf(client), "made_on": day, "file": (io.BytesIO(data), name)}
    return client.post(f"/gestion/emprendimientos/{record.public_id}/planes/nuevo", data=fields)


def test_a_file_is_what_it_holds_and_not_what_it_is_called() -> None:
    assert kind_of(PDF) == "pdf"
    assert kind_of(office("word/document.xml")) == "docx"
    assert kind_of(office("xl/workbook.xml")) == "xlsx"
    assert kind_of(b"\xff\xd8\xff\xe0") == "jpg"
    assert kind_of(b"\x89PNG\r\n\x1a\n") == "png"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vacío"), (b"MZ\x90", "Solo se guardan"), (b"<html>", "Solo se guardan"),
        (b"PK\x03\x04roto", "Solo se guardan"),
        (office("otra/cosa.xml"), "Solo se guardan"), (office("xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
        (b"%PDF-" + bytes(LARGEST), "supera 10 MB"),
    ],
    ids=["empty", "program", "page", "broken", "other", "macros", "large"],
)  # fmt: skip
def test_other_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        kind_of(data)


@pytest.mark.usefixtures("clock")
def test_a_plan_is_kept_once_and_opened_as_a_file_to_keep(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account, puno_head: Account
) -> None:
    sign_in(client, cusco_agent)
    assert 'value="10/11/2026"' in client.get(f"/gestion/emprendimientos/{panes.public_id}/planes/nuevo").text
    for _again in "ab":
        assert send_plan(client, panes, PDF, "..\\mi plan.exe").status_code == 303
    plan = session.scalars(select(BusinessPlan)).one()
    assert (plan.file_name, plan.made_on.isoformat()) == ("mi plan.pdf", "2026-06-24")
    there = f"/gestion/emprendimientos/{panes.public_id}/planes/{plan.public_id}"
    opened = client.get(there)
    assert (opened.data, opened.mimetype) == (PDF, "application/pdf")
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in opened.headers["Cache-Control"]
    plan.file_name = "plan de antes"
    session.commit()
    assert client.get(there).mimetype == "application/octet-stream"
    acts = [one.action for one in session.scalars(select(AuditEntry))]
    assert (acts.count("enterprise.plan_add"), acts.count("enterprise.plan_open")) == (1, 2)
    sign_in(client, puno_head)
    assert client.get(there).status_code == 404
    assert client.get(f"/media/{plan.file_token}").status_code == 404


@pytest.mark.usefixtures("clock")
def test_what_is_wrong_is_said_and_the_date_stays(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    for data, name, day, said in (
        (b"MZ", "plan.pdf", "24/6/2026", "Solo se guardan PDF"), (PDF, "", "24/6/2026", "Elija el archivo"),
        (PDF, "plan.pdf", "31/2/2026", "No es una fecha"), (PDF, "plan.pdf", "31/2/2026", "debe elegirlo otra vez"),
        (b"MZ", "plan.pdf", "31/2/2026", "No es una fecha"), (b"MZ", "plan.pdf", "31/2/2026", "Solo se guardan PDF"),
    ):  # fmt: skip
        answer = send_plan(client, panes, data, name, day)
        assert answer.status_code == 422, said
        assert said in answer.text
        assert f'value="{day}"' in answer.text
    assert session.scalars(select(BusinessPlan)).all() == []
    assert list(plans().names()) == []


def test_one_that_was_taken_off_opens_no_more_and_its_file_goes(
    send: Send,
    client: FlaskClient,
    session: Session,
    panes: EnterpriseRecord,
    cusco_agent: Account,
    clock: time_machine.Traveller,
) -> None:
    sign_in(client, cusco_agent)
    send_plan(client, panes, PDF, "plan.pdf")
    there = f"/gestion/emprendimientos/{panes.public_id}/planes"
    number = session.scalars(select(BusinessPlan.public_id)).one()
    assert send(f"{there}/{number}/quitar", why="Era de otra").status_code == 303
    assert client.get(f"{there}/{number}").status_code == 404
    page = client.get(f"/gestion/emprendimientos/{panes.public_id}").text
    assert "Quitó un plan de negocio: «Era de otra»" in page
    assert sweep(session) == 0
    clock.shift(timedelta(days=4000))
    assert sweep(session) == 1
    assert session.scalars(select(BusinessPlan)).one().removed_at is not None
