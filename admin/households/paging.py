"""A page of a list of the registry, found by the record that it begins at: as many questions for any page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

PAGE = 25
# Nobody reads further than this, and counting on would cost what is not read.
MOST_COUNTED = 1000

Row = TypeVar("Row")


class Asked(Protocol):
    """What filters say of where in the list one is; `after` and `before` are public ids."""

    @property
    def sort(self) -> str:
        """By "name", or "recent" first."""

    @property
    def after(self) -> str:
        """The record that the page before ended with."""

    @property
    def before(self) -> str:
        """The record that the page after begins with."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; `before` and `after` are the records that the neighbouring pages begin at."""

    rows: Sequence[Row]
    total: int
    before: str = ""
    after: str = ""


def page_of(
    session: Session,
    model: Any,
    met: Sequence[ColumnElement[bool]],
    asked: Asked,
    rows_of: Callable[[Session, Sequence[Any]], Sequence[Row]],
) -> Page[Row]:
    """The records of a model, sorted by its `name_key` or newest first, that meet all conditions."""
    counted = select(model.id).where(*met).limit(MOST_COUNTED + 1).subquery()
    total = session.scalar(select(func.count()).select_from(counted)) or 0
    back = bool(asked.before)
    cursor = asked.before or asked.after
    query = select(model).where(*met)
    if cursor and (edge := session.scalar(select(model).where(model.public_id == cursor))):
        query = query.where(_beyond(model, asked, edge, back))
    found = list(session.scalars(query.order_by(*_order(model, asked, back)).limit(PAGE + 1)))
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    earlier = more if back else bool(cursor)
    later = bool(cursor) if back else more
    return Page(
        rows_of(session, found),
        total,
        before=found[0].public_id if found and earlier else "",
        after=found[-1].public_id if found and later else "",
    )


def _order(model: Any, asked: Asked, back: bool) -> tuple[Any, ...]:
    if asked.sort == "recent":
        return (model.id,) if back else (model.id.desc(),)
    columns = (model.name_key, model.id)
    return tuple(column.desc() for column in columns) if back else columns


def _beyond(model: Any, asked: Asked, edge: Any, back: bool) -> ColumnElement[bool]:
    key, number = edge.name_key, edge.id
    if asked.sort == "recent":
        return model.id > number if back else model.id < number  # type: ignore[no-any-return]
    if back:
        return or_(model.name_key < key, and_(model.name_key == key, model.id < number))
    return or_(model.name_key > key, and_(model.name_key == key, model.id > number))
