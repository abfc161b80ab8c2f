"""The hook of core.scoping: criteria go into each statement, and each statement is read before it goes out.

What goes out is judged by its SQL, so that it does not matter by which way it was made: a subquery, an alias, a table
of Core, plain text. Statements on public tables cost one look-up in a cache.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Any, cast
from weakref import ref

from sqlalchemy import ColumnElement, Connection, Engine, Table, event, inspect, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.interfaces import CriteriaOption
from sqlalchemy.orm.util import LoaderCriteriaOption

from core.scoping import Private, Scope, ScopeError, Territorial, scope_in

_WHOSE, _OPTIONS = "juntos.session", "juntos.criteria"
_CHANGES = re.compile(r"\s*(insert|update|delete)\b", re.IGNORECASE)
_LOCKS = re.compile(r"for (no key )?(update|share|key share) of [\w, ]+", re.IGNORECASE)
_ASSIGNED = re.compile(r"\bset\b(.*?)(\bwhere\b|$)", re.IGNORECASE | re.DOTALL)
_PLACED = re.compile(r"\b(province_code|district_code|\w+_id)\s*=")
# A private table as SQL names it, and the name it goes by.
Named = tuple[tuple[str, str], ...]
# `Scope.kind`: the criteria of one kind differ by their values alone.
Kind = tuple[bool, tuple[str, ...] | None]


class _Criterion(LoaderCriteriaOption):
    """As SQLAlchemy's, and adapted to an alias that is joined by an expression too."""

    _traverse_internals = LoaderCriteriaOption._traverse_internals  # noqa: SLF001 what its cache key is made of

    def _resolve_where_criteria(self, ext_info: Any) -> ColumnElement[bool]:
        criterion = super()._resolve_where_criteria(ext_info)
        return ext_info._adapter.traverse(criterion) if ext_info.is_aliased_class else criterion  # noqa: SLF001


class _Criteria(CriteriaOption):
    """The criteria of all private models as one option: they differ by their models and by the kind of the scope.

    With each request they are told apart by these alone, which costs a twentieth of walking through all of them; they
    are walked through where a statement is compiled. What a compiled statement holds is read in either case.
    """

    inherit_cache = False

    def __init__(self, scope: Scope) -> None:
        self.kind = (len(Private.known), *scope.kind)
        self.bound = scope.bound
        self.criteria = tuple(
            _Criterion(model, model.scope_criterion(scope), include_aliases=True, propagate_to_loaders=False)
            for model in Private.known.values()
        )

    def _gen_cache_key(self, _anonymous: Any, bound: list[Any]) -> tuple[Any, ...]:
        # By their places in this list, the values of one scope are put where another's were when it was compiled.
        bound.extend(self.bound)
        return (_Criteria, *self.kind)

    def process_compile_state(self, compile_state: Any) -> None:
        """Let a query that is compiled now know the criteria."""
        self.get_global_criteria(compile_state.global_attributes)

    def process_compile_state_replaced_entities(self, compile_state: Any, _entities: Any) -> None:
        """The same, for one that counts or tests what another finds."""
        self.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[Any, Any]) -> None:
        """The same, for a change of many rows."""
        for criterion in self.criteria:
            criterion.get_global_criteria(attributes)


@event.listens_for(Session, "do_orm_execute")
def _add_criteria(state: ORMExecuteState) -> None:
    scope = scope_in(state.session.info)
    if scope is None or scope.everything or not state.is_orm_statement:
        return
    state.statement = cast(Any, state.statement).options(_criteria(state.session.info, scope))


def _criteria(info: dict[Any, Any], scope: Scope) -> _Criteria:
    made: tuple[Scope, _Criteria] | None = info.get(_OPTIONS)
    if made is None or made[0] != scope or made[1].kind[0] != len(Private.known):
        made = info[_OPTIONS] = (scope, _Criteria(scope))
    return made[1]


@event.listens_for(Session, "after_begin")
def _tell_whose(session: Session, _transaction: Any, connection: Connection) -> None:
    connection.execution_options(**{_WHOSE: ref(session)})


@event.listens_for(Engine, "before_cursor_execute")
def _read_statement(
    connection: Connection, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool
) -> None:
    whose = connection.get_execution_options().get(_WHOSE)
    if whose is None:
        return
    compiled = context.compiled
    sql: str = statement if compiled is None else compiled.string
    named = _named(sql, len(Private.known))
    if not named:
        return
    session: Session = whose()
    scope = scope_in(session.info)
    if scope is None:
        raise ScopeError(f"no scope was given to the session that asked for {named[0][0]}")
    # What a flush writes is checked row by row, below.
    if scope.everything or (session._flushing and _CHANGES.match(sql)):  # noqa: SLF001
        return
    if not _holds(sql, named, scope):
        raise ScopeError(f"a statement reaches {named[0][0]} beyond the scope of its session")


@lru_cache(maxsize=4096)
def _named(sql: str, _known: int) -> Named:
    """Each place where a statement names a private table."""
    tables = "|".join(map(re.escape, Private.known))
    if not tables:
        return ()
    place = rf'(?<![\w.])"?({tables})"?(?![\w."])(?:\s+as\s+"?(\w+)"?)?'
    found = re.findall(place, _LOCKS.sub("", sql), re.IGNORECASE)
    # By way of a schema too.
    found += re.findall(rf'\b(?:main|public|temp)"?\."?({tables})"?(?![\w."])()', sql, re.IGNORECASE)
    return tuple((table.lower(), (alias or table).lower()) for table, alias in found)


@lru_cache(maxsize=2048)
def _holds_cached(sql: str, named: Named, kind: Kind) -> bool:
    if re.match(r"\s*insert\b", sql, re.IGNORECASE):
        return False
    if re.match(r"\s*update\b", sql, re.IGNORECASE):
        assigned = _ASSIGNED.search(sql)
        if assigned is None or _PLACED.search(assigned.group(1)):
            return False
    written = _spaced(sql)
    # A look-alike in a text proves nothing: criteria are bound parameters with names of their own.
    return all(
        written.count(_spaced(_expected(table, alias, kind))) >= times
        for (table, alias), times in Counter(named).items()
    )


def _holds(sql: str, named: Named, scope: Scope) -> bool:
    """Whether each private table of a statement stands there with its criterion."""
    return _holds_cached(sql, named, scope.kind)


@lru_cache(maxsize=2048)
def _expected(table: str, alias: str, kind: Kind) -> str:
    """The criterion of a table by that name, as SQL writes it."""
    narrowed, own = kind
    scope = Scope(
        districts=frozenset() if narrowed else None,
        own=None if own is None else tuple((one, frozenset()) for one in own),
    )
    if alias == f"scope_{table}":
        return str(scope.holds(Private.known[table].table().alias(alias).c))
    written = str(Private.known[table].scope_criterion(scope))
    return re.sub(rf"(?<![\w.]){table}\.", f"{alias}.", written)


def _spaced(sql: str) -> str:
    return " ".join(sql.replace('"', "").split()).lower()


@event.listens_for(Session, "before_flush")
def _begin_flush(session: Session, _flush: UOWTransaction, _some: Any) -> None:
    changed = [*session.new, *session.dirty, *session.deleted]
    scope = scope_in(session.info)
    if scope is None and any(isinstance(one, Private) for one in changed):
        raise ScopeError("private rows are written by a session that nobody gave a scope")
    if scope is not None and not scope.everything:
        for one in changed:
            if isinstance(one, Territorial):
                _check_place(scope, one)


@event.listens_for(Session, "after_flush")
def _check_flush(session: Session, _flush: UOWTransaction) -> None:
    scope = scope_in(session.info)
    if scope is not None and not scope.everything:
        for one in {*session.new, *session.dirty}:
            if isinstance(one, Private):
                _check_parents(session, scope, one)


def _check_place(scope: Scope, row: Territorial) -> None:
    """Where a row is and where it was are both within the scope, and its province is its district's."""
    history = cast(Any, inspect(row)).attrs.district_code.history
    codes = [
        code
        for code in (*(history.added or ()), *(history.unchanged or ()), *(history.deleted or ()))
        if code
    ]
    if not codes or not all(map(scope.covers, codes)) or row.province_code != row.district_code[:4]:
        raise ScopeError(f"a row of {row.table().name} would be written outside the scope")


def _check_parents(session: Session, scope: Scope, row: Private) -> None:
    """The private rows that this one points at, and the row itself, are within the scope."""
    mapper: Mapper[Any] = cast(Any, inspect(type(row)))
    _check_reached(session, scope, type(row), "id", cast(Any, row).id)
    for column in row.table().columns:
        for key in column.foreign_keys:
            parent = Private.known.get(key.column.table.name)
            value = getattr(row, mapper.get_property_by_column(column).key)
            if parent is not None and value is not None:
                _check_reached(session, scope, parent, key.column.name, value)


def _check_reached(session: Session, scope: Scope, model: type[Private], key: str, value: object) -> None:
    table: Table = model.table()
    # By the entity, as for any query: the criterion comes by the hook.
    asked = select(table.c[key]).select_from(model).where(table.c[key] == value, model.scope_criterion(scope))
    if session.connection().execute(asked).first() is None:
        raise ScopeError(f"a row would be written under one of {table.name} outside the scope")
