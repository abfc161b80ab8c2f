"""The child that opens a workbook sent by someone: runs alone, within limits, and trusts nothing in the file.

Started as a script by core/spreadsheets.py, isolated, so it imports nothing of the house. It takes the parts that
the asked sheet needs out of the zip, counting bytes as they come, looks through their XML for what must not be
there, and gives calamine a new, uncompressed archive of those parts only: what was checked is what is read.

Answers with one marshalled dict on standard output: the sheet, or {"refused": code, "detail": text}.
"""

import gc
import io
import marshal
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, NoReturn
from xml.parsers import expat

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
COMMON = ("[Content_Types].xml", "_rels/.rels", WORKBOOK, RELATIONS, "xl/sharedStrings.xml", "xl/styles.xml")
MAX_MEMBERS = 2000
MAX_BYTES = 160 << 20
# Deflate never passes 1,032:1; sheets of real people, even with thousands of styled empty rows, stay under 200:1.
MAX_RATIO = 400
RATIO_FROM = 1 << 20
CHUNK = 1 << 20
PLAIN = frozenset((str, float, int, bool))

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Only references with three letters or six digits can lie outside; any other is cheap to pass over.
_FAR = re.compile(rb" r=[\"'][A-Za-z]{0,2}+(?:[A-Za-z]|\d{6})")
_TAG = re.compile(rb"<(?:\w+:)?(?P<tag>\w+)[^<>]*? r=[\"'](?P<column>[A-Za-z]*)(?P<row>\d*)[\"'][^<>]*>")
_REFERENCE = re.compile(rb" r=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")


class Refused(Exception):
    """A workbook that is not read; the parent turns the code into Spanish."""

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = str(detail)


def read(path: str, wanted: str, max_rows: int, max_columns: int) -> dict[str, Any]:
    """The wanted sheet (the first visible one if empty) of the workbook at path; raises Refused."""
    with zipfile.ZipFile(path) as archive:
        members = _members(archive)
        sheets = _sheets(archive, members)
        name, part = _choose(sheets, wanted)
        if part not in members:
            raise Refused("damaged", part)
        needed = {known: members[known] for known in (*COMMON, part) if known in members}
        packed, formulas = _repack(archive, needed, part, max_rows, max_columns)
    rows = _rows(packed, name, max_rows, max_columns)
    return {"name": name, "sheets": [sheet[0] for sheet in sheets], "formulas": formulas, **rows}


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    members = {info.filename: info for info in infos}
    if len(infos) > MAX_MEMBERS:
        raise Refused("bomb")
    if len({name.lower() for name in members}) != len(infos):
        raise Refused("damaged", "duplicate names")
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("encrypted")
    if "mimetype" in members or "content.xml" in members:
        raise Refused("ods")
    if any(name.lower().endswith("vbaproject.bin") for name in members):
        raise Refused("macros")
    if "xl/workbook.bin" in members:
        raise Refused("binary")
    if WORKBOOK not in members or RELATIONS not in members:
        raise Refused("other")
    return members


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """One member, counted while it comes out, since headers can lie; refused if it holds a document type."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("damaged", "compression")
    limit = min(left, max(RATIO_FROM, info.compress_size * MAX_RATIO))
    if info.file_size > limit:
        raise Refused("bomb")
    chunks: list[bytes] = []
    size = 0
    with archive.open(info) as member:
        while chunk := member.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise Refused("bomb")
            chunks.append(chunk)
    data = b"".join(chunks)
    if b"\0" in data[:256]:
        raise Refused("damaged", "encoding")
    if b"!" in data and _DOCTYPE.search(data):
        raise Refused("doctype")
    return data


def _elements(archive: zipfile.ZipFile, info: zipfile.ZipInfo, tag: str) -> list[dict[str, str]]:
    """The attributes of every such element of a small part."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(_inflate(archive, info, 4 << 20), True)
    return found


def _sheets(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> list[tuple[str, str, bool]]:
    """Name, part and visibility of each worksheet, in the order of their tabs."""
    relations = _elements(archive, members[RELATIONS], "Relationship")
    targets = {each.get("Id"): each for each in relations if each.get("Type", "").endswith("/worksheet")}
    sheets = []
    for sheet in _elements(archive, members[WORKBOOK], "sheet"):
        relation = targets.get(sheet.get("id"))
        if relation and "name" in sheet:
            target = relation.get("Target", "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            sheets.append((sheet["name"], part, sheet.get("state", "visible") == "visible"))
    return sheets


def _choose(sheets: list[tuple[str, str, bool]], wanted: str) -> tuple[str, str]:
    for name, part, visible in sheets:
        if (name.casefold() == wanted.casefold()) if wanted else visible:
            return name, part
    raise Refused("no sheet", ", ".join(name for name, _part, visible in sheets if visible)[:200])


def _repack(
    archive: zipfile.ZipFile, needed: dict[str, zipfile.ZipInfo], part: str, max_rows: int, max_columns: int
) -> tuple[io.BytesIO, list[tuple[int, int]]]:
    """A new archive of the checked parts, uncompressed, and where the sheet's formulas are."""
    packed = io.BytesIO()
    left = MAX_BYTES
    formulas: list[tuple[int, int]] = []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as fresh:
        for name, info in needed.items():
            data = _inflate(archive, info, left)
            left -= len(data)
            if name == part:
                _check_extent(data, max_rows, max_columns)
                formulas = _formulas(data)
            fresh.writestr(zipfile.ZipInfo(name), data)
    packed.seek(0)
    return packed, formulas


def _check_extent(data: bytes, max_rows: int, max_columns: int) -> None:
    """Refuse a filled cell far away, before calamine fills memory with the empty cells up to it."""
    for hit in _FAR.finditer(data):
        tag = _TAG.match(data, data.rfind(b"<", 0, hit.start()))
        if not tag or tag[0].endswith(b"/>") or data.startswith(b"</", tag.end()):
            continue
        column = column_number(tag["column"]) if tag["column"] else 0
        filled = tag["tag"] == b"c" or not _REFERENCE.search(data[tag.end() : tag.end() + 200])
        if filled and (int(tag["row"] or b"1") > max_rows or column > max_columns):
            raise Refused("far", (tag["column"] + tag["row"]).decode())


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _formulas(data: bytes) -> list[tuple[int, int]]:
    """Row and column, from 0, of every cell that holds a formula."""
    prefix = (_PREFIX.search(data[:8192]) or [b"", b""])[1] or b""
    cell = b"<" + prefix + b"c "
    found = []
    for hit in re.finditer(b"<" + prefix + rb"f[\s/>]", data):
        begin = data.rfind(cell, 0, hit.start())
        reference = _REFERENCE.search(data, begin, hit.start()) if begin >= 0 else None
        if not reference:
            return _counted_formulas(data)
        found.append((int(reference[2]) - 1, column_number(reference[1]) - 1))
    return found


def _counted_formulas(data: bytes) -> list[tuple[int, int]]:
    """The same for sheets whose cells do not say where they are, counting them one by one."""
    found = []
    row = column = -1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column
        tag = name.rpartition(":")[2]
        place = re.fullmatch(r"([A-Za-z]*)(\d+)", attributes.get("r", ""))
        if tag == "row":
            row, column = int(place[2]) - 1 if place else row + 1, -1
        elif tag == "c":
            column = column_number(place[1].encode()) - 1 if place and place[1] else column + 1
        elif tag == "f":
            found.append((row, column))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    return found


def _rows(packed: io.BytesIO, name: str, max_rows: int, max_columns: int) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(packed)
    packed.close()
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    if len(rows) > max_rows:
        raise Refused("rows", len(rows))
    if rows and len(rows[0]) > max_columns:
        raise Refused("columns", len(rows[0]))
    return {"rows": rows, "dates": []}


def _marshalled(answer: dict[str, Any]) -> bytes:
    """The answer in bytes; dates, which marshal does not know, travel apart as text."""
    try:
        return marshal.dumps(answer)
    except ValueError:
        dates = answer["dates"]
        for number, row in enumerate(answer["rows"]):
            for column, value in enumerate(row):
                if type(value) not in PLAIN:
                    dates.append((number, column, *_as_text(value)))
                    row[column] = ""
        return marshal.dumps(answer)


def _as_text(value: object) -> tuple[str, str]:
    if isinstance(value, datetime | date | time):
        return type(value).__name__, value.isoformat()
    if isinstance(value, timedelta):
        return "str", str(value)
    return "str", "" if value is None else str(value)


def _main() -> None:
    gc.disable()
    path, wanted, max_rows, max_columns = sys.argv[1:]
    try:
        answer = read(path, wanted, int(max_rows), int(max_columns))
    except Refused as refusal:
        answer = {"refused": refusal.code, "detail": refusal.detail}
    except MemoryError:
        _give_up("MemoryError")
    except Exception as error:  # noqa: BLE001 - a hostile file may raise anything; each is a damaged workbook
        answer = {"refused": "damaged", "detail": f"{type(error).__name__}: {error}"[:300]}
    sys.stdout.buffer.write(_marshalled(answer))


def _give_up(reason: str) -> NoReturn:
    sys.stderr.write(reason)
    raise SystemExit(1)


if __name__ == "__main__":
    _main()
