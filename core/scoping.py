"""Whose private records a session may reach: part of every query, never an afterthought.

A private model derives from `Private` and says its `scope_criterion`. In a session with a scope the criterion is
added to every statement, and core.scope_guard reads the SQL that goes out: where a private table stands in it
without its criterion, the statement is refused. A session without a scope reaches no private table at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, cast

from flask import has_request_context
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ForeignKey,
    Table,
    and_,
    bindparam,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, validates

SCOPE = "juntos.scope"
PROVINCES, DISTRICTS, OWN = "scope_provinces", "scope_districts", "scope_own_"


class ScopeError(RuntimeError):
    """Private records were asked for outside a scope, or by a session that nobody gave one."""


@dataclass(frozen=True)
class Scope:
    """Everything, or the records of some provinces, or within these of some districts only.

    Or what is one person's own (`own_scope`): rows of some tables by their ids, wherever they are, and nothing else.
    """

    everything: bool = False
    provinces: frozenset[str] = frozenset()
    districts: frozenset[str] | None = None
    own: tuple[tuple[str, frozenset[int]], ...] | None = None

    @property
    def kind(self) -> tuple[bool, tuple[str, ...] | None]:
        """What its criteria look like, whatever their values are."""
        named = None if self.own is None else tuple(table for table, _ids in self.own)
        return self.districts is not None, named

    def covers(self, district_code: str) -> bool:
        """Whether the records of a district are within the scope."""
        return self.everything or (
            district_code[:4] in self.provinces
            and (self.districts is None or district_code in self.districts)
        )

    def holds(self, place: Any) -> ColumnElement[bool]:
        """That what has both codes, as a model or the columns of a table, is within a scope of some places."""
        if self.own is not None:
            named = _table_of(place)
            for bound, (table, _ids) in zip(self.bound[1:], self.own, strict=True):
                if table == named:
                    return cast(ColumnElement[bool], place.id.in_(bound))
        inside: ColumnElement[bool] = place.province_code.in_(self.bound[0])
        return inside if self.districts is None else and_(inside, place.district_code.in_(self.bound[1]))

    def reaches(self, province_code: Any) -> ColumnElement[bool]:
        """That a province is one of the scope's, if only by some of its districts."""
        within: ColumnElement[bool] = province_code.in_(self.bound[0])
        return within

    @cached_property
    def bound(self) -> tuple[BindParameter[Any], ...]:
        """Its provinces, and what it is narrowed to or made of, as all its criteria name them."""
        provinces: BindParameter[Any] = bindparam(PROVINCES, sorted(self.provinces), expanding=True)
        if self.own is not None:
            rows: list[BindParameter[Any]] = [
                bindparam(f"{OWN}{table}", sorted(ids), expanding=True) for table, ids in self.own
            ]
            return provinces, *rows
        if self.districts is None:
            return (provinces,)
        return provinces, bindparam(DISTRICTS, sorted(self.districts), expanding=True)


EVERYTHING = Scope(everything=True)
NOTHING = Scope()


def own_scope(rows: Mapping[str, Iterable[int]]) -> Scope:
    """The scope of what is one person's own: the ids of her rows by table; what hangs on these rows is hers too."""
    return Scope(own=tuple((table, frozenset(rows[table])) for table in sorted(rows)))


def _table_of(place: Any) -> str:
    """The table of a model, or of the columns of a table or an alias of one."""
    if isinstance(place, type):
        return cast(str, cast(Any, place).__tablename__)
    table = place.id.table
    return cast(str, getattr(table, "element", table).name)


class Private:
    """A model whose rows are somebody's: read within a scope only."""

    known: ClassVar[dict[str, type["Private"]]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "__tablename__" in cls.__dict__:
            Private.known[cls.__dict__["__tablename__"]] = cls

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """What a row must meet to be within a scope that is not everything."""
        raise NotImplementedError

    @classmethod
    def table(cls) -> Table:
        """The table of the model."""
        return cast(Table, cast(Any, cls).__table__)


def within_parent(
    scope: Scope, model: type[Private], column: str, place: type["Territorial"], key: str = "id"
) -> ColumnElement[bool]:
    """That the territorial row which a private one belongs to is within the scope."""
    # By another name and by itself, so that no query around it takes the table for its own.
    parent = place.table().alias(f"scope_{place.table().name}")
    within = select(parent.c[key]).where(scope.holds(parent.c)).correlate(None)
    return cast(ColumnElement[bool], getattr(model, column).in_(within))


class Territorial(Private):
    """A private row that belongs to a district: its codes are stored, so that the scope is an index away.

    The province follows from the district. A model that is looked through by place has indexes that begin with both.
    """

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Its province and district are the scope's."""
        return scope.holds(cls)

    @declared_attr
    def province_code(cls) -> Mapped[str]:  # noqa: N805 SQLAlchemy's declared_attr
        """The province whose staff may see the row."""
        return mapped_column(ForeignKey("province.code"))

    @declared_attr
    def district_code(cls) -> Mapped[str]:  # noqa: N805 SQLAlchemy's declared_attr
        """The district whose staff may see the row."""
        return mapped_column(ForeignKey("district.code"))

    @validates("district_code")
    def _keep_province(self, _name: str, code: str) -> str:
        self.province_code = code[:4]
        return code


# A command has one scope for all its sessions; a request never has this one.
_commanded: ContextVar[Scope | None] = ContextVar("juntos.commanded", default=None)


def use_scope(session: Session, scope: Scope) -> None:
    """Let a session reach what is within a scope; it keeps the one it was given first."""
    if session.info.setdefault(SCOPE, scope) != scope:
        raise ScopeError("a session has one scope: this one was given another before")


def scope_in(info: dict[Any, Any]) -> Scope | None:
    """The scope of the session that has this `info`; None where nobody gave it one."""
    scope: Scope | None = info.get(SCOPE)
    if scope is None and not has_request_context():
        return _commanded.get()
    return scope


def scope_of_session(session: Session) -> Scope:
    """What a session may reach; raises ScopeError where nobody gave it a scope."""
    scope = scope_in(session.info)
    if scope is None:
        raise ScopeError("nobody gave this session a scope")
    return scope


@contextmanager
def commanded() -> Iterator[None]:
    """Whatever runs inside, and is no request, reaches everything: a command typed at the server."""
    token = _commanded.set(EVERYTHING)
    try:
        yield
    finally:
        _commanded.reset(token)


@contextmanager
def everything(session: Session, why: str) -> Iterator[None]:
    """Reach everything inside the block, for the reason given: jobs, and rules that hold in the whole country.

    Afterwards the session lets go of each private row that its own scope does not reach; who holds one may still
    read what was loaded of it.
    """
    if not why:
        raise ScopeError("say why everything must be reached")
    before = session.info.get(SCOPE)
    if before is not None and before.everything:
        # There is nothing to let go of, and looking at all that the session holds costs more the more it holds.
        yield
        return
    had = set(session.identity_map.keys())
    session.flush()
    session.info[SCOPE] = EVERYTHING
    try:
        yield
        session.flush()
    finally:
        if before is None:
            del session.info[SCOPE]
        else:
            session.info[SCOPE] = before
            _let_go(session, before, had)


def _let_go(session: Session, scope: Scope, had: set[Any]) -> None:
    for held in list(session.identity_map.values()):
        if isinstance(held, Territorial) and scope.own is None:
            reached = scope.covers(held.__dict__.get("district_code", ""))
        else:
            reached = not isinstance(held, Private) or inspect(held).key in had
        if not reached and held not in session.deleted:
            session.expunge(held)
