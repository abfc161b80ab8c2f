"""Bar 10: importing the application beside importing, bare, the libraries it loads.

    python -m benchmarks.starting [--rounds 9]

The list of libraries is not written by hand: it is what `import app` leaves loaded, minus our own modules and
Python's. Each import runs in a process of its own; the gate is processor time, rounds interleaved, medians.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys

from core.config import ROOT

BAR = 1.15
# Only used by some commands: a start that loads them is a start made slower for nothing.
LATE = ("xlsxwriter", "python_calamine", "openpyxl", "PIL", "pillow_heif", "alembic", "defusedxml")
LIST = """
import sys, app
ours = ("app", "core", "catalog", "admin", "__main__")
print(" ".join(
    name for name, module in sys.modules.items()
    if name.split(".")[0] not in ours and name.split(".")[0] not in sys.stdlib_module_names
    and "site-packages" in (getattr(getattr(module, "__spec__", None), "origin", None) or "")
))
"""


def python(script: str) -> str:
    """Run a script in a fresh Python at the top of the project."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def cost(script: str) -> float:
    """Processor seconds of a script in a fresh Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    python(script)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(rounds: int) -> tuple[float, float, list[str]]:
    """Median seconds of the application and of its libraries, and the libraries that should have waited."""
    libraries = python(LIST).split()
    bare = "\n".join(f"import {name}" for name in libraries if "-" not in name)
    scripts = {"app": "import app", "libraries": bare}
    costs: dict[str, list[float]] = {name: [] for name in scripts}
    for script in scripts.values():
        python(script)
    for _round in range(rounds):
        for name, script in scripts.items():
            costs[name].append(cost(script))
    early = sorted({name.split(".")[0] for name in libraries} & set(LATE))
    return statistics.median(costs["app"]), statistics.median(costs["libraries"]), early


def main() -> int:
    """Print both times and their ratio; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    ours, bare, early = measure(max(5, parser.parse_args().rounds))
    print(f"import app {ours:.2f} s, its libraries alone {bare:.2f} s, on {os.cpu_count()} cores")
    if early:
        print(f"loaded at the start though only some commands need them: {', '.join(early)}")
    met = ours <= BAR * bare
    print(f"bar 10 (ratio <= {BAR}): {ours / bare:.2f} {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
