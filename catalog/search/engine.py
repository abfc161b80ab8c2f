"""Answering from a snapshot: which products pass, in which order, one page of them.

Words that are looked for make tiers, the likelier before the less likely; filters cut what is left. Whatever order or
page of the same question comes next is answered from what was put together the first time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from sys import getsizeof

from catalog.products.filters import RELEVANCE, SORTS, FilterSet
from catalog.search.masks import masks
from catalog.search.needs import Need
from catalog.search.orders import rank
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import SectorTree

# Fields that hold a word, beginning with where it counts most.
NAME, ABOUT, TEXT = ("name",), ("name", "about"), ("text",)
GROUPED = ("precio", "precio-desc", "capacidad")


@dataclass(frozen=True)
class Found:
    """One page and what it is a page of: `matched` counts by tier, `by_dimension` in the order of a grouped list."""

    ids: list[int]
    total: int
    matched: tuple[int, ...]
    by_dimension: dict[str, int]


@dataclass(eq=False)
class Matches:
    """What fits a question, before any order: kept while the snapshot is.

    `tiers` are those that fit by how likely they are meant, each document in one tier; `as_typed` are those whose names
    say everything in the words that were typed.
    """

    words: int
    masks: dict[str, int]
    all: int
    tiers: tuple[int, ...]
    as_typed: int
    # What is counted of it when somebody wants to know: by dimension, and by field of the address and value there.
    dimensions: dict[str, int] | None = None
    facets: Mapping[str, Mapping[str, int]] | None = None

    def without(self, name: str) -> int:
        """Those that would fit if one filter were off."""
        if name not in self.masks:
            return self.all
        return reduce(and_, (mask for other, mask in self.masks.items() if other != name), self.words)


def find(
    snapshot: Snapshot,
    needs: tuple[Need, ...],
    filters: FilterSet,
    sectors: SectorTree,
    today: date,
    *,
    sort: str,
    offset: int = 0,
    limit: int,
    hidden: int = 0,
) -> Found:
    """One page of what fits, but for the documents in `hidden`; `filters.words` are the caller's to turn to needs."""
    found = matches(snapshot, needs, filters, sectors, today, hidden=hidden)
    if sort == RELEVANCE and needs:
        groups = _typed_first(found)
    else:
        groups = iter((found.all,))
        sort = SORTS[0] if sort == RELEVANCE else sort
    return Found(
        ids=snapshot.products(_page(snapshot, groups, sort, offset, limit)),
        total=found.all.bit_count(),
        matched=tuple(tier.bit_count() for tier in found.tiers),
        by_dimension=by_dimension(snapshot, found) if sort in GROUPED and not filters.unit else {},
    )


def by_dimension(snapshot: Snapshot, found: Matches) -> dict[str, int]:
    """How many fit in each dimension, but for the unit asked for, in the order in which the list shows them."""
    if found.dimensions is None:
        within = found.without("unidad")
        counts = ((one, (within & bits).bit_count()) for one, bits in _dimensions(snapshot))
        found.dimensions = {one: number for one, number in counts if number}
    return found.dimensions


def _dimensions(snapshot: Snapshot) -> list[tuple[str, int]]:
    def make() -> list[tuple[str, int]]:
        names = [term.partition(":")[2] for term in snapshot.facet_values("dimension:")]
        return [(one, snapshot.facet(f"dimension:{one}")) for one in sorted(names, key=rank)]

    found: list[tuple[str, int]] = snapshot.kept.get("dimensions", make)
    return found


def matches(
    snapshot: Snapshot,
    needs: tuple[Need, ...],
    filters: FilterSet,
    sectors: SectorTree,
    today: date,
    *,
    hidden: int = 0,
) -> Matches:
    """What fits, put together once for all pages and orders and kept."""

    def make() -> Matches:
        everything = snapshot.live & ~hidden
        words = reduce(and_, (holding(snapshot, need, TEXT) for need in needs), everything)
        on = masks(snapshot, filters, sectors, today)
        fitting = reduce(and_, on.values(), words)
        return Matches(words, on, fitting, _tiers(snapshot, needs, fitting), _as_typed(snapshot, needs))

    found: Matches = snapshot.results.get((needs, _asked(filters), today, hidden), make, _size)
    return found


def holding(snapshot: Snapshot, need: Need, fields: tuple[str, ...]) -> int:
    """The documents that say what is needed in one of its ways, in these fields together."""
    found = 0
    for way in need.any_of:
        if way:
            found |= reduce(and_, (_somewhere(snapshot, stem, fields) for stem in way))
    if need.prefix:
        found |= reduce(or_, (snapshot.beginning(name, need.prefix) for name in fields))
    return found


def _somewhere(snapshot: Snapshot, stem: str, fields: tuple[str, ...]) -> int:
    return reduce(or_, (snapshot.field(name, stem) for name in fields))


def _tiers(snapshot: Snapshot, needs: tuple[Need, ...], fitting: int) -> tuple[int, ...]:
    """All in the name and one its head word; all in the name; all in name or about, some in the name; in these; any."""
    if not needs:
        return (fitting,)
    named = [holding(snapshot, need, NAME) for need in needs]
    all_named, some_named = reduce(and_, named), reduce(or_, named)
    about = reduce(and_, (holding(snapshot, need, ABOUT) for need in needs))
    headed = reduce(or_, (name & _headed(snapshot, need) for need, name in zip(needs, named, strict=True)))
    tiers = []
    for tier in (all_named & headed, all_named, about & some_named, about, fitting):
        tiers.append(fitting & tier)
        fitting &= ~tier
    return tuple(tiers)


def _as_typed(snapshot: Snapshot, needs: tuple[Need, ...]) -> int:
    """The documents whose names hold every need in its first way, which is the one that was typed."""
    first = (replace(need, any_of=need.any_of[:1]) for need in needs)
    return reduce(and_, (holding(snapshot, need, NAME) for need in first), snapshot.live)


def _headed(snapshot: Snapshot, need: Need) -> int:
    """The documents whose name begins with a word of the need."""
    stems = {stem for way in need.any_of for stem in way}
    found = reduce(or_, (snapshot.facet(f"head:{stem}") for stem in stems), 0)
    return found | snapshot.beginning("facet", need.prefix, "head:") if need.prefix else found


def _typed_first(found: Matches) -> Iterator[int]:
    """Each tier, what is called as it was typed before what means the same."""
    for tier in found.tiers:
        typed = tier & found.as_typed
        yield typed
        yield tier ^ typed


def _page(snapshot: Snapshot, groups: Iterable[int], sort: str, offset: int, limit: int) -> list[int]:
    """Some documents of several groups, one after the other, each in the same order."""
    found: list[int] = []
    for bits in filter(None, groups):
        found += snapshot.orders[sort].page(bits, offset, limit - len(found))
        if len(found) == limit:
            break
        offset = max(0, offset - bits.bit_count())
    return found


def _asked(filters: FilterSet) -> tuple[object, ...]:
    """What a set of filters means, to tell it from others."""
    return (
        tuple(branch.id for branch in filters.sectors),
        filters.place and filters.place.code,
        *(filters.price_min, filters.price_max, filters.unit and filters.unit.code),
        *(filters.capacity, filters.capacity_unit and filters.capacity_unit.code),
        *(filters.months, filters.delivery and filters.delivery.code),
        *(filters.paper, filters.seals, filters.invoice, filters.wallet),
    )


def _size(found: Matches) -> int:
    """About what it takes with all that is reckoned from it."""
    return 12 * getsizeof(found.words) + 16_384
