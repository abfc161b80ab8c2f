"""Two processes on one node, two nodes on one database: both find what is published, and soon; nothing else."""

import dataclasses
import statistics
from pathlib import Path

import pytest

from app import create_app
from core.db import db
from tests.support import cast
from tests.support.databases import Databases
from tests.support.nodes import Node, nodes, rename, set_status, somebody_writing, wait_for

pytestmark = pytest.mark.fault
ROUNDS = 5
PROMISED_SECONDS = 1.0
# A machine that also runs other tests may be late now and then.
LATE_SECONDS = 5.0


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_publish_edit_and_unpublish_are_seen_by_both_under_load(
    databases: Databases, tmp_path: Path, engine: str
) -> None:
    with databases.fresh(engine) as settings:
        app = create_app(settings)
        with app.app_context():
            maker = cast.make_enterprise(db.session(), "Papas Ccotana")
            others = [cast.make_product(db.session(), maker, f"Oca {n}").id for n in range(20)]
            product = cast.make_product(db.session(), maker, "Zapallo macre", status="unpublished").id
            db.session.commit()
            db.session.remove()
        several, servers = [settings], 2
        if engine == "postgresql":
            other = dataclasses.replace(settings, data_dir=tmp_path / "other")
            other.data_dir.mkdir(mode=0o700)
            several, servers = [settings, other], 1
        with nodes(several, tmp_path, servers) as both, somebody_writing(app, others):
            seconds = [second for _ in range(ROUNDS) for second in _round(app, product, both)]
        with app.app_context():
            db.engine.dispose()
    assert statistics.median(seconds) < PROMISED_SECONDS, seconds
    assert max(seconds) < LATE_SECONDS, seconds


def _round(app, product: int, both: list[Node]) -> list[float]:  # type: ignore[no-untyped-def]
    """Publish, edit, unpublish; the seconds until all found the first two."""
    rename(app, product, "Zapallo macre")
    set_status(app, product, "published")
    published = wait_for(lambda: all("Zapallo</mark> macre" in one.finds("zapallo") for one in both))
    rename(app, product, "Calabaza dulce")
    edited = wait_for(lambda: all("Calabaza</mark> dulce" in one.finds("calabaza") for one in both))
    set_status(app, product, "unpublished")
    for one in both:
        assert "Calabaza</mark>" not in one.finds("calabaza")
    return [published, edited]
