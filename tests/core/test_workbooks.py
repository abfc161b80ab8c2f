"""Workbooks to take away: each cell holds what it is."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from core.workbooks import Column, Link, Money, workbook


def cells(*values: object) -> list[openpyxl.cell.Cell]:
    packed = workbook("Hoja", [Column(str(n)) for n in range(len(values))], [values])  # type: ignore[list-item]
    return list(openpyxl.load_workbook(BytesIO(packed)).active[2])


def test_numbers_money_and_dates_can_be_counted_with() -> None:
    price, amount, day = cells(Money(1250), Decimal("2.5"), date(2026, 10, 1))
    assert (price.value, price.number_format) == (12.5, '"S/" #,##0.00')
    assert (amount.value, amount.data_type) == (2.5, "n")
    assert day.value == datetime(2026, 10, 1)  # noqa: DTZ001 a cell has no zone


def test_a_link_says_its_address() -> None:
    (link,) = cells(Link("https://example.pe/productos/papa"))
    assert link.value == link.hyperlink.target == "https://example.pe/productos/papa"


@pytest.mark.parametrize("text", ["=1+1", "+51987", "-2", "@SUM(A1)", "https://example.pe", "0012", "{=A1}"])
def test_text_stays_text(text: str) -> None:
    (cell,) = cells(text)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


def test_what_is_not_known_is_an_empty_cell() -> None:
    assert [cell.value for cell in cells(None, "", 3)] == [None, None, 3]


def test_the_header_is_frozen_and_filtered_under_what_stands_above() -> None:
    packed = workbook("Hoja", [Column("Uno", 30), Column("Dos")], [["a", "b"]], above=["Título", "Fecha"])
    sheet = openpyxl.load_workbook(BytesIO(packed)).active
    assert [cell.value for cell in sheet["A"]] == ["Título", "Fecha", "Uno", "a"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
