"""Workbooks made to be taken away: cells typed by what they hold, in memory, whole.

Text stays text, so nothing that somebody typed becomes a formula; numbers, money and dates can be sorted and added up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

_LONGEST = 32_767


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in céntimos."""

    cents: int


@dataclass(frozen=True, slots=True)
class Link:
    """An address, shown as itself."""

    url: str


Cell = str | int | Decimal | date | Money | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column, and how wide it is in letters."""

    title: str
    width: int = 16


def workbook(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    above: Sequence[str] = (),
    listed: bool = True,
    across: int = 1,
) -> bytes:
    """One sheet: what is said above, the header and its rows. Header and first column frozen; ready to print.

    A list has a line a row and can be filtered; otherwise rows are as tall as their words. Printed, it is so many
    sheets of A4 across.
    """
    import xlsxwriter

    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    page = _Page(book, book.add_worksheet(name), wrapped=not listed)
    for number, line in enumerate(above):
        page.sheet.write_string(number, 0, _text(line), page.over if number else page.first)
    page.write_header(len(above), columns)
    last = len(above)
    for last, row in enumerate(rows, len(above) + 1):
        for column, value in enumerate(row):
            page.write(last, column, value)
        if not listed:
            page.make_room(last, row, columns)
    if listed:
        page.sheet.autofilter(len(above), 0, max(last, len(above) + 1), len(columns) - 1)
    page.sheet.freeze_panes(len(above) + 1, 1)
    page.sheet.repeat_rows(len(above))
    page.sheet.repeat_columns(0)
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(across, 0)
    page.sheet.set_footer("&C&P / &N")
    book.close()
    return packed.getvalue()


class _Page:
    """The sheet being written."""

    def __init__(self, book: Any, sheet: Any, *, wrapped: bool) -> None:
        self.sheet = sheet
        top = {"valign": "top"}
        self.first = book.add_format({"bold": True, "font_size": 14})
        self.over = book.add_format({"font_color": "#444444"})
        self.title = book.add_format(
            {"bold": True, "bg_color": "#E9E2D0", "text_wrap": True, "valign": "vcenter", "bottom": 1}
        )
        self.text = book.add_format({**top, "num_format": "@", "text_wrap": wrapped})
        self.number = book.add_format({**top, "num_format": "#,##0.###"})
        self.whole = book.add_format({**top, "num_format": "#,##0"})
        self.money = book.add_format({**top, "num_format": '"S/" #,##0.00'})
        self.day = book.add_format({**top, "num_format": "dd/mm/yyyy"})
        self.link = book.add_format({**top, "font_color": "#1D4C73", "underline": 1})

    def write_header(self, row: int, columns: Sequence[Column]) -> None:
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width)
            self.sheet.write_string(row, number, column.title, self.title)
        self.sheet.set_row(row, 32)

    def make_room(self, row: int, values: Sequence[Cell], columns: Sequence[Column]) -> None:
        """Not every program measures wrapped words when it opens a file."""
        words = zip(values, columns, strict=True)
        lines = max(-(-len(value) // column.width) for value, column in words if isinstance(value, str))
        self.sheet.set_row(row, 15 * max(1, lines))

    def write(self, row: int, column: int, value: Cell) -> None:
        if isinstance(value, str):
            if value:
                self.sheet.write_string(row, column, _text(value), self.text)
        elif isinstance(value, Money):
            self.sheet.write_number(row, column, value.cents / 100, self.money)
        elif isinstance(value, Link):
            self.sheet.write_url(row, column, value.url, self.link, value.url)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.day)
        elif value is not None:
            # A pattern with optional decimals leaves a lonely point behind whole numbers.
            style = self.whole if value == int(value) else self.number
            self.sheet.write_number(row, column, value, style)


def _text(value: str) -> str:
    # A lone surrogate cannot be written as UTF-8, and a cell holds no more than 32,767 characters.
    return value.encode("utf-8", "replace").decode()[:_LONGEST]
