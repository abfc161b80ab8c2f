"""Which records each role reaches, and what a substitution adds between its days."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from admin.access.models import Account, DistrictAssignment, Substitution
from admin.access.permissions import Role
from admin.territories.models import TerritorialUnit, UnitProvince
from admin.territories.queries import scope_of
from catalog.places.queries import gazetteer
from core.clock import now, today
from core.scoping import EVERYTHING, NOTHING, Scope

CUSCO, CALCA, PUNO = "0801", "0804", "2101"
CCORCA, POROY, PISAC = "080102", "080103", "080405"


@pytest.fixture
def cusco(session: Session) -> TerritorialUnit:
    return make_unit(session, "Cusco", CUSCO, CALCA)


@pytest.fixture
def puno(session: Session) -> TerritorialUnit:
    return make_unit(session, "Puno", PUNO)


def make_unit(session: Session, name: str, *provinces: str) -> TerritorialUnit:
    unit = TerritorialUnit(name=name, updated_at=now())
    session.add(unit)
    session.flush()
    session.add_all(UnitProvince(province_code=code, unit_id=unit.id) for code in provinces)
    session.flush()
    return unit


def make_account(
    session: Session, role: Role, unit: TerritorialUnit | None = None, *districts: str
) -> Account:
    account = Account(
        email=f"{role}-{unit.id if unit else 0}-{len(districts)}@ejemplo.pe", name="Personaje de Prueba",
        role=role, unit_id=unit.id if unit else None, created_at=now(), updated_at=now(),
    )  # fmt: skip
    session.add(account)
    session.flush()
    session.add_all(DistrictAssignment(account_id=account.id, district_code=code) for code in districts)
    session.flush()
    return account


def stand_in(
    session: Session, absent: Account, substitute: Account, begins: int = 0, ends: int = 5, **facts: object
) -> None:
    """From and until so many days from today."""
    days = {"from_on": today() + timedelta(begins), "until_on": today() + timedelta(ends)}
    session.add(Substitution(absent_id=absent.id, substitute_id=substitute.id, **days, **facts))
    session.flush()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COMMUNICATION, Role.READER, Role.PRODUCER])
def test_who_works_with_no_person_reaches_none(session: Session, role: Role) -> None:
    assert scope_of(session, make_account(session, role)) == NOTHING


def test_uas_reaches_everything(session: Session) -> None:
    assert scope_of(session, make_account(session, Role.NATIONAL)) == EVERYTHING


def test_a_head_reaches_the_provinces_of_her_unit(session: Session, cusco: TerritorialUnit) -> None:
    head = make_account(session, Role.UNIT_HEAD, cusco)
    assert scope_of(session, head) == Scope(provinces=frozenset({CUSCO, CALCA}))


def test_a_gestor_reaches_her_districts(session: Session, cusco: TerritorialUnit) -> None:
    agent = make_account(session, Role.FIELD_AGENT, cusco, CCORCA)
    assert scope_of(session, agent) == Scope(
        provinces=frozenset({CUSCO, CALCA}), districts=frozenset({CCORCA})
    )


def test_a_gestor_without_districts_reaches_none(session: Session, cusco: TerritorialUnit) -> None:
    assert scope_of(session, make_account(session, Role.FIELD_AGENT, cusco)).districts == frozenset()


def test_a_district_of_a_province_that_left_the_unit_is_reached_no_more(
    session: Session, cusco: TerritorialUnit, puno: TerritorialUnit
) -> None:
    agent = make_account(session, Role.FIELD_AGENT, puno, CCORCA)
    assert scope_of(session, agent).districts == frozenset()


def test_a_substitute_reaches_what_the_absent_one_does_too(session: Session, cusco: TerritorialUnit) -> None:
    absent = make_account(session, Role.FIELD_AGENT, cusco, PISAC)
    substitute = make_account(session, Role.FIELD_AGENT, cusco, CCORCA, POROY)
    stand_in(session, absent, substitute)
    assert scope_of(session, substitute).districts == frozenset({CCORCA, POROY, PISAC})
    assert scope_of(session, absent).districts == frozenset({PISAC})


def test_a_head_who_stands_in_for_another_gestor_keeps_her_whole_provinces(
    session: Session, cusco: TerritorialUnit, puno: TerritorialUnit
) -> None:
    absent = make_account(session, Role.FIELD_AGENT, cusco, CCORCA)
    head = make_account(session, Role.UNIT_HEAD, puno)
    stand_in(session, absent, head)
    scope = scope_of(session, head)
    of_puno = {place.code for place in gazetteer(session).under(PUNO)}
    assert scope.provinces == frozenset({CUSCO, CALCA, PUNO})
    assert scope.districts == of_puno | {CCORCA}


def test_heads_who_stand_in_for_each_other_reach_both_units(
    session: Session, cusco: TerritorialUnit, puno: TerritorialUnit
) -> None:
    one, other = make_account(session, Role.UNIT_HEAD, cusco), make_account(session, Role.UNIT_HEAD, puno)
    stand_in(session, one, other)
    stand_in(session, other, one)
    both = Scope(provinces=frozenset({CUSCO, CALCA, PUNO}))
    assert (scope_of(session, one), scope_of(session, other)) == (both, both)


def test_an_absent_one_who_is_suspended_is_still_stood_in_for(
    session: Session, cusco: TerritorialUnit, puno: TerritorialUnit
) -> None:
    absent, substitute = (
        make_account(session, Role.UNIT_HEAD, cusco),
        make_account(session, Role.UNIT_HEAD, puno),
    )
    stand_in(session, absent, substitute)
    absent.suspended_at = now()
    session.flush()
    assert CUSCO in scope_of(session, substitute).provinces


@pytest.mark.parametrize(("begins", "ends", "reached"), [(0, 0, True), (1, 5, False), (-5, -1, False)])
def test_only_between_its_days(
    session: Session, cusco: TerritorialUnit, puno: TerritorialUnit, begins: int, ends: int, reached: bool
) -> None:
    absent, substitute = (
        make_account(session, Role.UNIT_HEAD, cusco),
        make_account(session, Role.UNIT_HEAD, puno),
    )
    stand_in(session, absent, substitute, begins, ends)
    assert (CUSCO in scope_of(session, substitute).provinces) is reached


def test_not_once_it_ended_early(session: Session, cusco: TerritorialUnit, puno: TerritorialUnit) -> None:
    absent, substitute = (
        make_account(session, Role.UNIT_HEAD, cusco),
        make_account(session, Role.UNIT_HEAD, puno),
    )
    stand_in(session, absent, substitute, ended_at=now())
    assert CUSCO not in scope_of(session, substitute).provinces


def test_whoever_reads_no_person_reads_none_as_a_substitute_either(
    session: Session, cusco: TerritorialUnit
) -> None:
    absent, reader = make_account(session, Role.UNIT_HEAD, cusco), make_account(session, Role.READER)
    stand_in(session, absent, reader)
    assert scope_of(session, reader) == NOTHING


def test_who_stands_in_for_uas_reaches_everything(session: Session, cusco: TerritorialUnit) -> None:
    head = make_account(session, Role.UNIT_HEAD, cusco)
    stand_in(session, make_account(session, Role.NATIONAL), head)
    assert scope_of(session, head) == EVERYTHING


def test_it_asks_three_times_however_many_are_absent(
    session: Session, cusco: TerritorialUnit, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    gazetteer(session)
    substitute = make_account(session, Role.FIELD_AGENT, cusco, CCORCA)
    for districts in ((POROY, PISAC), (CCORCA, POROY, PISAC), ()):
        stand_in(session, make_account(session, Role.FIELD_AGENT, cusco, *districts), substitute)
    with count_queries() as asked:
        scope = scope_of(session, substitute)
    assert scope.districts == {CCORCA, POROY, PISAC}
    assert len(asked) == 3, asked


def test_days_are_lima_s(
    session: Session, cusco: TerritorialUnit, puno: TerritorialUnit, clock: object
) -> None:
    assert today() == date(2026, 11, 10)
    absent, substitute = (
        make_account(session, Role.UNIT_HEAD, cusco),
        make_account(session, Role.UNIT_HEAD, puno),
    )
    stand_in(session, absent, substitute, 0, 0)
    assert CUSCO in scope_of(session, substitute).provinces
