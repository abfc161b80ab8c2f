"""The child that opens a workbook sent by someone: runs alone, within limits, and trusts nothing in the file.

Started as a script by core/spreadsheets.py, isolated, so it imports nothing of the house. It takes the parts that
the asked sheet needs out of the zip, never more bytes than allowed, looks through their XML for what must not be
there, and gives calamine a new, uncompressed archive of those parts only: what was checked is what is read.

Answers with one marshalled dict on standard output: the sheet, or {"refused": code, "detail": text}.
"""

import gc
import io
import marshal
import os
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
# In lowercase, as parts are looked up: some libraries write xl/SharedStrings.xml.
COMMON = ("[content_types].xml", "_rels/.rels", WORKBOOK, RELATIONS, "xl/sharedstrings.xml", "xl/styles.xml")
MAX_MEMBERS = 2000
MAX_BYTES = 160 << 20
# Deflate never passes 1,032:1; real sheets, even with thousands of styled empty rows, stay under 200:1.
MAX_RATIO = 400
RATIO_FROM = 1 << 20
# A far cell in a larger sheet is looked for only after calamine ran out of memory over it (`careful`).
ALWAYS_CAREFUL_UNDER = 4 << 20
PLAIN = frozenset((str, float, int, bool))

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Only references with three letters or six digits can lie outside; any other is cheap to pass over.
_FAR = re.compile(rb" r=[\"'][A-Za-z]{0,2}+(?:[A-Za-z]|\d{6})")
_TAG = re.compile(rb"<(?:\w+:)?(?P<tag>\w+)[^<>]*? r=[\"'](?P<column>[A-Za-z]*)(?P<row>\d*)[\"'][^<>]*>")
_REFERENCE = re.compile(rb" r=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")


class RefusedError(Exception):
    """A workbook that is not read, by a code and perhaps a detail; the parent turns them into Spanish."""


def read(path: str, wanted: str, max_rows: int, max_columns: int, *, careful: bool) -> dict[str, Any]:
    """The wanted sheet (the first visible one if empty) of the workbook at path; raises RefusedError."""
    with zipfile.ZipFile(path) as archive:
        members = _members(archive)
        sheets = _sheets(archive, members)
        name, part = _choose(sheets, wanted)
        if part not in members:
            raise RefusedError("damaged", part)
        needed = [members[known] for known in (part, *COMMON) if known in members]
        if sum(info.file_size for info in needed) > MAX_BYTES:
            raise RefusedError("bomb")
        data = [_inflate(archive, info) for info in needed]
    if careful or len(data[0]) < ALWAYS_CAREFUL_UNDER:
        _check_extent(data[0], max_rows, max_columns)
    formulas = _formulas(data[0])
    packed = _pack(needed, data)
    del data
    rows = _rows(packed, name)
    width = len(rows[0]) if rows else 0
    for code, size, most in (("rows", len(rows), max_rows), ("columns", width, max_columns)):
        if size > most:
            raise RefusedError(code, size)
    names = [each[0] for each in sheets]
    return {"name": name, "sheets": names, "formulas": formulas, "rows": rows, "dates": []}


def _rows(packed: list[bytes], name: str) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    if hasattr(os, "memfd_create"):
        # A file in memory that calamine reads by itself: two copies of everything less than through BytesIO.
        with open(os.memfd_create("packed"), "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor, no path
            for piece in packed:
                file.write(piece)
            packed.clear()
            workbook = CalamineWorkbook.from_path(f"/proc/self/fd/{file.fileno()}")
    else:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(packed)))
    rows: list[list[Any]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    members = {info.filename.lower(): info for info in infos}
    checks = {
        "bomb": len(infos) > MAX_MEMBERS,
        "damaged": len(members) != len(infos),
        "encrypted": any(info.flag_bits & 1 for info in infos),
        "ods": "mimetype" in members or "content.xml" in members,
        "macros": any(name.endswith("vbaproject.bin") for name in members),
        "binary": "xl/workbook.bin" in members,
        "other": WORKBOOK not in members or RELATIONS not in members,
    }
    for code, failed in checks.items():
        if failed:
            raise RefusedError(code)
    return members


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int = MAX_BYTES) -> bytes:
    """One member, never more of it than allowed whatever its headers say; refused if it holds a document type."""
    limit = min(most, max(RATIO_FROM, info.compress_size * MAX_RATIO))
    if info.file_size > limit:
        raise RefusedError("bomb")
    data = _raw(archive, info)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        data = inflating.decompress(data, info.file_size + 1)
        if len(data) > info.file_size:
            raise RefusedError("bomb")
        if not inflating.eof:
            raise RefusedError("damaged", "cut short")
    elif info.compress_type != zipfile.ZIP_STORED:
        raise RefusedError("damaged", "compression")
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise RefusedError("damaged", "checksum")
    if b"\0" in data[:256]:
        raise RefusedError("damaged", "encoding")
    if b"!" in data and _DOCTYPE.search(data):
        raise RefusedError("doctype")
    return data


def _raw(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes as they lie in the file, after its local header."""
    file = archive.fp
    if file is None:
        raise RefusedError("damaged", "closed")
    file.seek(info.header_offset)
    signature, name_length, extra_length = struct.unpack("<4s22xHH", file.read(30))
    if signature != b"PK\x03\x04":
        raise RefusedError("damaged", "local header")
    file.seek(name_length + extra_length, io.SEEK_CUR)
    return file.read(info.compress_size)


def _elements(archive: zipfile.ZipFile, info: zipfile.ZipInfo, tag: str) -> list[dict[str, str]]:
    """The attributes of every such element of a small part."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    _walk(_inflate(archive, info, 4 << 20), start)
    return found


def _walk(data: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(data, True)


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
            sheets.append((sheet["name"], part.lower(), sheet.get("state", "visible") == "visible"))
    return sheets


def _choose(sheets: list[tuple[str, str, bool]], wanted: str) -> tuple[str, str]:
    for name, part, visible in sheets:
        if (name.casefold() == wanted.casefold()) if wanted else visible:
            return name, part
    raise RefusedError("no sheet", ", ".join(name for name, _part, visible in sheets if visible)[:200])


def _pack(infos: list[zipfile.ZipInfo], parts: list[bytes]) -> list[bytes]:
    """The pieces of a zip of stored members, made by hand since their checksums are known already."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for info, part in zip(infos, parts, strict=True):
        name = info.filename.encode()
        common = struct.pack("<HHHHHLLLHH", 20, 0x800, 0, 0, 33, info.CRC, len(part), len(part), len(name), 0)
        body += [b"PK\x03\x04", common, name, part]
        directory.append(b"PK\x01\x02\x14\0" + common + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + name)
        offset += 30 + len(name) + len(part)
    index = b"".join(directory)
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, len(infos), len(infos), len(index), offset, 0)
    return [*body, index, end]


def _check_extent(data: bytes, max_rows: int, max_columns: int) -> None:
    """Refuse a filled cell far away, before calamine fills memory with the empty cells up to it."""
    for hit in _FAR.finditer(data):
        tag = _TAG.match(data, data.rfind(b"<", 0, hit.start()))
        if not tag or tag[0].endswith(b"/>") or data.startswith(b"</", tag.end()):
            continue
        column = column_number(tag["column"]) if tag["column"] else 0
        filled = tag["tag"] == b"c" or not _REFERENCE.search(data[tag.end() : tag.end() + 200])
        if filled and (int(tag["row"] or b"1") > max_rows or column > max_columns):
            raise RefusedError("far", (tag["column"] + tag["row"]).decode())


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

    _walk(data, start)
    return found


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
    return "str", str(value)


def _main() -> None:
    gc.disable()
    path, wanted, max_rows, max_columns, careful = sys.argv[1:]
    try:
        answer = read(path, wanted, int(max_rows), int(max_columns), careful=careful == "careful")
    except RefusedError as refusal:
        code, *details = refusal.args
        answer = {"refused": code, "detail": "".join(map(str, details))}
    except MemoryError:
        # The parent asks once more, carefully, and learns which cell is to blame.
        raise
    except Exception as error:
        # A hostile file may raise anything: each is a damaged workbook.
        answer = {"refused": "damaged", "detail": f"{type(error).__name__}: {error}"[:300]}
    sys.stdout.buffer.write(_marshalled(answer))
    sys.stdout.buffer.flush()
    # At once: freeing half a million cells one by one takes time.
    os._exit(0)


if __name__ == "__main__":
    _main()
