"""`make bench`: every bar that this version can be held to, in one run.

    python -m benchmarks.run [--size 20000] [--rounds 7]

A measure, not a test: a missed bar is said plainly and the exit status stays 0. The usual size writes
benchmarks/results.json and the table of README.md; another one writes benchmarks/results-SIZE.json.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.table import FEWEST_ROUNDS, USUAL_SIZE, Row, results, table, write
from core.config import ROOT

PARTS = (
    "pages",
    "weights",
    "search_library",
    "freshness",
    "photos",
    "spreadsheets",
    "starting",
    "sharing",
    "registry",
)


def measured(part: str, size: int, rounds: int) -> list[Row]:
    """The rows of one part, measured in a process of its own; one that fails says so in a row."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        options = ["--size", str(size), "--rounds", str(rounds), "--json", file.name]
        command = [sys.executable, "-m", f"benchmarks.{part}", *options]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return [Row(part, "failed, see what it printed", "", passed=False)]
        return [Row(**row) for row in json.loads(Path(file.name).read_text())]


def main() -> int:
    """Run the parts one after another, never two at once, and sum them up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=USUAL_SIZE)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    rounds = max(FEWEST_ROUNDS, options.rounds)
    rows: list[Row] = []
    for part in PARTS:
        if importlib.util.find_spec(f"benchmarks.{part}"):
            print(f"== {part}", flush=True)
            rows += measured(part, options.size, rounds)
    path = write(results(options.size, rounds, rows))
    print(f"\n{table(rows)}\n\n== written to {path.relative_to(ROOT)}")
    missed = [row.name for row in rows if row.passed is False]
    print(f"== missed: {'; '.join(missed)}" if missed else "== every bar met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
