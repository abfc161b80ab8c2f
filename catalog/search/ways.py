"""What is near where nothing fits: a wider place, a filter less, a word less, each counted and with things to see."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from catalog.products import listing
from catalog.products.filter_reading import read_filters
from catalog.products.filters import NOT_FILTERS, FilterSet
from catalog.search.meaning import Meaning, meaning
from catalog.search.search import shown
from catalog.search.sources import Ground, Source

# So many ways are tried, so many are shown, and the first of them with so many cards.
TRIED, SHOWN, SEEN, CARDS = 10, 5, 2, 4
PLACE = ("distrito", "provincia", "departamento")


@dataclass(frozen=True)
class Way:
    """A search that does find something: what it asks for, how many it finds, and some of them."""

    label: str
    url: str
    total: int
    cards: list[Markup]


def ways_on(ground: Ground, source: Source, meant: Meaning, base: str) -> list[Way]:
    """The searches nearest to one that finds nothing; never none while anything is published."""
    found: list[Way] = []
    tried = [*list(_ways(ground, meant, base))[:TRIED], (_("Todo lo que hay"), "")]
    for label, query in tried:
        if len(found) == SHOWN:
            break
        way = _tried(ground, source, label, listing.with_query(base, query), seen=len(found) < SEEN)
        if way.total and all(way.url != other.url for other in found):
            found.append(way)
    return found


def _tried(ground: Ground, source: Source, label: str, url: str, *, seen: bool) -> Way:
    """Asked as its address will be, so that it finds what it says."""
    args = MultiDict(parse_qsl(url.partition("?")[2]))
    asked = read_filters(args, places=ground.places, sectors=ground.sectors, seals=ground.seals)
    meant = meaning(ground, source, asked)
    ids, total = source.find(meant.needs, meant.filters, offset=0, limit=CARDS)
    return Way(label, url, total, shown(ground, ids, meant.needs) if seen else [])


def _ways(ground: Ground, meant: Meaning, base: str) -> Iterator[tuple[str, str]]:
    """What to ask instead, the smallest change first: words for people, and the query of the address."""
    said = meant.spelt_out
    yield from _wider(ground, said)
    chips = listing.chips(said, base, ground.places, ground.sectors, ground.seals)
    for chip, name in zip(chips, _names(said), strict=True):
        if name not in (*PLACE, "q"):
            yield _("Sin «%(filter)s»", filter=chip.label), chip.url.partition("?")[2]
    yield from _words_less(meant, said)
    if meant.words and said.active > 1:
        yield _("Solo «%(words)s»", words=meant.words), FilterSet(params={"q": (meant.words,)}).query()


def _names(said: FilterSet) -> list[str]:
    return [name for name, values in said.params.items() if name not in NOT_FILTERS for _value in values]


def _wider(ground: Ground, said: FilterSet) -> Iterator[tuple[str, str]]:
    """The same in the place around the one named, and in the one around that."""
    code = said.place.code if said.place else ""
    for name in PLACE:
        if name in said.params:
            code = code[:-2]
            around = ground.places.name(code) or _("el Perú")
            yield (
                _("En todo %(place)s", place=around),
                said.query(**dict.fromkeys(PLACE[: PLACE.index(name) + 1])),
            )


def _words_less(meant: Meaning, said: FilterSet) -> Iterator[tuple[str, str]]:
    """One word less, beginning with the last: what a thing is called tends to come first."""
    typed = [need.typed for need in meant.needs]
    for place in reversed(range(len(typed))) if len(typed) > 1 else ():
        left = " ".join(typed[:place] + typed[place + 1 :])
        yield _("«%(words)s»", words=left), said.query(q=left)
