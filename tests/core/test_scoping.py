"""Private rows are read within a scope, by whichever way a statement is made."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, exists, func, insert, literal, select, text, union, update
from sqlalchemy.orm import Session, aliased

from admin.households.models import Household, Member
from catalog.places.models import District
from core.clock import now
from core.db import db
from core.scoping import Scope, ScopeError, own_scope, use_scope
from tests.support.staff import CCORCA, PUNO

CUSCO = Scope(provinces=frozenset({"0801", "0803"}))
# Each kind of scope, and somebody else of that kind whose statements were compiled before.
KINDS = (
    (CUSCO, Scope(provinces=frozenset({"2101"}))),
    (
        Scope(provinces=frozenset({"0801"}), districts=frozenset({CCORCA})),
        Scope(provinces=frozenset({"2101"}), districts=frozenset({PUNO})),
    ),
)
Ids = dict[str, int]


def _own(ids: Ids, whose: str) -> Scope:
    """What is one person's own: her household, and whoever lives there."""
    return own_scope({"household": {ids[whose]}, "member": {ids[f"{whose} member"]}})


def _home(session: Session, district: str, name: str) -> Household:
    at = now()
    home = Household(district_code=district, name_key=name, created_at=at, updated_at=at)
    session.add(home)
    session.flush()
    session.add(
        Member(
            household_id=home.id,
            district_code=district,
            given_names=name,
            name_key=name,
            sound_key=name,
            created_at=at,
            updated_at=at,
        )
    )
    session.flush()
    return home


@pytest.fixture
def ids(session: Session) -> Ids:
    """A household in Cusco and one in Puno."""
    made = {"own": _home(session, CCORCA, "propia").id, "foreign": _home(session, PUNO, "ajena").id}
    for whose in ("own", "foreign"):
        made[f"{whose} member"] = session.scalars(select(Member.id).filter_by(household_id=made[whose])).one()
    session.commit()
    return made


@pytest.fixture
def open_as(app: Flask, ids: Ids) -> Iterator[Callable[[Scope | None], Session]]:
    """`open_as(scope)` opens a session as in a request of somebody with that scope."""
    opened: list[Session] = []

    def begin(scope: Scope | None) -> Session:
        made = Session(db.engine)
        opened.append(made)
        if scope is not None:
            use_scope(made, scope)
        return made

    with app.test_request_context("/"):
        yield begin
        for one in opened:
            one.close()


H, M = Household, Member
one = aliased(H)
two = aliased(H)
inner = select(H.id).where(H.name_key != "").subquery()
cte = select(H.id, H.name_key).cte("seen")
# Ways to ask for names of households; none may say "ajena".
READS: dict[str, Any] = {
    "entity": select(H).with_only_columns(H.name_key),
    "column": select(H.name_key),
    "alias": select(one.name_key),
    "two aliases": select(two.name_key, one.name_key).join(one, one.district_code == two.district_code),
    "join": select(M.name_key).join(M.household),
    "outer join": select(H.name_key, M.name_key).join(H.members, isouter=True),
    "from public": select(M.name_key).select_from(District).join(M, M.district_code == District.code),
    "exists": select(District.code).where(exists().where(H.district_code == District.code)),
    "in": select(District.code).where(District.code.in_(select(H.district_code))),
    "any": select(H.name_key).where(H.members.any(M.given_names != "")),
    "scalar": select(District.name, select(func.max(H.name_key)).scalar_subquery()),
    "scalar alone": select(select(func.min(H.name_key)).scalar_subquery()),
    "correlated": select(District.code).where(
        select(func.count(H.id)).where(H.district_code == District.code).scalar_subquery() > 0
    ),
    "subquery": select(District.code, H.name_key)
    .join(H, H.district_code == District.code)
    .join(inner, inner.c.id == H.id),
    "cte": select(cte.c.name_key),
    "union": union(select(H.name_key), select(M.name_key)),
    "union of literals": union(select(literal("x")), select(H.name_key)),
    "lateral": select(
        District.name, select(H.name_key).where(H.district_code == District.code).limit(1).scalar_subquery()
    ),
    "group": select(H.district_code, func.max(H.name_key)).group_by(H.district_code),
    "window": select(H.name_key, func.row_number().over(order_by=H.id)),
    "locked": select(H.name_key).with_for_update(),
    "streamed": select(H.name_key).execution_options(yield_per=1),
    "from statement": select(H).from_statement(select(H)),
}
TABLE = H.__table__
REFUSED: dict[str, Any] = {
    "table": select(TABLE),
    "table in exists": select(District.code).where(exists(select(TABLE.c.id).where(TABLE.c.name_key != ""))),
    "text": text("SELECT name_key FROM household"),
    "text, quoted and loud": text('SELECT name_key FROM "HOUSEHOLD" h'.replace("HOUSEHOLD", "household")),
    "text in a query": select(District.code).where(text("EXISTS (SELECT 1 FROM household)")),
    "text of entities": select(H).from_statement(text("SELECT * FROM household")),
    "Core insert": insert(TABLE).from_select(["name_key"], select(TABLE.c.name_key)),
    "Core update": update(TABLE).values(name_key="x"),
    "Core delete": delete(TABLE),
    "bulk insert": insert(H).values(district_code=CCORCA, created_at=now(), updated_at=now()),
    "moving in bulk": update(H).values(district_code=PUNO, province_code="2101"),
    "under another household": update(M).values(household_id=1),
}


@pytest.mark.parametrize("way", READS)
def test_own_rows_are_read_and_no_others(
    open_as: Callable[[Scope | None], Session], ids: Ids, way: str
) -> None:
    for mine, theirs in (*KINDS, (_own(ids, "own"), _own(ids, "foreign"))):
        with open_as(theirs) as first:
            others = str(first.execute(READS[way]).all())
        with open_as(mine) as second:
            said = str(second.execute(READS[way]).all())
        assert not any(word in said for word in ("ajena", PUNO))
        assert not any(word in others for word in ("propia", CCORCA))
        assert "propia" in said or CCORCA in said or "Household" in said


@pytest.mark.parametrize("way", READS | REFUSED)
def test_nothing_is_read_without_a_scope(open_as: Callable[[Scope | None], Session], way: str) -> None:
    with pytest.raises(ScopeError):
        open_as(None).execute((READS | REFUSED)[way])


@pytest.mark.parametrize("way", REFUSED)
def test_what_cannot_be_narrowed_is_refused(open_as: Callable[[Scope | None], Session], way: str) -> None:
    with pytest.raises(ScopeError):
        open_as(CUSCO).execute(REFUSED[way])


@pytest.mark.parametrize("way", REFUSED)
def test_nor_in_the_scope_of_what_is_ones_own(
    open_as: Callable[[Scope | None], Session], ids: Ids, way: str
) -> None:
    with pytest.raises(ScopeError):
        open_as(_own(ids, "own")).execute(REFUSED[way])


def test_of_ones_own_a_table_that_is_not_named_has_no_row(
    open_as: Callable[[Scope | None], Session], ids: Ids
) -> None:
    only_herself = open_as(own_scope({"member": {ids["own member"]}}))
    assert only_herself.scalars(select(Member.name_key)).all() == ["propia"]
    assert only_herself.scalars(select(Household.id)).all() == []
