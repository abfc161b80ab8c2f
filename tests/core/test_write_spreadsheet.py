"""Writing spreadsheets in which nothing typed turns into something else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.spreadsheet_writing import CellError, write_report, write_sheet
from core.spreadsheets import read_rows

DANGEROUS = [
    "=1+1",
    "+51 987",
    "-5",
    "@casa",
    "\t=1",
    "\r=1",
    "http://a.pe",
    "00123",
    "1.500",
    "12/05",
    "TRUE",
]


def test_everything_stays_the_text_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(path, ["dato"], [[text] for text in DANGEROUS])
    assert path.stat().st_mode & 0o077 == 0
    read = read_rows(path)
    assert [row[0].strip() for row in read.rows[1:] if isinstance(row[0], str)] == [
        t.strip() for t in DANGEROUS
    ]
    assert read.formulas == set()


def test_numbers_are_numbers_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    row = [12.5, 12.5, Decimal("3.25"), 7.0, True, None, date(2026, 5, 17)]
    write_sheet(path, list("abcdefg"), [row], numeric={0, 2})
    assert read_rows(path).rows[1] == [12.5, "12.5", 3.25, "7", "sí", "", "17/05/2026"]


def test_header_is_frozen_filtered_and_explained(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    write_sheet(
        path,
        ["producto", "precio"],
        [["queso", "12"]],
        widths={0: 33},
        notes={1: "En soles"},
        sheet_name="A/B",
    )
    sheet = openpyxl.load_workbook(path)["A B"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")
    assert "En soles" in sheet["B1"].comment.text
    assert sheet.column_dimensions["A"].width == pytest.approx(33, abs=1)


def test_a_report_marks_and_lists_every_error(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    errors = [
        CellError(1, 1, "No entiendo el número."),
        CellError(1, 1, "Y falta la unidad."),
        CellError(0, 5, "Falta el rubro."),
        CellError(2, None, "La fila está repetida."),
    ]
    write_report(
        path,
        ["producto", "precio"],
        [["queso", 12.5], ["miel", "doce"], ["café"]],
        errors,
        above=[["Padrón"], [], ["", 3]],
    )
    book = openpyxl.load_workbook(path)
    rows, listed = book["Filas"], book["Errores"]
    assert rows["B6"].comment.text.splitlines()[-2:] == ["No entiendo el número.", "Y falta la unidad."]
    assert rows["B6"].fill.fgColor.rgb == rows["F5"].fill.fgColor.rgb == "FFF4B6B0"
    assert (rows["B5"].value, rows["B5"].comment) == (12.5, None)
    assert (rows["A1"].value, rows["B3"].value, rows["A4"].value) == ("Padrón", 3, "producto")
    assert [[cell.value for cell in row] for row in listed.iter_rows(min_row=2)] == [
        [5, "columna 6", "Falta el rubro."],
        [6, "precio", "No entiendo el número."],
        [6, "precio", "Y falta la unidad."],
        [7, None, "La fila está repetida."],
    ]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    write_sheet(path, ["a"], [["1"]])
    before = path.read_bytes()

    def failing() -> object:
        yield ["2"]
        raise RuntimeError("corte")

    with pytest.raises(RuntimeError):
        write_sheet(path, ["a"], failing())
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["e.xlsx"]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_any_text_is_written_and_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("libros") / "f.xlsx"
    write_sheet(path, ["dato"], [[f"x{text}x"] for text in texts])
    assert len(read_rows(path).rows) == len(texts) + 1


def test_a_place_that_takes_no_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_sheet(tmp_path / "nada" / "a.xlsx", ["dato"], [["x"]])
