"""Ways out when nothing fits: with a word less, in a wider place, without one filter, or without all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from catalog.places.queries import Gazetteer, Place
from catalog.products.filters import FilterSet
from catalog.search.engine import NAME, holding, matches
from catalog.search.needs import Need
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import SectorTree

MOST_WORDS, MOST = 2, 5
PLACES = ("departamento", "provincia", "distrito")
# Of each filter, by its field in the address: what goes when it goes, in the state of the list and in the address.
_OFF: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "capacidad_min": ({"capacity": None, "capacity_unit": None}, ("capacidad_min",)),
    "unidad": (
        {"unit": None, "price_min": None, "price_max": None},
        ("unidad", "precio_min", "precio_max"),
    ),
    "mes": ({"months": 0}, ("mes",)),
    "sello": ({"seals": ()}, ("sello",)),
    "registro": ({"paper": ""}, ("registro",)),
    "comprobante": ({"invoice": None}, ("comprobante",)),
    "billetera": ({"wallet": None}, ("billetera",)),
    "entrega": ({"delivery": None}, ("entrega",)),
    "rubro": ({"sectors": ()}, ("rubro",)),
    "lugar": ({"place": None}, PLACES),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A question near the one that found nothing, and how many products it finds.

    `kind` is "word" (`dropped` are left out), "place" (in `place`, or anywhere), "filter" (without the one whose field
    is `name`) or "filters" (without any).
    """

    kind: str
    total: int
    needs: tuple[Need, ...]
    filters: FilterSet
    dropped: tuple[Need, ...] = ()
    place: Place | None = None
    name: str = ""


@dataclass(frozen=True)
class _Question:
    snapshot: Snapshot
    places: Gazetteer
    sectors: SectorTree
    today: date
    hidden: int

    def total(self, needs: tuple[Need, ...], filters: FilterSet) -> int:
        found = matches(self.snapshot, needs, filters, self.sectors, self.today, hidden=self.hidden)
        return found.all.bit_count()


def nearest(
    snapshot: Snapshot,
    needs: tuple[Need, ...],
    filters: FilterSet,
    places: Gazetteer,
    sectors: SectorTree,
    today: date,
    *,
    hidden: int = 0,
) -> list[Way]:
    """Questions that find something, the nearest first: at most MOST; none only where the catalogue is empty of it."""
    question = _Question(snapshot, places, sectors, today, hidden)
    ways = [
        *_with_fewer_words(question, needs, filters),
        *_in_a_wider_place(question, needs, filters),
        *_without_one_filter(question, needs, filters),
    ]
    return ways[:MOST] or _without_filters(question, needs, filters)


def without_words(filters: FilterSet, left: tuple[Need, ...]) -> FilterSet:
    """The state of the list that asks only for these words."""
    params = {name: values for name, values in filters.params.items() if name not in ("q", "pagina")}
    if left:
        params["q"] = (" ".join(need.typed for need in left),)
    return replace(filters, params=params, page=1)


def without_filter(filters: FilterSet, name: str) -> FilterSet:
    """The state of the list without one filter, named by its field; "lugar" is any place."""
    values, fields = _OFF[name]
    params = {field: kept for field, kept in filters.params.items() if field not in (*fields, "pagina")}
    return replace(filters, params=params, page=1, **values)


def in_place(filters: FilterSet, place: Place | None, places: Gazetteer) -> FilterSet:
    """The state of the list in another place."""
    anywhere = without_filter(filters, "lugar")
    if place is None:
        return anywhere
    line = [places.by_code[place.code[:length]] for length in range(2, len(place.code) + 1, 2)]
    named = {field: (one.slug,) for field, one in zip(PLACES, line, strict=False)}
    return replace(anywhere, params={**anywhere.params, **named}, place=place)


def _with_fewer_words(question: _Question, needs: tuple[Need, ...], filters: FilterSet) -> list[Way]:
    """One word left out; if that finds nothing, one word alone."""
    for leave in (1, len(needs) - 1):
        if leave < 1 or len(needs) < 2:
            return []
        some = [
            (tuple(other for other in needs if other is not need), (need,))
            if leave == 1
            else ((need,), tuple(other for other in needs if other is not need))
            for need in needs
        ]
        ways = [_way_of_words(question, left, dropped, filters) for left, dropped in some]
        found = [way for way in ways if way.total]
        if found:
            return sorted(found, key=lambda way: _named(question, way.needs))[:MOST_WORDS]
    return []


def _way_of_words(
    question: _Question, left: tuple[Need, ...], dropped: tuple[Need, ...], filters: FilterSet
) -> Way:
    total = question.total(left, filters)
    return Way("word", total, left, without_words(filters, left), dropped=dropped)


def _named(question: _Question, needs: tuple[Need, ...]) -> int:
    """How much words say of what a thing is: those that stand in names, the more the better (so, less)."""
    snapshot = question.snapshot
    held = reduce(and_, (holding(snapshot, need, NAME) for need in needs), snapshot.live)
    return -held.bit_count()


def _in_a_wider_place(question: _Question, needs: tuple[Need, ...], filters: FilterSet) -> Iterator[Way]:
    """The narrowest place around that has something."""
    code = filters.place.code if filters.place else ""
    while code:
        code = code[:-2]
        place = question.places.by_code.get(code)
        wider = in_place(filters, place, question.places)
        total = question.total(needs, wider)
        if total:
            yield Way("place", total, needs, wider, place=place)
            return


def _without_one_filter(question: _Question, needs: tuple[Need, ...], filters: FilterSet) -> Iterator[Way]:
    found = matches(
        question.snapshot, needs, filters, question.sectors, question.today, hidden=question.hidden
    )
    for name in _OFF:
        if name in found.masks and name != "lugar":
            other = without_filter(filters, name)
            total = question.total(needs, other)
            if total:
                yield Way("filter", total, needs, other, name=name)


def _without_filters(question: _Question, needs: tuple[Need, ...], filters: FilterSet) -> list[Way]:
    """The words alone, or what of them finds something; else the filters alone."""
    bare = reduce(without_filter, _OFF, filters)
    total = question.total(needs, bare)
    if total and bare != filters:
        return [Way("filters", total, needs, bare)]
    ways = _with_fewer_words(question, needs, bare)
    wordless = without_words(filters, ())
    total = question.total((), wordless)
    if needs and total:
        ways.append(Way("word", total, (), wordless, dropped=needs))
    return ways
