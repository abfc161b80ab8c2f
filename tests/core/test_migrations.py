"""A site that has data is brought to the newest schema with all of it."""

from collections.abc import Iterator

import pytest
from flask import Flask, current_app
from flask_migrate import downgrade
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from admin.demo import load
from admin.enterprises.models import EnterpriseRecord
from app import create_app
from catalog.products.models import Product
from core import migrations
from core.audit import AuditEntry
from core.db import db
from core.scoping import everything
from tests.support.databases import Databases

# The last version before the registry of households.
BEFORE = "0004"


@pytest.fixture
def filled(databases: Databases, engine_name: str) -> Iterator[Flask]:
    """A site of its own with some of the demo in it."""
    with databases.fresh(engine_name) as settings:
        app = create_app(settings)
        with app.app_context():
            with everything(db.session(), "the demo is loaded by a command"):
                load.load(db.session(), load.rows()[:8], seed=1)
                db.session.commit()
            db.session.remove()
            yield app
            db.session.remove()
            db.engine.dispose()


def counts() -> list[int | None]:
    with db.engine.connect() as connection:
        return [
            connection.scalar(select(func.count()).select_from(model.__table__))
            for model in (Product, EnterpriseRecord, AuditEntry)
        ]


def go_back_and_forth() -> None:
    migrations.load(current_app)
    downgrade(directory=str(migrations.FOLDER), revision=BEFORE)
    migrations.upgrade()


def test_what_is_there_stays_there(filled: Flask) -> None:
    before = counts()
    go_back_and_forth()
    assert counts() == before
    assert before[0] == 8


def test_a_record_of_before_gets_its_province(filled: Flask) -> None:
    go_back_and_forth()
    with db.engine.connect() as connection:
        found = connection.execute(text("SELECT province_code, district_code FROM enterprise_record")).all()
    assert found
    assert all(district.startswith(province) for province, district in found)


def test_references_are_enforced_again_afterwards(filled: Flask) -> None:
    go_back_and_forth()
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("UPDATE enterprise_record SET district_code = '999999'"))
