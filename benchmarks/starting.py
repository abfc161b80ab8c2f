"""Bar 10: importing the application beside importing, bare, the libraries it loads.

    python -m benchmarks.starting [--rounds 9]

The list of libraries is not written by hand: it is what `import app` leaves loaded, minus our own modules and
Python's. Each import runs in a process of its own; the gate is processor time, rounds interleaved, medians.
"""

import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.table import Row, part
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


def rows(_size: int, rounds: int) -> Iterator[Row]:
    """Both times and their ratio, and what should have waited."""
    ours, bare, early = measure(rounds)
    measured = f"{ours:.2f} s = {ours / bare:.2f} × its libraries"
    yield Row("import of the application", measured, f"10: ≤ {BAR} ×", ours <= BAR * bare)
    named = ", ".join(early) or "none"
    yield Row("loaded though only some commands need it", named, "10: none", not early)


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
