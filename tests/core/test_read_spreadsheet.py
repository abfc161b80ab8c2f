"""Reading the spreadsheets people send, and refusing the hostile ones."""

import datetime as dt
import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from core.errors import InputError
from core.spreadsheets import Sheet, read_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>hola</t></is></c></row>'


def parts(sheet: str = CELL, **others: str) -> dict[str, str]:
    """The smallest workbook, as text by part."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Datos" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        **others,
    }


@pytest.fixture
def book(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    def write(content: dict[str, str]) -> Path:
        path = tmp_path / "libro.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in content.items():
                archive.writestr(name, text)
        return path

    return write


Book = Callable[[dict[str, str]], Path]


def refusal(path: Path) -> str:
    """The message of a refusal, which must come soon and cheaply."""
    started = time.monotonic()
    with pytest.raises(InputError) as refused:
        read_rows(path)
    assert time.monotonic() - started < 15
    return refused.value.message


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


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1048576"><c s="0" r="A1048576" ><v>1</v></c></row>',
        '<row r="9"><c r="AAA9"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="4"><c r="xfd4"><v>1</v></c></row>',
    ],
)
def test_refuses_a_cell_far_away(book: Book, row: str) -> None:
    assert "demasiado lejos" in refusal(book(parts(CELL + row)))


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r = "XFD1048576"><v>1</v></c></row>',
        '<row r="7"><c r="CW7"><v>1</v></c></row>',
        '<row r="100"><c r="ZZ99999"><v>1</v></c></row>',
    ],
)
def test_refuses_what_the_quick_look_misses(book: Book, row: str) -> None:
    assert refusal(book(parts(CELL + row)))


def test_names_a_far_cell_in_a_large_sheet(book: Book) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 90_000))
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "XFD1048576" in refusal(book(parts(rows + far)))


def test_refuses_more_rows_than_asked(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for number in range(12):
        workbook.active.append([number])
    workbook.save(tmp_path / "e.xlsx")
    with pytest.raises(InputError, match="12 filas, más de las 10"):
        read_rows(tmp_path / "e.xlsx", max_rows=10)


def test_reads_an_empty_book_as_no_rows(book: Book, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "f.xlsx")
    assert read_rows(tmp_path / "f.xlsx").rows == []
    assert read_rows(book(parts(""))).rows == []


def test_refuses_a_zip_bomb(book: Book) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bomb = book(parts(**{"xl/sharedStrings.xml": "<sst>" + " " * (165 << 20)}))
    building = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "se expande demasiado" in refusal(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(before, building) < 50_000


def test_refuses_a_zip_bomb_whose_header_lies(book: Book) -> None:
    path = book(parts(**{"xl/sharedStrings.xml": "<sst>" + " " * (40 << 20)}))
    data = path.read_bytes()
    true = struct.pack("<L", 5 + (40 << 20))
    assert true in data
    path.write_bytes(data.replace(true, struct.pack("<L", 100)))
    assert "se expande" in refusal(path)


def test_refuses_a_bomb_of_repeated_long_strings(book: Book) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>{"á" * 16_000}</t></si></sst>'
    cells = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{c}{row}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJ") + "</row>"
        for row in range(1, 6001)
    )
    assert "demasiado grande" in refusal(book(parts(cells, **{"xl/sharedStrings.xml": strings})))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_refuses_document_types_and_entities(book: Book, part: str) -> None:
    hostile = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert "no lleva" in refusal(book(parts(**{part: hostile})))


def test_refuses_another_encoding_that_could_hide_things(book: Book, tmp_path: Path) -> None:
    path = book(parts())
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["xl/worksheets/sheet1.xml"] = content["xl/worksheets/sheet1.xml"].decode().encode("utf-16")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    assert "dañado" in refusal(path)


@pytest.mark.parametrize("kept", [30, 200, 0.5, -1])
def test_refuses_a_truncated_book(book: Book, kept: float) -> None:
    path = book(parts())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)] if isinstance(kept, float) else data[:kept])
    assert "dañado" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_refuses_two_parts_of_one_name(book: Book) -> None:
    path = book(parts())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert "dañado" in refusal(path)


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("mimetype", "OpenDocument"),
        ("xl/workbook.bin", ".xlsb"),
    ],
)
def test_refuses_other_kinds_of_book(book: Book, extra: str, said: str) -> None:
    assert said in refusal(book(parts(**{extra: "x"})))


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("xl/worksheets/sheet1.xml", "dañado"),
        ("xl/workbook.xml", "no es un libro"),
        ("xl/_rels/workbook.xml.rels", "no es un libro"),
    ],
)
def test_refuses_a_book_without_a_part(book: Book, missing: str, said: str) -> None:
    content = parts()
    del content[missing]
    assert said in refusal(book(content))


def test_refuses_too_many_parts(book: Book) -> None:
    assert "se expande" in refusal(book(parts(**{f"x/{number}.xml": "" for number in range(2500)})))


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    header = struct.pack(">LLBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png(), "no es un libro de Excel"),
        (b"%PDF-1.7 ...", "no es un libro de Excel"),
        (b"<html><table></table></html>", "no es un libro de Excel"),
        (b"", "vacío"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel antiguo"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "contraseña"),
        (b"PK\x03\x04" + bytes(400), "dañado"),
        (b"x" * ((20 << 20) + 1), "20 MB"),
    ],
)
def test_refuses_files_that_are_something_else(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "renombrado.xlsx"
    path.write_bytes(content)
    assert said in refusal(path)


def test_refuses_a_zip_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "carta.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "no es un libro de Excel" in refusal(path)


def csv(path: Path, data: bytes) -> Sheet:
    path = path / "lista.csv"
    path.write_bytes(data)
    return read_rows(path)


@pytest.mark.parametrize(
    "data",
    [
        'producto;precio\r\n"Queso; fresco";S/ 12,50\r\nAñil\r\n'.encode("utf-8-sig"),
        'producto,precio\n"Queso; fresco","S/ 12,50"\nAñil\n'.encode("cp1252"),
        "producto\tprecio\nQueso; fresco\tS/ 12,50\nAñil\n".encode(),
    ],
)
def test_reads_csv_as_excel_saves_it(tmp_path: Path, data: bytes) -> None:
    assert csv(tmp_path, data).rows == [["producto", "precio"], ["Queso; fresco", "S/ 12,50"], ["Añil", ""]]


def test_marks_formulas_in_csv(tmp_path: Path) -> None:
    assert csv(tmp_path, b"a;b\n1;=1+1\n").formulas == {(1, 1)}


@pytest.mark.parametrize("data", [b"a;b\n\x00", b'a;"b\n', b"a;" * 300, b"x" * 200_000])
def test_refuses_broken_csv(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError):
        csv(tmp_path, data)


def test_refuses_endless_csv(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="más de 100,000 filas"):
        csv(tmp_path, b"a\n" * 100_001)


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
