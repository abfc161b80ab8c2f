"""Bars 1 to 3, as far as there is no page cache: what a page costs the server, beside a bare view of 20 KB.

    python -m benchmarks.pages [--size 20000] [--rounds 7]

The gate is the server's processor time per request, read from the kernel's clock of its threads, not wall
time: the client and the rest of the machine do not count. Requests of a round are interleaved by address.
"""

import argparse
import contextlib
import hashlib
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.server import CONST
from core.config import ROOT

CACHE = ROOT / "benchmarks" / ".cache"
REQUESTS = 40
# Stand for addresses that name things of the catalogue.
PRODUCTS, COMPARED, SHEETS = "products", "compared", "sheets"
# Address, bar as a share of what const is worth, and which bar it is.
PAGES = (
    ("page 1", "/productos", 0.50, "bar 1"),
    ("deep page (p150)", "/productos?pagina=150", None, "bar 2"),
    ("filter and sort", "/productos?departamento=cajamarca&mes=mayo&orden=precio", None, ""),
    ("words", "/productos?q=papa+nativa", None, ""),
    ("product page", PRODUCTS, 0.40, "bar 3"),
    ("enterprises", "/emprendimientos", None, ""),
    ("home", "/", None, ""),
    ("sectors", "/rubros", None, ""),
    ("places", "/lugares", None, ""),
    ("department", "/lugares/cajamarca", None, ""),
    ("compare four", COMPARED, None, ""),
    ("technical sheet", SHEETS, None, ""),
)
DEEP_SHARE = 0.70


@dataclass(frozen=True)
class Row:
    """One measured thing: its number, its bar and whether it reached it (None: no bar)."""

    name: str
    measured: str
    bar: str
    passed: bool | None


def fixture(size: int) -> dict[str, str]:
    """The environment of a site with so many products; made once for each version of the schema and the demo."""
    versions = hashlib.sha256()
    for path in sorted(
        [*(ROOT / "migrations" / "versions").glob("*.py"), *(ROOT / "admin" / "demo").glob("*.py")]
    ):
        versions.update(path.read_bytes())
    folder = CACHE / f"{size}-{versions.hexdigest()[:12]}"
    environ = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "APP_ENV": "development",
        "DATA_DIR": str(folder / "data"),
        "MEDIA_DIR": str(folder / "media"),
        "LOG_LEVEL": "ERROR",
    }
    if not (folder / "done").exists():
        # What an interrupted run left, and catalogues of older versions.
        for old in CACHE.glob(f"{size}-*"):
            shutil.rmtree(old)
        folder.mkdir(parents=True)
        print(f"Making a catalogue of {size} products, once, in {folder.relative_to(ROOT)}", flush=True)
        started = time.monotonic()
        for command in (["db", "upgrade"], ["demo", "load", "--products", str(size)]):
            flask = [sys.executable, "-m", "flask", "--app", "app", *command]
            subprocess.run(flask, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
        (folder / "done").write_text(f"{time.monotonic() - started:.0f} s")
    return environ


@contextlib.contextmanager
def server(environ: dict[str, str]) -> Iterator[tuple[int, int]]:
    """A server in a process of its own; gives its process number and its port."""
    with tempfile.TemporaryDirectory() as folder:
        port = Path(folder, "port")
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", str(port)], cwd=ROOT, env=environ
        )
        try:
            while not port.exists():
                if process.poll() is not None:
                    raise SystemExit("the server did not start")
                time.sleep(0.05)
            yield process.pid, int(port.read_text())
        finally:
            process.kill()
            process.wait()


def processor_seconds(pid: int) -> float:
    """Processor time of all threads of a process, in the kernel's nanoseconds."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def slugs(environ: dict[str, str], count: int) -> list[str]:
    """Some products spread over the catalogue."""
    engine = create_engine(f"sqlite:///{environ['DATA_DIR']}/juntos.sqlite3")
    with engine.connect() as connection:
        found = list(
            connection.scalars(text("SELECT slug FROM product WHERE status = 'published' ORDER BY id"))
        )
    engine.dispose()
    return found[:: max(1, len(found) // count)][:count]


def measure(environ: dict[str, str], rounds: int) -> dict[str, float]:
    """Median processor milliseconds a request, for const and for each page."""
    named = _named(slugs(environ, REQUESTS))
    addresses = {"const": [CONST] * REQUESTS}
    addresses |= {name: named.get(address, [address] * REQUESTS) for name, address, *_ in PAGES}
    costs: dict[str, list[float]] = {name: [] for name in addresses}
    with server(environ) as (pid, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for wanted in addresses.values():
            _ask(connection, wanted[:5])
        for _round in range(rounds):
            for name, wanted in addresses.items():
                before = processor_seconds(pid)
                _ask(connection, wanted)
                costs[name].append((processor_seconds(pid) - before) / len(wanted) * 1000)
        connection.close()
    return {name: statistics.median(values) for name, values in costs.items()}


def _named(found: list[str]) -> dict[str, list[str]]:
    """The addresses of pages about these products, in turn."""
    fours = [found[place : place + 4] or found[:4] for place in range(len(found))]
    return {
        PRODUCTS: [f"/productos/{slug}" for slug in found],
        SHEETS: [f"/productos/{slug}?formato=ficha" for slug in found],
        COMPARED: ["/comparar?" + "&".join(f"p={slug}" for slug in four) for four in fours],
    }


def _ask(connection: http.client.HTTPConnection, addresses: list[str]) -> None:
    for address in addresses:
        connection.request("GET", address, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")


def rows(costs: dict[str, float]) -> list[Row]:
    """The costs as rows of the table, each beside its bar."""
    const = costs["const"]
    found = [Row("const: 20 KB from a bare view", f"{const:.2f} ms", "", None)]
    for name, _address, share, bar in PAGES:
        worth = const / costs[name]
        passed = None if share is None else worth >= share
        if name.startswith("deep"):
            deep = costs["page 1"] / costs[name]
            measured, said = (
                f"{costs[name]:.2f} ms = {deep:.0%} of page 1",
                f"{bar}: ≥ {DEEP_SHARE:.0%} of page 1",
            )
            found.append(Row(name, measured, said, deep >= DEEP_SHARE))
        else:
            said = f"{bar}: ≥ {share:.0%} of const" if share else ""
            found.append(Row(name, f"{costs[name]:.2f} ms = {worth:.0%} of const", said, passed))
    return found


def table(lines: list[Row]) -> str:
    """Rows as aligned text."""
    verdict = {True: "pass", False: "MISS", None: ""}
    return "\n".join(
        f"{row.name:32} {row.measured:28} {row.bar:28} {verdict[row.passed]}".rstrip() for row in lines
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    print(table(rows(measure(fixture(options.size), max(5, options.rounds)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
