"""Whatever stands in the registry or in a sheet leaves as text: no cell of what is taken out is a formula."""

import io
import re
from collections.abc import Iterator

import openpyxl
import pytest
from flask.testing import FlaskClient
from openpyxl.cell import Cell
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.enterprises.spreadsheet import TEMPLATE as ENTERPRISES
from admin.households.models import Household, Member
from admin.households.spreadsheet import TEMPLATE as HOUSEHOLDS
from core.scoping import everything
from tests.support.sheets import take, upload
from tests.support.staff import sign_in

DANGEROUS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(A1)")


@pytest.fixture
def head(client: FlaskClient, cusco_head: Account) -> FlaskClient:
    """A client where the head of Cusco is signed in."""
    sign_in(client, cusco_head)
    return client


def cells(answer: TestResponse) -> Iterator[Cell]:
    """All that is written in a book."""
    assert answer.status_code == 200
    for sheet in openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def assert_text(answer: TestResponse) -> set[str]:
    """No formula, no link, and every text as text; what the cells say."""
    found = list(cells(answer))
    assert [cell.coordinate for cell in found if cell.data_type not in "sn" or cell.hyperlink] == []
    # A carriage return is written as Excel writes it.
    said = {re.sub(r"_x000D_|[\t\r]", "", str(cell.value)) for cell in found if cell.data_type == "s"}
    assert {cell.number_format for cell in found if str(cell.value).lstrip()[:1] in "=+-@"} <= {"@"}
    return said


def test_what_is_kept_goes_out_as_text(
    head: FlaskClient, session: Session, household: Household, member: Member, panes: EnterpriseRecord
) -> None:
    revisions = select(EnterpriseRevision).where(EnterpriseRevision.enterprise_id == panes.enterprise_id)
    for text in DANGEROUS:
        household.code = member.surnames = member.given_names = text
        with everything(session, "a test"):
            for revision in session.scalars(revisions):
                revision.snapshot = revision.snapshot | {"name": text}
        plain = text.strip()
        assert plain in assert_text(take(head))
        assert {plain, f"{plain}, {plain}"} <= assert_text(take(head, "emprendimientos"))


@pytest.mark.parametrize(
    ("kind", "titles"), [("hogares", HOUSEHOLDS.names), ("emprendimientos", ENTERPRISES.names)]
)
def test_what_was_sent_comes_back_marked_and_as_text(
    head: FlaskClient, kind: str, titles: tuple[str, ...]
) -> None:
    rows = [";".join([f'"{text}"'] * (len(titles) + 1)) for text in DANGEROUS]
    lines = [";".join([*titles, "=1+1"]), *rows]
    review = upload(head, "\n".join(lines).encode(), "hoja.csv", kind)
    said = assert_text(head.get(f"{review.request.path}/errores"))
    assert {"=1+1", "@SUM(A1)", "-1+1"} <= said
