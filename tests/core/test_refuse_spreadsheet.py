"""Refusing hostile and broken spreadsheets, soon and cheaply."""

import resource
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from core.errors import InputError
from core.spreadsheets import read_rows
from tests.support.workbooks import CELL, MAIN, parts, read_csv, refusal

Book = Callable[[dict[str, str]], Path]


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


@pytest.mark.parametrize("data", [b"a;b\n\x00", b'a;"b\n', b"a;" * 300, b"x" * 200_000])
def test_refuses_broken_csv(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError):
        read_csv(tmp_path, data)


def test_refuses_endless_csv(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="más de 100,000 filas"):
        read_csv(tmp_path, b"a\n" * 100_001)
