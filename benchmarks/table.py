"""Rows of measures, and where they go: a table on the screen, JSON beside it, and the table of the README."""

import argparse
import json
import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.config import ROOT

FEWEST_ROUNDS = 5
USUAL_SIZE = 20_000
# Kept with the code, so that the README's figures have a source and a change of theirs is looked at as one.
RESULTS = ROOT / "benchmarks" / "results.json"
README = ROOT / "README.md"
START, END = "<!-- make bench writes from here -->", "<!-- to here -->"
VERDICTS = {True: "met", False: "MISSED", None: ""}


@dataclass(frozen=True)
class Row:
    """One measured thing: its number, its bar and whether it reached it (None: no bar)."""

    name: str
    measured: str
    bar: str = ""
    passed: bool | None = None


Rows = Callable[[int, int], Iterable[Row]]


def table(lines: Iterable[Row]) -> str:
    """Rows as aligned text."""
    cells = [(row.name, row.measured, row.bar, VERDICTS[row.passed]) for row in lines]
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, wide, strict=True)).rstrip()
        for line in cells
    )


def part(description: str | None, rows: Rows) -> int:
    """A part by itself: measure, print, and write the rows where a whole run asks for them."""
    parser = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=USUAL_SIZE)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = list(rows(options.size, max(FEWEST_ROUNDS, options.rounds)))
    print(table(found), flush=True)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in found]))
    return 0


def results(size: int, rounds: int, found: Iterable[Row]) -> dict[str, Any]:
    """A whole run with what it ran on."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    return {"size": size, "rounds": rounds, **machine, "rows": [asdict(row) for row in found]}


def markdown(run: dict[str, Any]) -> str:
    """A run as the README shows it."""
    said = f"{run['size']:,} products, medians of {run['rounds']} rounds, {run['cores']} cores, Python {run['python']}."
    lines = [said, "", "| What | Measured | Bar | |", "|---|---|---|---|"]
    for row in (Row(**one) for one in run["rows"]):
        verdict = "**missed**" if row.passed is False else VERDICTS[row.passed]
        lines.append(f"| {row.name} | {row.measured} | {row.bar} | {verdict} |")
    return "\n".join(lines)


def write(run: dict[str, Any]) -> Path:
    """Keep a run: the usual one as the README's, one of another size in a file of its own beside it."""
    usual = run["size"] == USUAL_SIZE
    path = RESULTS if usual else RESULTS.with_name(f"results-{run['size']}.json")
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n")
    if usual:
        before, rest = README.read_text().split(START)
        README.write_text(f"{before}{START}\n{markdown(run)}\n{END}{rest.split(END)[1]}")
    return path
