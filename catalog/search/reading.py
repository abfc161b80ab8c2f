"""Reading a search: what is looked for, and what else its words say of place, sector, quantity, price and delivery.

What is understood becomes filters of the address, each with the words it came from, so that it can be said and undone.
Whatever is typed is text: nothing in it is an operator, and no text is refused.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext as _

from catalog.places.queries import Gazetteer
from catalog.products.prices import say_price, say_quantity
from catalog.search import place_words, quantities, typed
from catalog.search.analysis import all_words, stem
from catalog.search.lexicon import Lexicon
from catalog.search.needs import Need
from catalog.search.place_words import Offered, place_names
from catalog.search.sounds import sound
from catalog.search.stop_words import ASKING, STOP_WORDS
from catalog.search.synonyms import standard
from catalog.search.typed import Typed
from catalog.sectors.queries import Branch, SectorTree
from core.numbers import format_money

PLACE, SECTOR, QUANTITY, DELIVERY, PRICE, WORD = "lugar", "rubro", "cantidad", "entrega", "precio", "palabra"
# What each kind of reading says in the address: who says it there has said it already.
FIELDS = {
    PLACE: ("departamento", "provincia", "distrito"),
    SECTOR: ("rubro",),
    QUANTITY: ("capacidad_min",),
    DELIVERY: ("entrega",),
    PRICE: ("precio_min", "precio_max", "unidad"),
}
# A word is taken for the beginning of another from so many letters on.
SHORTEST_BEGINNING = 2
# Words that are looked for: more of them find nothing that fewer do not.
MOST_WORDS = 16
_AFTER_GOODS = frozenset(("de", "con", "para", "del"))

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """Words that became filters: of what kind (what `textual` takes to undo it), how to say it, and the filters."""

    kind: str
    label: str
    words: str
    params: Params


@dataclass(frozen=True, slots=True)
class Correction:
    """Words nobody uses, those that were meant, and the whole search with them; `applied` where it is looked for."""

    typed: str
    meant: str
    query: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a search says."""

    needs: tuple[Need, ...] = ()
    understood: tuple[Understood, ...] = ()
    correction: Correction | None = None
    notices: tuple[str, ...] = ()

    @property
    def params(self) -> Params:
        """All filters that were understood."""
        return tuple(param for one in self.understood for param in one.params)


def read(
    q: str,
    places: Gazetteer,
    sectors: SectorTree,
    lexicon: Lexicon | None = None,
    literal: Collection[str] = (),
    offered: Offered | None = None,
    given: Collection[str] = (),
) -> Reading:
    """What the words of a search say; kinds in `literal`, and fields `given` in the address, are not read."""
    reader = _Reader(places, sectors, lexicon, offered, {*literal, *_said(given)})
    said = typed.read(q)
    found = reader.read(said)
    changed = reader.corrections(said) if lexicon else {}
    if not changed:
        return found
    query = said.with_words(changed)
    # Where another word has no answer either, it is better asked than done.
    applied = WORD not in literal and not reader.unanswered(typed.read(query))
    correction = Correction(
        " ".join(said.said((place,)) for place in changed), " ".join(changed.values()), query, applied
    )
    again = reader.read(typed.read(query)) if applied else found
    return Reading(again.needs, again.understood, correction, again.notices)


def _said(given: Collection[str]) -> Iterator[str]:
    return (kind for kind, names in FIELDS.items() if any(name in given for name in names))


class _Reader:
    """Reads kind by kind; each takes the words it understands."""

    def __init__(
        self,
        places: Gazetteer,
        sectors: SectorTree,
        lexicon: Lexicon | None,
        offered: Offered | None,
        unread: Collection[str],
    ) -> None:
        self.places, self.names = places, place_names(places)
        self.sectors, self.lexicon, self.offered = sectors, lexicon, offered
        self.unread = unread
        self.notices: list[str] = []

    def read(self, said: Typed) -> Reading:
        self.notices = []
        readings = (
            *((PRICE, self._price), (QUANTITY, self._quantity), (DELIVERY, self._delivery)),
            *((PLACE, self._place), (SECTOR, self._sector)),
        )
        understood = [one for kind, read in readings if kind not in self.unread and (one := read(said))]
        order = (SECTOR, PLACE, DELIVERY, QUANTITY, PRICE)
        understood.sort(key=lambda one: order.index(one.kind))
        return Reading(self._needs(said), tuple(understood), None, tuple(self.notices))

    def corrections(self, said: Typed) -> dict[int, str]:
        """What was likely meant by the words that nothing has, by their place, as people write it."""
        found = {}
        for place in self.unanswered(said):
            meant = self._meant(said.folded[place], led=_led(said, place))
            if meant:
                found[place] = meant
        return found

    def unanswered(self, said: Typed) -> list[int]:
        """Where the words stand that nothing has."""
        last = len(said.words) - 1
        return [
            place for place in _looked_for(said) if not self._answered(said.folded[place], last=place == last)
        ]

    def _price(self, said: Typed) -> Understood | None:
        found = quantities.price(said)
        if found is None:
            return None
        beside = quantities.quantity(said)
        unit = found.unit or (beside.unit if beside else None)
        said.taken.update(found.words)
        if unit is None:
            self.notices.append(
                _("Para filtrar por precio, diga también por qué unidad: «hasta S/ 15 el kg».")
            )
            return None
        money = found.least if found.most is None else found.most
        name = "precio_min" if found.most is None else "precio_max"
        amount = format_money(money or 0).removeprefix("S/ ").removesuffix(".00").replace(",", "")
        price = say_price(money or 0, unit)
        label = _("Desde %(price)s", price=price) if found.most is None else _("Hasta %(price)s", price=price)
        return Understood(PRICE, label, said.said(found.words), ((name, amount), ("unidad", unit.code)))

    def _quantity(self, said: Typed) -> Understood | None:
        found = quantities.quantity(said)
        if found is None:
            self._take_apart(said, quantities.rhythm_words(said))
            return None
        if found.is_size:
            self._take_size(said, found.words)
            return None
        said.taken.update(found.words)
        amount = say_quantity(found.a_month, found.unit)
        label = _("Desde %(amount)s al mes", amount=amount)
        return Understood(QUANTITY, label, said.said(found.words), (("capacidad_min", amount),))

    def _take_size(self, said: Typed, words: Sequence[int]) -> None:
        """The size of a thing is looked for where things are called so, and else left out."""
        asked = [stem(said.folded[place]) for place in _looked_for(said)]
        if not (self.offered and self.offered.named(asked)):
            self._take_apart(said, words)

    def _take_apart(self, said: Typed, words: Sequence[int]) -> None:
        """Leave words out that say nothing to look for, if others do."""
        if any(place not in words for place in _looked_for(said)):
            said.taken.update(words)

    def _delivery(self, said: Typed) -> Understood | None:
        found = place_words.delivery(said, self.names, self.offered)
        if found is None:
            return None
        said.taken.update(found.words)
        place = self.places.by_code[found.code]
        label = _("Entrega en %(place)s", place=place.name)
        return Understood(DELIVERY, label, said.said(found.words), (("entrega", place.slug),))

    def _place(self, said: Typed) -> Understood | None:
        found = place_words.origin(said, self.names, self.lexicon, self.offered)
        if found is None:
            return None
        said.taken.update(found.words)
        levels = zip(FIELDS[PLACE], (2, 4, 6), strict=True)
        params = tuple(
            (name, self.places.by_code[found.code[:length]].slug)
            for name, length in levels
            if length <= len(found.code)
        )
        short = self.places.name(found.code)
        if len(found.code) > 2:
            short = self.places.short(found.code[:4], found.code if len(found.code) == 6 else None)
        return Understood(PLACE, _("De %(place)s", place=short), said.said(found.words), params)

    def _sector(self, said: Typed) -> Understood | None:
        names = _sector_names(self.sectors)
        for start in said.left():
            for end in range(min(len(said.words), start + names.longest), start, -1):
                branch = names.branches.get(tuple(said.folded[start:end]))
                words = tuple(range(start, end))
                if branch and said.free(words) and not _qualifies(said, start):
                    said.taken.update(words)
                    return Understood(SECTOR, branch.name, said.said(words), (("rubro", branch.slug),))
        return None

    def _needs(self, said: Typed) -> tuple[Need, ...]:
        asked = [said.folded[place] for place in _looked_for(said)][:MOST_WORDS]
        if not asked:
            return ()
        last = said.words[-1].folded == asked[-1] and len(said.words) - 1 not in said.taken
        beginning = last and self._begins(asked[-1])
        return standard().needs(asked, last_is_prefix=beginning)

    def _begins(self, word: str) -> bool:
        """Whether a word is none yet, but the beginning of one."""
        if self.lexicon is None or len(word) < SHORTEST_BEGINNING or self._known(word):
            return False
        return bool(self.lexicon.starting(word, 1))

    def _known(self, word: str) -> bool:
        """Whether the catalogue has a word, in any of the ways to say it."""
        lexicon = self.lexicon
        if lexicon is None or lexicon.known(word):
            return True
        ways = (way for need in standard().needs([word]) for way in need.any_of)
        return any(all(map(lexicon.has, way)) for way in ways)

    def _answered(self, word: str, *, last: bool) -> bool:
        return self._known(word) or (last and self._begins(word))

    def _meant(self, word: str, *, led: bool) -> str:
        """The word that was likely meant, as people write it: of the catalogue, of our synonyms, or a place."""
        if self.lexicon is None:
            return ""
        found = [self.lexicon.shown(near) for near in self.lexicon.near(word, 1)]
        found = found or [_spelt().shown(near) for near in _spelt().near(word) if self._known(near)]
        # Unless «en» leads to it, a place is meant only by a word that sounds like its name.
        near = self.names.lexicon.near(word)
        places = [self.names.lexicon.shown(one) for one in near if led or sound(one) == sound(word)]
        return next(iter([*places, *found] if led else [*found, *places]), "")


@dataclass(frozen=True, slots=True)
class _SectorNames:
    branches: dict[tuple[str, ...], Branch]
    longest: int


def _sector_names(sectors: SectorTree) -> _SectorNames:
    return _named(tuple(sectors.by_id.values()))


@lru_cache(maxsize=4)
def _named(branches: tuple[Branch, ...]) -> _SectorNames:
    """The sectors by their names and by what else people call them."""
    found = {tuple(all_words(branch.name)): branch for branch in branches}
    by_slug = {branch.slug: branch for branch in branches}
    for words, slug in standard().sectors.items():
        if slug in by_slug:
            found.setdefault(words, by_slug[slug])
    return _SectorNames(found, max(map(len, found), default=0))


def _qualifies(said: Typed, start: int) -> bool:
    """Whether words only say more of the thing before them: «yogur de frutas»."""
    before = start - 1
    return (
        before > 0
        and said.folded[before] in _AFTER_GOODS
        and any(place < before for place in _looked_for(said))
    )


def _looked_for(said: Typed) -> list[int]:
    """Where the words stand that are left to look for; those that only ask count where there is no other."""
    left = [place for place in said.left() if said.folded[place] not in STOP_WORDS]
    return [place for place in left if said.folded[place] not in ASKING] or left


def _led(said: Typed, place: int) -> bool:
    return place > 0 and said.folded[place - 1] in {"en", "desde"}


@lru_cache(maxsize=1)
def _spelt() -> Lexicon:
    """The words of the synonyms, to be corrected to."""
    written = standard().written
    return Lexicon(dict.fromkeys(written, 1), written)
