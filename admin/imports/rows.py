"""From a sheet's cells to rows of text by column, with what is wrong already in the cells."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from admin.imports.columns import HEADER_WITHIN, NAMES, PRODUCTS, Header, Template, find_header
from core.errors import InputError
from core.spreadsheets import MAX_ROWS, CellValue, Sheet, read_rows
from core.text import clean, fold

SHOWN = 40
_EXCEL_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|¡(?:REF|VALOR|DIV/0|NUM|NULO)!|¿NOMBRE\?)"
)
_RETYPE = "Escriba el valor, o deje la celda vacía."
# Neither the report nor the terminal repeats more of these than the cell's own line needs.
UNQUOTED = frozenset({"historia"})


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, with a row as a whole where `column` is empty, or with the sheet: its row 0."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.row:
            return self.message
        where = f"Fila {self.row}, columna {self.column}" if self.column else f"Fila {self.row}"
        return f"{where}: {self.message}"


def in_order(problems: Iterable[Problem], names: Sequence[str] = NAMES) -> list[Problem]:
    """The problems in the order of a sheet with these columns, each once."""
    places = {name: place for place, name in enumerate(names)}
    return sorted(set(problems), key=lambda one: (one.row, places.get(one.column, -1), one.message))


class ImportRefused(Exception):  # noqa: N818 it is the import's answer, not a failure of the program
    """Some rows cannot be imported, so none was; `problems` are in the order of the sheet."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("import refused")
        self.problems = in_order(problems)


@dataclass
class RawRow:
    """One row as typed: its number as the spreadsheet shows it, text by column, and cells that cannot be read."""

    number: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, message: str) -> None:
        """Add a problem, saying what was typed where the message does not."""
        typed = clean(self.cells.get(column, ""))
        shown = typed if len(typed) <= SHOWN else f"{typed[:SHOWN]}…"
        if typed and column not in UNQUOTED and f'"{typed[:10]}' not in message:
            message = f'"{shown}": {message}'
        # A cell may hold what a terminal would obey: only what can be read is repeated.
        self.problems.append(Problem(self.number, column, clean(message)))


@dataclass(frozen=True)
class RawSheet:
    """What a file holds, as far as an import is concerned."""

    header: Header
    rows: list[RawRow]
    cells: list[list[CellValue]]
    name: str
    others: tuple[str, ...]


def read_sheet(path: Path, template: Template = PRODUCTS, max_rows: int = MAX_ROWS) -> RawSheet:
    """The rows of a file that say something; raises InputError for a file that is refused as a whole."""
    # Titles may stand below a heading.
    sheet = read_rows(path, max_rows=min(max_rows + HEADER_WITHIN, MAX_ROWS))
    others = tuple(clean(name) for name in sheet.sheet_names if name != sheet.name)
    try:
        header = find_header(sheet.rows, template)
        numbers = range(header.row + 1, len(sheet.rows))
        rows = [row for number in numbers if (row := _row(sheet, header, number, template.dates))]
        if not rows:
            raise InputError("La hoja no tiene filas con datos debajo de los títulos.")
        if len(rows) > max_rows:
            raise InputError(
                f"La hoja tiene {len(rows):,} filas y se leen hasta {max_rows:,} de una vez. Divídala en varias."
            )
    except InputError as error:
        if not others:
            raise
        which = f'Se leyó solo la primera hoja, "{clean(sheet.name)}"'
        raise InputError(
            f"{error.message} {which}; si {template.things} están en otra, póngala primero."
        ) from None
    return RawSheet(header, rows, sheet.rows, clean(sheet.name), others)


def _row(sheet: Sheet, header: Header, number: int, dates: Collection[str]) -> RawRow | None:
    cells = sheet.rows[number]
    row = RawRow(number + 1, {})
    for column, place in header.positions.items():
        value = cells[place] if place < len(cells) else ""
        if (number, place) in sheet.formulas:
            row.problems.append(Problem(row.number, column, _formula(value)))
        elif isinstance(value, date) and column in dates:
            row.cells[column] = f"{value.day}/{value.month}/{value.year}"
        elif isinstance(value, date | datetime | time):
            row.problems.append(Problem(row.number, column, _date(value)))
        elif isinstance(value, str) and _EXCEL_ERROR.fullmatch(value.strip()):
            row.problems.append(
                Problem(row.number, column, f'"{value.strip()}" es un error de Excel. {_RETYPE}')
            )
        elif text := cell_text(value):
            row.cells[column] = text
    return row if (row.cells or row.problems) and not _is_header(sheet, header, row) else None


def _is_header(sheet: Sheet, header: Header, row: RawRow) -> bool:
    """Whether a row only repeats the titles, as where several sheets were pasted one under the other."""
    titles = sheet.rows[header.row]
    return not row.problems and all(
        fold(text) == fold(str(titles[header.positions[column]])) for column, text in row.cells.items()
    )


def cell_text(value: CellValue) -> str:
    """A cell's value as somebody would type it, so that it is read back as the same value; "" for a blank one."""
    if isinstance(value, str):
        return value if clean(value) else ""
    if isinstance(value, bool):
        return "sí" if value else "no"
    # Excel keeps 15 digits: what a float holds beyond them nobody typed.
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    # 1.125 typed could be 1,125; a number in a cell is not in doubt.
    return f"{text}0" if len(decimals) == 3 and 0 < abs(int(whole)) < 1000 else text


def _formula(value: CellValue) -> str:
    shown = clean(str(value))[:SHOWN]
    said = f'"{shown}" sale de' if shown else "la celda tiene"
    return f"{said} una fórmula. Escriba el valor, no una fórmula."


def _date(value: date | datetime | time) -> str:
    shown = value.strftime("%d/%m/%Y") if isinstance(value, date) else value.strftime("%H:%M")
    return f'"{shown}" es una fecha u hora, quizá puesta por Excel. Dé a la celda formato de texto y escriba otra vez.'


def write_problems(path: Path, sheet: RawSheet, problems: Iterable[Problem]) -> None:
    """Write the sheet back with every problem marked in its cell."""
    from core.spreadsheet_writing import CellError, write_report

    first = sheet.header.row + 1
    marks = [
        CellError(one.row - 1 - first, sheet.header.positions.get(one.column), one.message)
        for one in problems
        if one.row
    ]
    titles = [str(title) for title in sheet.cells[sheet.header.row]]
    write_report(path, titles, sheet.cells[first:], marks, above=sheet.cells[: first - 1])
