"""Reading the spreadsheets people send, as they typed them."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from core.errors import InputError
from core.spreadsheets import read_rows
from tests.support.workbooks import CELL, MAIN, parts, read_csv

Book = Callable[[dict[str, str]], Path]


def test_reads_values_as_they_were_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Productos")
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["dni", "precio", "fecha", "hora", "activo"])
    sheet.write_string(1, 0, "00123456")
    sheet.write_number(1, 1, 12.5)
    sheet.write_datetime(1, 2, dt.datetime(2026, 5, 17), day)  # noqa: DTZ001 - a spreadsheet's dates have no zone
    sheet.write_datetime(1, 3, dt.time(8, 30), workbook.add_format({"num_format": "hh:mm"}))
    sheet.write_boolean(1, 4, True)
    sheet.write_string(3, 1, "  1.500 ")
    workbook.close()
    read = read_rows(path)
    assert read.name == "Productos"
    assert read.rows[1] == ["00123456", 12.5, dt.date(2026, 5, 17), dt.time(8, 30), True]
    assert read.rows[2:] == [[""] * 5, ["", "  1.500 ", "", "", ""]]
    assert read.formulas == set()


def test_reads_a_book_made_by_openpyxl_from_its_first_row(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["B3"] = "queso"
    sheet["C4"] = 3
    sheet.merge_cells("B5:C5")
    sheet["B5"] = "unidas"
    sheet.row_dimensions[4].hidden = True
    workbook.save(tmp_path / "b.xlsx")
    rows = read_rows(tmp_path / "b.xlsx").rows
    assert rows == [[""] * 3, [""] * 3, ["", "queso", ""], ["", "", 3.0], ["", "unidas", ""]]


def test_takes_the_first_visible_sheet_or_the_one_asked(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Oculta"
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet("Primera")["A1"] = 1
    workbook.create_sheet("Segunda")["A1"] = 2
    path = tmp_path / "c.xlsx"
    workbook.save(path)
    first = read_rows(path)
    assert (first.name, first.sheet_names) == ("Primera", ["Oculta", "Primera", "Segunda"])
    assert read_rows(path, sheet="segunda").rows == [[2.0]]
    with pytest.raises(InputError, match="Primera, Segunda"):
        read_rows(path, sheet="Tercera")


def test_tells_where_formulas_are_with_and_without_a_value(book: Book) -> None:
    row = '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="AB3"><f>A3</f></c><c r="AC3"><v>5</v></c></row>'
    read = read_rows(book(parts(CELL + row)))
    assert read.formulas == {(2, 0), (2, 27)}
    assert (read.rows[2][0], read.rows[2][28]) == (2.0, 5.0)


def test_finds_parts_whatever_their_capitals(book: Book) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>quinua</t></si></sst>'
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert read_rows(book(parts(cell, **{"xl/SharedStrings.xml": strings}))).rows == [["quinua"]]


def test_counts_the_cells_that_do_not_say_where_they_are(book: Book) -> None:
    cells = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><f>A1</f><v>1</v></c></row>"
    read = read_rows(book(parts(cells)))
    assert (read.rows, read.formulas) == ([[1.0, 2.0], [3.0, 1.0]], {(1, 1)})


def test_reads_a_sheet_whose_tags_have_a_prefix(book: Book) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:f>1</x:f><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert read_rows(book(parts(**{"xl/worksheets/sheet1.xml": sheet}))).formulas == {(0, 0)}


def test_passes_over_far_cells_that_are_only_painted(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "dato"
    workbook.active["AMJ1"].fill = workbook.active["A200000"].fill = PatternFill("solid", fgColor="FFFF00")
    workbook.save(tmp_path / "d.xlsx")
    assert read_rows(tmp_path / "d.xlsx").rows == [["dato"]]


def test_reads_an_empty_book_as_no_rows(book: Book, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "f.xlsx")
    assert read_rows(tmp_path / "f.xlsx").rows == []
    assert read_rows(book(parts(""))).rows == []


@pytest.mark.parametrize(
    "data",
    [
        'producto;precio\r\n"Queso; fresco";S/ 12,50\r\nAñil\r\n'.encode("utf-8-sig"),
        'producto,precio\n"Queso; fresco","S/ 12,50"\nAñil\n'.encode("cp1252"),
        "producto\tprecio\nQueso; fresco\tS/ 12,50\nAñil\n".encode(),
    ],
)
def test_reads_csv_as_excel_saves_it(tmp_path: Path, data: bytes) -> None:
    assert read_csv(tmp_path, data).rows == [
        ["producto", "precio"],
        ["Queso; fresco", "S/ 12,50"],
        ["Añil", ""],
    ]


def test_marks_formulas_in_read_csv(tmp_path: Path) -> None:
    assert read_csv(tmp_path, b"a;b\n1;=1+1\n").formulas == {(1, 1)}


def test_reads_a_large_book(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    sheet = workbook.add_worksheet()
    for row in range(4000):
        sheet.write_row(row, 0, [f"fila {row} columna {column} con algo de texto" for column in range(20)])
    sheet.write_formula(3999, 20, "=A1")
    workbook.close()
    path = tmp_path / "g.xlsx"
    path.write_bytes(buffer.getvalue())
    read = read_rows(path)
    assert (len(read.rows), read.rows[3999][19]) == (4000, "fila 3999 columna 19 con algo de texto")
    assert read.formulas == {(3999, 20)}
