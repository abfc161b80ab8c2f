"""Two offices importing at the same moment: both sheets go in, and what they share goes in once."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.imports.rows import read_sheet
from admin.imports.saving import import_rows
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM
from core.db import db
from core.scoping import commanded
from tests.admin.imports.conftest import PAPA
from tests.support import writers

ROWS = [PAPA | {"producto": f"Papa {number}"} for number in range(12)]


def counted(session: Session) -> tuple[int, int]:
    session.rollback()
    enterprises = session.scalar(select(func.count()).select_from(Enterprise)) or 0
    return enterprises, session.scalar(select(func.count()).select_from(Product)) or 0


def test_one_sheet_imported_twice_at_once_doubles_nothing(
    app: Flask, session: Session, write: Callable[..., Path]
) -> None:
    sheet = read_sheet(write(*ROWS))
    session.rollback()

    def work() -> None:
        with app.app_context(), commanded():
            import_rows(db.session(), sheet.rows, by=SYSTEM, publish=True)
            db.session.commit()
            db.session.remove()

    writers.at_once(3, work)
    assert counted(session) == (1, len(ROWS))
