"""Two processes on one node, two nodes on one database: both find what is published, and never what is not."""

import dataclasses
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from core.db import db
from tests.support import cast
from tests.support.databases import Databases
from tests.support.nodes import Node, nodes, rename, set_status, somebody_writing, wait_for

pytestmark = pytest.mark.fault
ROUNDS = 3


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
            for _ in range(ROUNDS):
                _round(app, product, both)
        with app.app_context():
            db.engine.dispose()


def _round(app: Flask, product: int, both: list[Node]) -> None:
    """Publish, edit, unpublish: all find the first two, and `make bench` says how soon; the last is gone at once."""
    rename(app, product, "Zapallo macre")
    set_status(app, product, "published")
    wait_for(lambda: all("Zapallo</mark> macre" in one.finds("zapallo") for one in both))
    rename(app, product, "Calabaza dulce")
    wait_for(lambda: all("Calabaza</mark> dulce" in one.finds("calabaza") for one in both))
    set_status(app, product, "unpublished")
    for one in both:
        assert "Calabaza</mark>" not in one.finds("calabaza")
