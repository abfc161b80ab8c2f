"""An order by price or capacity over everything: one dimension after the other, since kilos and dozens do not compare.

Each dimension is read in the order of an index; sorting them all in one question would visit every row.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.filters import FilterSet
from catalog.products.models import Product
from catalog.products.queries import PAGE_SIZE, VISIBLE, conditions, counting, order
from catalog.sectors.queries import SectorTree

_KEYS: dict[str, Callable[[Any], tuple[int, ...]]] = {
    "precio": lambda row: (row.place, row.price_per_base, row.id),
    "precio-desc": lambda row: (row.place, -row.price_per_base, -row.id),
    "capacidad": lambda row: (row.place, 1 if row.capacity_base is None else -row.capacity_base, -row.id),
}
# What most is sold by comes first; containers follow by name.
DIMENSIONS = ("mass", "volume", "count", "length", "area", "time")


def count_by_dimension(
    session: Session, filters: FilterSet, sectors: SectorTree, today: date
) -> dict[str, int]:
    """How many products pass the filters in each dimension, in the order in which the list shows them."""
    totals: dict[str, int] = {}
    for sign, part in zip((1, -1), counting(filters, sectors, today, by=[Product.dimension]), strict=False):
        for dimension, number in session.execute(part):
            totals[dimension] = totals.get(dimension, 0) + sign * number
    return {name: totals[name] for name in sorted(totals, key=_rank) if totals[name]}


def ids(
    session: Session,
    filters: FilterSet,
    sectors: SectorTree,
    today: date,
    totals: dict[str, int],
    *,
    offset: int = 0,
) -> list[int]:
    """The ids of one page that may begin in one dimension and end in another, in one question."""
    wanted = (VISIBLE, *conditions(filters, sectors, today))
    parts = []
    for place, (dimension, start, length) in enumerate(_slices(totals, offset)):
        within = (
            select(literal(place).label("place"), Product.id, Product.price_per_base, Product.capacity_base)
            .join(Enterprise, Enterprise.id == Product.enterprise_id)
            .where(Product.dimension == dimension, *wanted)
            .order_by(*order(filters))
        )
        parts.append(select(within.offset(start).limit(length).subquery()))
    if not parts:
        return []
    # A union promises no order: its few rows are put in theirs again.
    return [row.id for row in sorted(session.execute(union_all(*parts)), key=_KEYS[filters.sort])]


def _slices(totals: dict[str, int], offset: int) -> list[tuple[str, int, int]]:
    """Of each dimension that a page touches, where in it the page begins and how many it takes."""
    slices, left = [], PAGE_SIZE
    for dimension, total in totals.items():
        if offset < total and left:
            taken = min(left, total - offset)
            slices.append((dimension, offset, taken))
            left -= taken
        offset = max(0, offset - total)
    return slices


def _rank(dimension: str) -> tuple[int, str]:
    return DIMENSIONS.index(dimension) if dimension in DIMENSIONS else len(DIMENSIONS), dimension
