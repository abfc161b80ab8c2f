"""Workbooks written for people: text stays text, so nothing they typed becomes a formula, a link or a date."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from typing import Any

_LONGEST = 32_767
_NARROWEST, _WIDEST = 10, 60


# Rows below those that are written where one may still choose from a list.
_ROOM = 2_000


@dataclass(frozen=True, slots=True)
class Guide:
    """A second sheet that explains the columns: its name and its lines."""

    name: str
    headers: tuple[str, str]
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in one cell: row and column count from 0, the row among the data; None is the whole row."""

    row: int
    column: int | None
    message: str


def write_sheet(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    sheet_name: str = "Hoja1",
    widths: Mapping[int, int] | None = None,
    notes: Mapping[int, str] | None = None,
    numeric: Collection[int] = (),
    errors: Sequence[CellError] = (),
    above: Sequence[Sequence[object]] = (),
    choices: Mapping[int, Sequence[str]] | None = None,
    guide: Guide | None = None,
    streamed: bool = False,
) -> None:
    """Write one sheet, whole or not at all: header frozen and filtered, cells as text.

    `numeric` columns keep numbers as numbers; `notes` are comments on headers; `above` stands over the header.
    Cells with errors are red, with a comment, and a sheet «Errores» lists them by their rows' numbers. `choices` are
    columns with a list to choose from; `guide` is a second sheet. `streamed` keeps one row at a time in memory.
    """
    import xlsxwriter

    draft = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    options: dict[str, Any] = {
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    # What it writes aside may be private: it lies beside the file, not where all programs put such things.
    options |= {"constant_memory": streamed, "tmpdir": str(path.parent)}
    workbook = xlsxwriter.Workbook(draft, options)
    try:
        page = _Page(workbook, sheet_name, headers, numeric, len(above))
        page.write_above(above)
        page.write_header(widths or {}, notes or {})
        page.write_rows(rows, _by_row(errors))
        page.offer(choices or {})
        if guide:
            _write_guide(workbook, guide)
        if errors:
            _write_errors(workbook, headers, errors, len(above) + 2)
        workbook.close()
        _move(draft, path)
    except xlsxwriter.exceptions.FileCreateError as error:
        # The library wraps what the system said: a full disk, a folder that may not be written.
        raise error.args[0] from None
    finally:
        draft.unlink(missing_ok=True)


def write_report(
    path: Path,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    errors: Sequence[CellError],
    *,
    above: Sequence[Sequence[object]] = (),
) -> None:
    """Write back a sheet, each row where it was, with every error marked in its cell and listed in «Errores»."""
    numeric = range(max([len(header), *map(len, rows)]))
    write_sheet(path, header, rows, sheet_name="Filas", numeric=numeric, errors=errors, above=above)


class _Page:
    """One sheet being written."""

    def __init__(
        self, workbook: Any, name: str, headers: Sequence[str], numeric: Collection[int], top: int = 0
    ) -> None:
        self.sheet = workbook.add_worksheet(_sheet_name(name))
        self.top = self.last = top
        self.headers = [_text(header) for header in headers]
        self.numeric = frozenset(numeric)
        self.title = workbook.add_format({"bold": True, "bg_color": "#E9E2D0", "num_format": "@"})
        self.text = workbook.add_format({"num_format": "@"})
        self.wrong = workbook.add_format({"num_format": "@", "bg_color": "#F4B6B0", "border": 1})
        self.wrong_number = workbook.add_format({"bg_color": "#F4B6B0", "border": 1})

    def write_above(self, rows: Sequence[Sequence[object]]) -> None:
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                self._write(number, column, value, wrong=False)

    def write_header(self, widths: Mapping[int, int], notes: Mapping[int, str]) -> None:
        for column, header in enumerate(self.headers):
            width = widths.get(column, min(max(len(header) + 4, _NARROWEST), _WIDEST))
            self.sheet.set_column(column, column, width, None if column in self.numeric else self.text)
            self.sheet.write_string(self.top, column, header, self.title)
            if column in notes:
                self.sheet.write_comment(self.top, column, _text(notes[column]), {"x_scale": 2})
        self.sheet.freeze_panes(self.top + 1, 0)

    def write_rows(self, rows: Iterable[Sequence[object]], errors: Mapping[int, Mapping[int, str]]) -> None:
        last = self.top
        for number, row in enumerate(rows):
            last = self.top + number + 1
            wrong = errors.get(number, {})
            for column in range(max([len(row), *(column + 1 for column in wrong)])):
                value = row[column] if column < len(row) else None
                self._write(last, column, value, wrong=column in wrong)
            for column, message in wrong.items():
                self.sheet.write_comment(last, column, message, {"x_scale": 2})
        self.last = last
        if self.headers:
            self.sheet.autofilter(self.top, 0, max(last, self.top + 1), len(self.headers) - 1)

    def offer(self, choices: Mapping[int, Sequence[str]]) -> None:
        """A list to choose from in these columns; something else may be typed all the same."""
        for column, words in choices.items():
            rule = {"validate": "list", "source": list(words), "error_type": "information"}
            self.sheet.data_validation(self.top + 1, column, self.last + _ROOM, column, rule)

    def _write(self, row: int, column: int, value: object, *, wrong: bool) -> None:
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if column in self.numeric and is_number:
            self.sheet.write_number(row, column, value, self.wrong_number if wrong else None)
        elif value is not None and value != "":
            self.sheet.write_string(row, column, _text(value), self.wrong if wrong else self.text)
        elif wrong:
            self.sheet.write_blank(row, column, None, self.wrong)


def _write_guide(workbook: Any, guide: Guide) -> None:
    page = _Page(workbook, guide.name, guide.headers, ())
    page.text.set_text_wrap()
    page.text.set_align("top")
    page.write_header({0: 26, 1: 90}, {})
    page.write_rows(guide.lines, {})


def _write_errors(workbook: Any, headers: Sequence[str], errors: Sequence[CellError], first_row: int) -> None:
    listed = [
        (error.row + first_row, _column_name(headers, error.column), error.message)
        for error in sorted(errors, key=lambda error: (error.row, error.column or 0))
    ]
    page = _Page(workbook, "Errores", ["Fila", "Columna", "Qué pasa y cómo corregirlo"], {0})
    page.write_header({0: 8, 1: 24, 2: 90}, {})
    page.write_rows(listed, {})


def _column_name(headers: Sequence[str], column: int | None) -> str:
    if column is None:
        return ""
    return _text(headers[column]) if column < len(headers) else f"columna {column + 1}"


def _by_row(errors: Sequence[CellError]) -> dict[int, dict[int, str]]:
    marks: dict[int, dict[int, str]] = {}
    for error in errors:
        row = marks.setdefault(error.row, {})
        column = error.column or 0
        row[column] = f"{row[column]}\n{_text(error.message)}" if column in row else _text(error.message)
    return marks


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    # A lone surrogate cannot be written as UTF-8, and a cell holds no more than 32,767 characters.
    return str(value).encode("utf-8", "replace").decode()[:_LONGEST]


def _sheet_name(name: str) -> str:
    allowed = "".join(" " if character in "[]:*?/\\" else character for character in name)
    return allowed.strip("' ")[:31] or "Hoja1"


def _move(draft: Path, path: Path) -> None:
    # It may hold phones and stories: nobody else on this machine needs to read it.
    draft.chmod(0o600)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
