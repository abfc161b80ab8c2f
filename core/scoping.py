"""Whose private records a session may reach: part of every query, never an afterthought.

A private model derives from `Private` and says its `scope_criterion`. The hook adds it to every statement of the
session that touches the model, however deep, and raises ScopeError where the session has no scope.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ForeignKey
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, validates

SCOPE = "juntos.scope"


class ScopeError(RuntimeError):
    """Private records were asked for by a session that nobody gave a scope."""


@dataclass(frozen=True)
class Scope:
    """Everything, or the records of some provinces, or within these of some districts only."""

    everything: bool = False
    provinces: frozenset[str] = frozenset()
    districts: frozenset[str] | None = None


EVERYTHING = Scope(everything=True)
NOTHING = Scope()


class Private:
    """A model whose rows are somebody's: read within a scope only."""

    @classmethod
    def scope_criterion(cls) -> ColumnElement[bool]:
        """What a row must meet to be within the scope; names bound parameters that the hook fills in."""
        raise NotImplementedError


class Territorial(Private):
    """A private row that belongs to a district: its codes are stored, so that the scope is an index away.

    The province follows from the district. A model that is looked through by place has indexes that begin with both.
    """

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


def use_scope(session: Session, scope: Scope) -> None:
    """Let a session reach what is within a scope; it keeps the one it was given first."""
    if session.info.setdefault(SCOPE, scope) != scope:
        raise ScopeError("a session has one scope: this one was given another before")
