"""Workbooks made part by part, to be read or refused."""

import time
from pathlib import Path

import pytest

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


def refusal(path: Path) -> str:
    """The message of a refusal, which must come soon and cheaply."""
    started = time.monotonic()
    with pytest.raises(InputError) as refused:
        read_rows(path)
    assert time.monotonic() - started < 15
    return refused.value.message


def read_csv(folder: Path, data: bytes) -> Sheet:
    """What a .csv of these bytes is read as."""
    path = folder / "lista.csv"
    path.write_bytes(data)
    return read_rows(path)
