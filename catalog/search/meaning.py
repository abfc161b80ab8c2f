"""What a search means: the filters of its address, and what its words ask for besides."""

from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from catalog.products.filter_reading import read_filters
from catalog.products.filters import FilterSet
from catalog.search import reading
from catalog.search.sources import Ground, Needs, Source
from catalog.search.understood import FIELDS, Reading, Understood

# Of an address, what only says how a list is looked at.
LOOKED_AT = ("comparar", "p", "pagina")


@dataclass(frozen=True)
class Meaning:
    """What the address asks, how its words were read, and the filters with those that the words say.

    Where the address says a filter itself, what the words say of its kind does not count: it is `overruled`.
    """

    asked: FilterSet
    read: Reading
    filters: FilterSet
    counted: tuple[Understood, ...] = ()
    overruled: tuple[Understood, ...] = ()

    @property
    def needs(self) -> Needs:
        """What is looked for by words."""
        return self.read.needs

    @property
    def words(self) -> str:
        """What is looked for by words, as text."""
        return " ".join(need.typed for need in self.read.needs)

    @property
    def spelt_out(self) -> FilterSet:
        """The same search with all that its words say as filters of the address, to be changed there."""
        left = {
            name: values
            for name, values in self.filters.params.items()
            if name not in ("q", "textual", *LOOKED_AT)
        }
        return replace(self.filters, params=({"q": (self.words,)} if self.words else {}) | left)


def meaning(ground: Ground, source: Source, asked: FilterSet) -> Meaning:
    """Words that name a place, a sector or a quantity are filters, unless the address has them read as words."""
    if not asked.words:
        return Meaning(asked, Reading(), asked)
    literal = asked.params.get("textual", ())
    said = reading.read(
        asked.text("q"), ground.places, ground.sectors, source.lexicon, literal, source.offered
    )
    overruled = tuple(
        one for one in said.understood if any(name in asked.params for name in FIELDS[one.kind])
    )
    counted = tuple(one for one in said.understood if one not in overruled)
    return Meaning(asked, said, _filters(ground, asked, counted), counted, overruled)


def _filters(ground: Ground, asked: FilterSet, counted: tuple[Understood, ...]) -> FilterSet:
    """The filters of the address and of the words, in the order that the address asks for."""
    if not counted:
        return asked
    fields = [(name, value) for name, values in asked.params.items() for value in values]
    fields += [param for one in counted for param in one.params]
    both = read_filters(MultiDict(fields), places=ground.places, sectors=ground.sectors, seals=ground.seals)
    return replace(both, typed=asked.typed, notices=asked.notices)
