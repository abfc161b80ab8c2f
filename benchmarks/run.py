"""`make bench`: every bar that this version can be held to, in one run.

    python -m benchmarks.run [--size 20000] [--rounds 7]

A measure, not a test: a missed bar is said plainly and the exit status stays 0.
"""

import argparse
import subprocess
import sys

from benchmarks import pages
from core.config import ROOT

PARTS = {"photos": "bar 8", "spreadsheets": "bar 9", "starting": "bar 10", "sharing": ""}


def main() -> int:
    """Run the parts one after another, never two at once, and sum them up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    print(f"== pages, {options.size} products", flush=True)
    rows = pages.rows(pages.measure(pages.fixture(options.size), max(5, options.rounds)))
    print(pages.table(rows), flush=True)
    missed = [f"{row.bar} ({row.name})" for row in rows if row.passed is False]
    for part, bar in PARTS.items():
        print(f"== {part}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], cwd=ROOT, check=False).returncode:
            missed.append(bar)
    print(f"== missed: {'; '.join(missed)}" if missed else "== every bar met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
