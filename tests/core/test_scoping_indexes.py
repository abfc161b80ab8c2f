"""The scope is an index away: by the plan of the database, with many rows."""

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from admin.households.models import Household
from core.db import db
from core.scoping import Scope
from tests.support.plans import know_sizes
from tests.support.registry import many_households

PUNO = frozenset({"2101"})


SCOPES = (Scope(provinces=PUNO), Scope(provinces=PUNO, districts=frozenset({"210101"})))


def test_a_territory_is_found_by_index(app: Flask, session: Session) -> None:
    many_households(session, 2000)
    know_sizes(session)
    with app.app_context():
        bind = db.engine
    explain = "EXPLAIN QUERY PLAN" if bind.dialect.name == "sqlite" else "EXPLAIN"
    for scope in SCOPES:
        asked = select(Household.id).where(Household.scope_criterion(scope))
        sql = str(asked.compile(bind, compile_kwargs={"literal_binds": True}))
        plan = "\n".join(map(str, session.execute(text(f"{explain} {sql}"))))
        assert "ix_household_" in plan
        assert "SCAN household" not in plan
        assert "Seq Scan" not in plan
