"""A head of unit takes households to Excel, changes a cell, brings the sheet back, and undoes it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from admin.access.permissions import Role
from core.db import db
from core.scoping import commanded
from tests.support.browser import Browse, Site
from tests.support.registry import make_household
from tests.support.staff import make_unit
from tests.support.staff_browser import enter_as

pytestmark = pytest.mark.browser

ZURITE = "080309"


@pytest.mark.parametrize("width", [360], indirect=True)
def test_a_sheet_goes_comes_back_and_is_undone(
    browse: Browse, site: Site, axe: Callable[[Page], list[str]], width: int, tmp_path: Path
) -> None:
    with site.app.app_context(), commanded():
        make_unit(db.session(), "Cusco")
        make_household(db.session(), district=ZURITE, surnames="Sallo Yucra", given_names="Paulina")
        db.session.commit()
        db.session.remove()
    page = enter_as(browse(width), site, "jefa_de_excel", Role.UNIT_HEAD, unit="Cusco")
    page.goto("/gestion/hogares?q=sallo")
    with page.expect_download() as sent:
        page.get_by_role("button", name="Bajar a Excel").click()
    sheet = tmp_path / "hogares.xlsx"
    sent.value.save_as(sheet)
    book = load_workbook(sheet)
    rows = book.worksheets[0]
    title = next(cell for row in rows.iter_rows() for cell in row if cell.value == "Nombres")
    rows.cell(title.row + 1, title.column).value = "Paulina Rosa"
    book.save(sheet)
    page.get_by_role("link", name="Subir desde Excel").click()
    page.get_by_label("Archivo de Excel").set_input_files(sheet)
    assert axe(page) == []
    page.get_by_role("button", name="Subir y revisar").click()
    expect(page.get_by_text("Paulina Rosa", exact=True)).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Importar: 1 cambio").click()
    page.get_by_text("Deshacer esta importación").click()
    assert axe(page) == []
    page.get_by_role("button", name="Sí, deshacer").click()
    expect(page.get_by_text("Importación deshecha")).to_be_visible()
    page.goto("/gestion/hogares?q=sallo")
    expect(page.get_by_role("link", name="Sallo Yucra, Paulina", exact=True)).to_be_visible()
