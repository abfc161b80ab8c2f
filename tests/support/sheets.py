"""Sheets of the registry as staff take, edit and send them."""

import io
from typing import Any

import openpyxl
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Household
from admin.imports import drafts
from admin.imports.models import RegistryImport, RegistryImportChange
from admin.territories.models import TerritorialUnit
from core.clock import now
from core.scoping import everything
from tests.support.staff import csrf

Row = dict[str, str]


def rows_of(answer: TestResponse) -> list[Row]:
    """The rows of a sheet that was answered, by title."""
    assert answer.status_code == 200, answer.text[:2000]
    titles, *rows = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].values
    return [{str(t): str(cell or "") for t, cell in zip(titles, row, strict=False)} for row in rows]


def packed(rows: list[dict[str, Any]]) -> bytes:
    """A sheet of these rows."""
    book = openpyxl.Workbook()
    titles = list(dict.fromkeys(title for row in rows for title in row))
    book.active.append(titles)
    for row in rows:
        book.active.append([row.get(title) for title in titles])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def take(client: FlaskClient, what: str = "hogares", **fields: Any) -> TestResponse:
    """Take a list out."""
    return client.post(f"/gestion/exportaciones/{what}", data={"csrf_token": csrf(client)} | fields)


def upload(client: FlaskClient, data: bytes, name: str = "hoja.xlsx", kind: str = "hogares") -> TestResponse:
    """Send a sheet, and follow to its review."""
    sent = {"csrf_token": csrf(client), "archivo": (io.BytesIO(data), name), "sheet": kind}
    return client.post("/gestion/importaciones", data=sent, follow_redirects=True)


def confirm(client: FlaskClient, review: TestResponse, **fields: str) -> TestResponse:
    """Confirm what a review shows."""
    seen = review.text.partition('name="seen" value="')[2].partition('"')[0]
    typed = {"csrf_token": csrf(client), "seen": seen} | fields
    return client.post(review.request.path, data=typed, follow_redirects=True)


def bring(client: FlaskClient, rows: list[dict[str, Any]], kind: str = "hogares") -> TestResponse:
    """Send and confirm a sheet; the page of the import."""
    review = upload(client, packed(rows), kind=kind)
    assert 'name="seen"' in review.text, review.text
    return confirm(client, review, different="yes")


def make_import(session: Session, unit: TerritorialUnit, household: Household) -> RegistryImport:
    """An import of an office that registered a household, as it is written down."""
    made = RegistryImport(
        kind="households", made_at=now(), made_by="Quien importa", unit_id=unit.id, file_name="hoja.xlsx",
        file_sha256="0" * 64, created=1, changed=0, unchanged=0,
    )  # fmt: skip
    with everything(session, "a test"):
        session.add(made)
        session.flush()
        change = RegistryImportChange(
            import_id=made.id, household_id=household.id, district_code=household.district_code,
            act="created", version_after=household.version,
        )  # fmt: skip
        session.add(change)
        session.flush()
    return made


def make_draft(account: Account) -> str:
    """A sheet that waits for this account to look at it; its token."""
    sheet = b"Distrito;Apellidos;Nombres\nCcorca;Tercera;Nueva\n"
    return drafts.keep(account.public_id, "households", "hoja.csv", sheet).token
