"""Lists that are taken out: of one's territory, with DNI covered, and written down record by record."""

import io

import openpyxl
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Household, Member
from admin.imports.models import RegistryExport, RegistryExportRow
from core.audit import AuditEntry
from core.scoping import everything
from tests.support.registry import DNI, make_household
from tests.support.sheets import rows_of, take
from tests.support.staff import PUNO, sign_in


def test_what_goes_out_is_one_s_own_and_is_written_down(
    client: FlaskClient, session: Session, household: Household, member: Member, cusco_head: Account
) -> None:
    make_household(session, district=PUNO, surnames="Ajena")
    other = make_household(session, surnames="Puma", given_names="=1+1", phone="+51951000777")
    sign_in(client, cusco_head)
    answer = take(client, q="quispe", zona="rural")
    assert DNI.encode() not in answer.data
    (row,) = rows_of(answer)
    assert (row["Apellidos"], row["DNI"], row["Zona"]) == ("Quispe Huamán", "••••2345", "Rural")
    assert [one["Nombres"] for one in rows_of(take(client))] == ["=1+1", "Juana"]
    ticked = rows_of(take(client, elegido=[other.public_id], q="quispe"))
    assert [one["Apellidos"] for one in ticked] == ["Puma"]
    session.rollback()
    with everything(session, "a test"):
        exports = session.scalars(select(RegistryExport).order_by(RegistryExport.id)).all()
        gone = session.execute(select(RegistryExportRow.export_id, RegistryExportRow.household_id)).all()
        entries = select(AuditEntry).where(AuditEntry.action == "export.households")
        entry = session.scalars(entries.order_by(AuditEntry.id)).first()
    assert [(one.rows, one.filters) for one in exports] == [
        (1, "q=palabras&zona=rural"), (2, ""), (1, "elegidos=1")
    ]  # fmt: skip
    assert (exports[0].id, household.id) in gone
    assert len(gone) == 4
    assert entry is not None
    assert entry.changes == {"rows": 1, "records": 1, "filters": {"q": "palabras", "zona": "rural"}}
    page = client.get("/gestion/exportaciones").text
    assert "buscados por palabras, zona: rural" in page
    assert member.full_name not in page


def test_a_foreign_household_that_is_ticked_takes_nothing_out(
    client: FlaskClient, session: Session, cusco_head: Account
) -> None:
    theirs = make_household(session, district=PUNO)
    sign_in(client, cusco_head)
    assert take(client, elegido=[theirs.public_id]).status_code == 303
    with everything(session, "a test"):
        assert session.scalars(select(RegistryExport)).all() == []


def test_the_sheet_explains_itself(client: FlaskClient, cusco_head: Account) -> None:
    sign_in(client, cusco_head)
    answer = client.get("/gestion/importaciones/plantilla/hogares")
    sheet, guide = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets
    assert guide.title == "Cómo llenar"
    explained = {row[0] for row in guide.values}
    assert {cell.value for cell in sheet[1]} <= explained
    offered = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert '"Mujer,Hombre"' in offered
    assert all(cell.number_format == "@" for cell in sheet[1])


def test_who_may_not_take_lists_out_sees_no_boxes(client: FlaskClient, cusco_agent: Account) -> None:
    sign_in(client, cusco_agent)
    assert "elegido" not in client.get("/gestion/hogares").text
    assert take(client).status_code == 403
