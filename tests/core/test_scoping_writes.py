"""Private rows are written within a scope only, and a block that reaches everything leaves nothing behind."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

from admin.households.models import Household, HouseholdEvent, Member
from core.clock import now, today
from core.db import Base, db
from core.scoping import EVERYTHING, NOTHING, Private, Scope, ScopeError, everything, use_scope
from tests.support.registry import make_household
from tests.support.staff import CCORCA, PUNO

CUSCO = Scope(provinces=frozenset({"0801", "0803"}))
GESTOR = Scope(provinces=frozenset({"0801"}), districts=frozenset({CCORCA}))
Open = Callable[[Scope], Session]


@pytest.fixture
def homes(session: Session) -> tuple[int, int]:
    """The numbers of a household in Ccorca and of one in Puno."""
    made = make_household(session).id, make_household(session, district=PUNO).id
    session.commit()
    return made


@pytest.fixture
def open_as(app: Flask, homes: tuple[int, int]) -> Iterator[Open]:
    """`open_as(scope)` opens a session as in a request of somebody with that scope."""
    with app.test_request_context("/"):
        made = Session(db.engine)
        yield lambda scope: (use_scope(made, scope), made)[1]
        made.close()


def _home(district: str) -> Household:
    return Household(district_code=district, created_at=now(), updated_at=now())


def _event(household_id: int, district: str) -> HouseholdEvent:
    return HouseholdEvent(
        household_id=household_id, district_code=district, kind="left", occurred_on=today(),
        recorded_at=now(), recorded_by="Alguien",
    )  # fmt: skip


@pytest.mark.parametrize("scope", [CUSCO, GESTOR])
def test_a_row_within_the_scope_is_written(open_as: Open, homes: tuple[int, int], scope: Scope) -> None:
    session = open_as(scope)
    session.add_all([_home(CCORCA), _event(homes[0], CCORCA)])
    session.flush()


@pytest.mark.parametrize("scope", [CUSCO, GESTOR, NOTHING])
def test_a_row_elsewhere_is_refused(open_as: Open, scope: Scope) -> None:
    session = open_as(scope)
    session.add(_home(PUNO))
    with pytest.raises(ScopeError):
        session.flush()


def test_a_row_under_a_foreign_one_is_refused(open_as: Open, homes: tuple[int, int]) -> None:
    session = open_as(CUSCO)
    session.add(_event(homes[1], CCORCA))
    with pytest.raises(ScopeError):
        session.flush()


def test_a_row_is_not_moved_out_of_the_scope(open_as: Open, homes: tuple[int, int]) -> None:
    session = open_as(CUSCO)
    session.get_one(Household, homes[0]).district_code = PUNO
    with pytest.raises(ScopeError):
        session.flush()


def test_what_a_refused_flush_left_opens_nothing(open_as: Open) -> None:
    session = open_as(CUSCO)
    session.add(_home(PUNO))
    with pytest.raises(ScopeError):
        session.flush()
    session.rollback()
    with pytest.raises(ScopeError):
        session.execute(update(Household.__table__).values(name_key="x"))  # type: ignore[arg-type]


def test_bulk_changes_stay_within_the_scope(open_as: Open, homes: tuple[int, int], session: Session) -> None:
    mine = open_as(CUSCO)
    mine.execute(update(Household).values(name_key="cambiado"))
    mine.commit()
    assert session.get_one(Household, homes[0], populate_existing=True).name_key == "cambiado"
    assert session.get_one(Household, homes[1], populate_existing=True).name_key != "cambiado"


def test_get_finds_nothing_foreign(open_as: Open, homes: tuple[int, int]) -> None:
    session = open_as(CUSCO)
    assert session.get(Household, homes[0]) is not None
    assert session.get(Household, homes[1]) is None


def test_a_session_keeps_its_scope(open_as: Open) -> None:
    session = open_as(CUSCO)
    with pytest.raises(ScopeError):
        use_scope(session, EVERYTHING)


def test_what_was_read_of_everything_is_let_go(open_as: Open, homes: tuple[int, int]) -> None:
    session = open_as(CUSCO)
    with everything(session, "a test"):
        held = session.get_one(Household, homes[1])
        assert len(session.scalars(select(Member)).all()) == 2
    assert held not in session
    assert held.id == homes[1]
    assert session.get(Household, homes[1]) is None
    assert len(session.scalars(select(Member)).all()) == 1


def test_no_public_model_leads_to_a_private_one(app: Flask) -> None:
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Private):
            for relation in inspect(mapper).relationships:
                assert not issubclass(relation.mapper.class_, Private), relation
