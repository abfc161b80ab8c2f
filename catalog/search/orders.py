"""The orders of a list over all documents, kept from one snapshot to the next: only what is new is put in its place."""

from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from catalog.products.filters import RELEVANCE
from catalog.products.grouping import DIMENSIONS

Key = Callable[[int], tuple[Any, ...]]
Orders = dict[str, "array[int]"]
# More new documents than this are sorted with all others; fewer are put in one by one.
FEW = 1_000


def rank(dimension: str) -> tuple[int, str]:
    """Where a dimension stands among the others: as in catalog.products.grouping."""
    return DIMENSIONS.index(dimension) if dimension in DIMENSIONS else len(DIMENSIONS), dimension


def keys(
    columns: Mapping[str, Sequence[int]], names: Sequence[str], dimensions: Sequence[str], photos: bytes
) -> dict[str, Key]:
    """What documents are compared by in each order. Relevance is the order inside a tier."""
    product, price, capacity = columns["product"], columns["price"], columns["capacity"]
    published, length = columns["published"], columns["length"]
    ranks = {dimension: rank(dimension) for dimension in set(dimensions)}
    return {
        RELEVANCE: lambda n: (length[n], not photos[n >> 3] >> (n & 7) & 1, -published[n], -product[n]),
        "recientes": lambda n: (-published[n], -product[n]),
        "precio": lambda n: (ranks[dimensions[n]], price[n], product[n]),
        "precio-desc": lambda n: (ranks[dimensions[n]], -price[n], -product[n]),
        "capacidad": lambda n: (ranks[dimensions[n]], -capacity[n], -product[n]),
        "nombre": lambda n: (names[n], product[n]),
    }


def arrange(by: Mapping[str, Key], end: int, previous: Orders, shared: int) -> Orders:
    """All documents below `end` in each order; the first `shared` of them are those of the previous orders too."""
    return {sort: _arrange(key, end, previous.get(sort), shared) for sort, key in by.items()}


def _arrange(key: Key, end: int, previous: "array[int] | None", shared: int) -> "array[int]":
    if previous is None or end - shared > FEW:
        return array("I", sorted(range(end), key=key))
    kept = array("I", previous if len(previous) == shared else filter(shared.__gt__, previous))
    for document in range(shared, end):
        insort(kept, document, key=key)
    return kept


def between(
    order: "array[int]", of: Callable[[int], tuple[Any, ...]], low: tuple[Any, ...], high: tuple[Any, ...]
) -> "array[int]":
    """The documents of an order whose value, in that order, is `low` or more and less than `high`."""
    start = bisect_left(order, low, key=of)
    return order[start : bisect_left(order, high, lo=start, key=of)]
