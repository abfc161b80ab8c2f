"""Bar 9: a 20,000-row, 24-column .xlsx read with every guard, against python-calamine alone in this process.

    python -m benchmarks.spreadsheets [--rounds 7]

Rounds are interleaved, medians compared. CPU counts the reading process too.
"""

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.table import Row, part
from core.config import ROOT
from core.spreadsheets import read_rows

BAR = 1.3
SHEET_ROWS = 20_000
COLUMNS = 24
WORDS = (
    "queso",
    "papa",
    "miel",
    "abeja",
    "tejido",
    "alpaca",
    "cuy",
    "harina",
    "quinua",
    "cacao",
    "Cusco",
    "Puno",
)


def fixture(rows: int) -> Path:
    """A workbook like the import template: words, codes, prices, some columns blank."""
    path = ROOT / "benchmarks" / ".cache" / f"sheet-{rows}.xlsx"
    if path.exists():
        return path
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    chance = random.Random(7)
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Productos")
    sheet.write_row(0, 0, [f"columna {column}" for column in range(COLUMNS)])
    for row in range(1, rows):
        for column in range(COLUMNS):
            if column in {5, 11, 12, 13}:
                sheet.write_number(row, column, chance.randint(1, 50_000) / 100)
            elif column not in {20, 21}:
                words = " ".join(chance.choices(WORDS, k=1 + column % 6))
                sheet.write_string(row, column, f"{words} {row}" if column % 3 == 0 else words)
    workbook.close()
    return path


def bare(path: Path) -> int:
    """python-calamine alone."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False))


def guarded(path: Path) -> int:
    """What the import does."""
    return len(read_rows(path).rows)


def cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure(read: Callable[[Path], int], path: Path) -> tuple[float, float]:
    """Wall and CPU seconds of one reading."""
    used, started = cpu(), time.perf_counter()
    read(path)
    return time.perf_counter() - started, cpu() - used


def rows(_size: int, rounds: int) -> Iterator[Row]:
    """Both readers, and the one beside the other."""
    path = fixture(SHEET_ROWS)
    readers = {"calamine alone": bare, "guarded": guarded}
    if bare(path) != guarded(path):
        raise SystemExit("the two readers disagree")
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
    for _round in range(rounds):
        for name, read in readers.items():
            times[name].append(measure(read, path))
    medians = {name: [statistics.median(each) for each in zip(*times[name], strict=True)] for name in readers}
    wall, used = (g / b for g, b in zip(medians["guarded"], medians["calamine alone"], strict=True))
    measured = f"{medians['guarded'][0]:.2f} s = {wall:.2f} × calamine alone, processor {used:.2f} ×"
    yield Row(f"{SHEET_ROWS:,}-row workbook read", measured, f"9: ≤ {BAR} × wall", wall <= BAR)
    yield Row("PDF of 200 products", "no such document yet", "9: ≤ 1.5 × the typesetter")


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
