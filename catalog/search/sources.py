"""Where the answers to a search come from: the snapshot of the index, or the database while there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Protocol

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalog.changes.versions import version_of_request
from catalog.enterprises.models import Enterprise
from catalog.places.queries import Gazetteer
from catalog.products import grouping, queries
from catalog.products.filters import RELEVANCE, FilterSet
from catalog.products.models import Product
from catalog.search import engine, facets, service
from catalog.search.analysis import stem
from catalog.search.lexicon import Lexicon
from catalog.search.needs import Need
from catalog.search.offered import InSnapshot
from catalog.search.place_words import Offered
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import SectorTree
from core.page_cache import do_not_keep

Needs = tuple[Need, ...]
Counts = Mapping[str, Mapping[str, int]]
SHORTEST_ROOT = 3
# So many of what is found tell what it is measured by, before numbers do.
LIKELIEST = 12


@dataclass(frozen=True)
class Ground:
    """What every search of a request is asked over."""

    session: Session
    places: Gazetteer
    sectors: SectorTree
    seals: dict[str, str]
    day: date


class Source(Protocol):
    """Answers for one request, all from the same state of the catalogue."""

    lexicon: Lexicon | None
    offered: Offered | None

    def find(self, needs: Needs, meant: FilterSet, *, offset: int, limit: int) -> tuple[list[int], int]:
        """The ids of a page, and how many there are."""

    def counts(self, needs: Needs, meant: FilterSet) -> Counts | None:
        """What each choice would find; None where counting costs too much."""

    def unlike(self, needs: Needs, meant: FilterSet) -> int:
        """How many would pass, were they measured as it was asked."""

    def dimensions(self, needs: Needs, meant: FilterSet) -> Sequence[str]:
        """What is found is measured by these: the likeliest first, then what most is measured by."""

    def named(self, needs: Needs, meant: FilterSet) -> int:
        """How many are called so, or are so by sector, place or maker, and do not only mention it."""

    def names(self, needs: Needs, limit: int) -> Sequence[str]:
        """The names of what is found, the likeliest first."""


class Indexed:
    """Answers from a snapshot of the index, less what was hidden since."""

    def __init__(self, ground: Ground, snapshot: Snapshot) -> None:
        self.ground, self.snapshot = ground, snapshot
        self.lexicon: Lexicon | None = snapshot.lexicon
        version = version_of_request(ground.session)
        self.hidden = service.of().hidden(ground.session, snapshot, version)
        self.offered: Offered | None = InSnapshot(snapshot, self.hidden)
        if snapshot.version != version:
            # What was published since comes with the next snapshot, and that brings no new version.
            do_not_keep()

    def find(self, needs: Needs, meant: FilterSet, *, offset: int, limit: int) -> tuple[list[int], int]:
        """The ids of a page, and how many there are."""
        found = engine.find(
            *(self.snapshot, needs, meant, self.ground.sectors, self.ground.day),
            sort=meant.sort, offset=offset, limit=limit, hidden=self.hidden,
        )  # fmt: skip
        return found.ids, found.total

    def counts(self, needs: Needs, meant: FilterSet) -> Counts | None:
        """What each choice would find."""
        asked = (self.snapshot, needs, meant, self.ground.places, self.ground.sectors, self.ground.day)
        return facets.count(*asked, hidden=self.hidden)

    def unlike(self, needs: Needs, meant: FilterSet) -> int:
        """How many would pass, were they measured as it was asked."""
        everything = self._all(needs, meant.unmeasured())
        alike = everything
        for unit in (meant.unit, meant.capacity_unit):
            alike &= self.snapshot.facet(f"dimension:{unit.dimension}") if unit else alike
        if meant.capacity_unit:
            alike &= self._all((), FilterSet(capacity=0, capacity_unit=meant.capacity_unit))
        return (everything & ~alike).bit_count()

    def dimensions(self, needs: Needs, meant: FilterSet) -> Sequence[str]:
        """What is found is measured by these: the likeliest first, then what most is measured by."""
        asked = (self.snapshot, needs, meant, self.ground.sectors, self.ground.day)
        totals = engine.by_dimension(self.snapshot, engine.matches(*asked, hidden=self.hidden))
        first = self.find(needs, meant, offset=0, limit=LIKELIEST)[0] if needs else ()
        likeliest = (self.snapshot.document(one) for one in first)
        return _in_order([self.snapshot.dimensions[one] for one in likeliest if one is not None], totals)

    def named(self, needs: Needs, meant: FilterSet) -> int:
        """How many are called so, or are so by sector, place or maker, and do not only mention it."""
        asked = (self.snapshot, needs, meant, self.ground.sectors, self.ground.day)
        *named, mentioned = engine.matches(*asked, hidden=self.hidden).tiers
        return sum(tier.bit_count() for tier in named) if named else mentioned.bit_count()

    def names(self, needs: Needs, limit: int) -> Sequence[str]:
        """The names of what is found, the likeliest first."""
        ids, _total = self.find(needs, FilterSet(sort=RELEVANCE), offset=0, limit=limit)
        documents = [self.snapshot.document(one) for one in ids]
        return [self.snapshot.names[one] for one in documents if one is not None]

    def _all(self, needs: Needs, meant: FilterSet) -> int:
        asked = (self.snapshot, needs, meant, self.ground.sectors, self.ground.day)
        return engine.matches(*asked, hidden=self.hidden).all


class Stored:
    """Answers from the database: the same filters, words as they are typed, and no counts."""

    lexicon: Lexicon | None = None
    offered: Offered | None = None

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        # The index may be back before anything changes.
        do_not_keep()

    def find(self, needs: Needs, meant: FilterSet, *, offset: int, limit: int) -> tuple[list[int], int]:
        """The ids of a page, and how many there are."""
        ground, worded = self.ground, _worded(needs, meant)
        asked = (ground.session, worded, ground.sectors, ground.day)
        if worded.grouped:
            totals = grouping.count_by_dimension(*asked)
            return grouping.ids(*asked, totals, offset=offset)[:limit], sum(totals.values())
        total = queries.count_products(*asked)
        if worded.sort == RELEVANCE and worded.words:
            return self._likeliest(worded, offset, limit), total
        return queries.product_ids(*asked, offset=offset, limit=limit), total

    def counts(self, needs: Needs, meant: FilterSet) -> Counts | None:
        """None: on every page they would cost the database twice the page."""

    def unlike(self, needs: Needs, meant: FilterSet) -> int:
        """How many would pass, were they measured as it was asked."""
        ground = self.ground
        return queries.count_unlike(ground.session, _worded(needs, meant), ground.sectors, ground.day)

    def dimensions(self, needs: Needs, meant: FilterSet) -> Sequence[str]:
        """What is found is measured by these: the likeliest first, then what most is measured by."""
        ground, worded = self.ground, _worded(needs, meant)
        return _in_order((), grouping.count_by_dimension(ground.session, worded, ground.sectors, ground.day))

    def named(self, needs: Needs, meant: FilterSet) -> int:
        """All that is found: the database does not tell them apart."""
        return self.find(needs, meant, offset=0, limit=0)[1]

    def names(self, needs: Needs, limit: int) -> Sequence[str]:
        """The names of products whose words begin as what is typed, the shortest first."""
        begun = [word for need in needs for word in need.typed.split()]
        query = select(Product.name).join(Enterprise, Enterprise.id == Product.enterprise_id)
        named = query.where(queries.VISIBLE, *(begins(Product.slug, word) for word in begun))
        shortest = named.order_by(func.length(Product.name), Product.id)
        return list(self.ground.session.scalars(shortest.limit(limit)))

    def _likeliest(self, worded: FilterSet, offset: int, limit: int) -> list[int]:
        """Those with all words in their names first, and of these the shortest."""
        conditions = queries.conditions(worded, self.ground.sectors, self.ground.day)
        named = and_(*(Product.slug.contains(word, autoescape=True) for word in worded.words))
        query = select(Product.id).join(Enterprise, Enterprise.id == Product.enterprise_id)
        ordered = query.where(queries.VISIBLE, *conditions).order_by(
            case((named, 0), else_=1), func.length(Product.name), Product.id
        )
        return list(self.ground.session.scalars(ordered.offset(offset).limit(limit)))


def begins(slug: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """A word begins one of a name's: a slug is a name, folded."""
    return or_(slug.startswith(word, autoescape=True), slug.contains(f"-{word}", autoescape=True))


def _worded(needs: Needs, meant: FilterSet) -> FilterSet:
    """The filters with words that a text can be asked for: what a typed one has in common with its stem."""
    found = [_root(word) for need in needs for word in need.typed.split()]
    return replace(meant, words=tuple(dict.fromkeys(found)))


def _root(word: str) -> str:
    """What a folded word and its stem begin with: «nue» of nueces, which holds both it and «nuez»."""
    same = list(takewhile(lambda pair: pair[0] == pair[1], zip(word, stem(word), strict=False)))
    return word[: len(same)] if len(same) >= SHORTEST_ROOT else word


def _in_order(first: Sequence[str], totals: Mapping[str, int]) -> list[str]:
    most = sorted(totals, key=lambda one: -totals[one])
    return [one for one in dict.fromkeys((*first, *most)) if totals.get(one)]
