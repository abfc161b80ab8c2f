"""What the registry is asked, at 100,000 households and enterprises, beside the same at a tenth of that.

    python -m benchmarks.registry [--size 20000] [--rounds 5]

Five households a product. No bar in figures: lists and looks for doubles go by index, so that ten times the registry
must not cost ten times the time. The words are common ones, found in a good part of all names.
"""

import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from admin.doubles.queries import Who, find_alike
from admin.enterprise_doubles.queries import find_alike as find_like_enterprises
from admin.enterprises import queries as enterprises
from admin.enterprises.filters import RecordFilters
from admin.households import queries as households
from admin.households.filters import HouseholdFilters
from admin.members.queries import member_by_dni
from app import create_app
from benchmarks.fixture import flask
from benchmarks.table import Row, part
from core.config import from_environment
from core.db import db, refresh_statistics
from core.scoping import commanded
from tests.support.enterprises import RUC, many_enterprises
from tests.support.registry import many_households

A_PRODUCT = 5
DISTRICT = "080102"
ASKED: dict[str, Callable[[Session], Any]] = {
    "households, first page": lambda session: households.list_page(session, HouseholdFilters()),
    "households, two words": lambda session: households.list_page(
        session, HouseholdFilters(words="condori elen")
    ),
    "households, a district": lambda session: households.list_page(
        session, HouseholdFilters(district=DISTRICT)
    ),
    "who looks alike": lambda session: find_alike(
        session, Who("Mamani Quispe Rosa", DISTRICT, "00000001", "+51990000001")
    ),
    "somebody by DNI": lambda session: member_by_dni(session, "00000001"),
    "enterprises, first page": lambda session: enterprises.list_page(session, RecordFilters()),
    "enterprises, a word": lambda session: enterprises.list_page(session, RecordFilters(words="queso")),
    "enterprises alike": lambda session: find_like_enterprises(session, "Quesos de la Abuela", DISTRICT, RUC),
}


@contextlib.contextmanager
def registry(number: int) -> Iterator[Flask]:
    """A site with so many households, an enterprise each."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "APP_ENV": "development", "LOG_LEVEL": "ERROR",
            "DATA_DIR": str(Path(folder, "data")), "MEDIA_DIR": str(Path(folder, "media")),
        }  # fmt: skip
        flask(environ, "db", "upgrade")
        app = create_app(from_environment(environ))
        with app.app_context(), commanded():
            session = db.session()
            many_households(session, number)
            many_enterprises(session, number)
            refresh_statistics(session)
            session.commit()
            db.session.remove()
            # SQLite tells a connection how many rows there are when it is opened.
            db.engine.dispose()
        yield app


def milliseconds(app: Flask, ask: Callable[[Session], Any]) -> float:
    """How long one question takes, by the processor's clock; nothing is kept from the one before."""
    with app.app_context(), commanded():
        session = db.session()
        session.connection()
        started = time.process_time()
        ask(session)
        used = time.process_time() - started
        db.session.remove()
    return used * 1000


def rows(size: int, rounds: int) -> Iterator[Row]:
    """Each question of the large registry, and how much more it costs than of the small one."""
    number = size * A_PRODUCT
    with registry(number // 10) as small, registry(number) as large:
        for app in (small, large):
            for ask in ASKED.values():
                milliseconds(app, ask)
        for name, ask in ASKED.items():
            pairs = [(milliseconds(large, ask), milliseconds(small, ask)) for _round in range(rounds)]
            ours = statistics.median(one for one, _other in pairs)
            growth = statistics.median(one / other for one, other in pairs)
            yield Row(f"{number:,} {name}", f"{ours:.1f} ms = {growth:.1f} × a tenth of them")


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
