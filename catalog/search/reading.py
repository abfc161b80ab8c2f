"""Reading a search: what is looked for, and what else its words say of place, sector, quantity, price and months.

What is understood becomes filters of the address, each with the words it came from, so that it can be said and undone.
Whatever is typed is text: nothing in it is an operator, and no text is refused.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from catalog.places.queries import Gazetteer
from catalog.products.prices import say_quantity
from catalog.search import month_words, place_words, price_words, purposes, quantities, typed
from catalog.search.analysis import stem
from catalog.search.corrections import Words
from catalog.search.lexicon import Lexicon
from catalog.search.needs import Need
from catalog.search.place_words import Offered, place_names
from catalog.search.price_words import Price
from catalog.search.sector_words import sector
from catalog.search.stop_words import ASKING, STOP_WORDS
from catalog.search.synonyms import standard
from catalog.search.typed import Typed
from catalog.search.understood import (
    DELIVERY,
    FIELDS,
    MONTHS,
    PLACE,
    PRICE,
    QUANTITY,
    SECTOR,
    WORD,
    Correction,
    Reading,
    Understood,
)  # fmt: skip
from catalog.sectors.queries import SectorTree

_ORDER = tuple(FIELDS)
# Words that are looked for: more of them find nothing that fewer do not.
MOST_WORDS = 16


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
    unread = {*literal, *_said(given)}
    reader = _Reader(places, sectors, lexicon, offered, unread)
    said = typed.read(q)
    found = reader.read(said)
    changed = reader.corrections(said)
    if not changed:
        return found
    query = said.with_words(changed)
    # Where another word has no answer either, it is better asked than done.
    again = typed.read(query)
    corrected = reader.read(again)
    applied = WORD not in literal and not reader.unanswered(again)
    wrong = " ".join(said.said((place,)) for place in changed)
    correction = Correction(wrong, " ".join(changed.values()), query, applied)
    return replace(corrected if applied else found, correction=correction)


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
        self.sectors, self.offered, self.unread = sectors, offered, unread
        self.words = Words(lexicon, self.names)
        self._begin()

    def _begin(self) -> None:
        self.notices: list[str] = []
        self.unlike: Understood | None = None
        self.unpriced: Price | None = None

    def read(self, said: Typed) -> Reading:
        self._begin()
        understood: list[Understood] = []
        for kind, take in (
            *((PRICE, self._price), (QUANTITY, self._quantity), (MONTHS, self._months)),
            *((DELIVERY, self._delivery), (PLACE, self._place), (SECTOR, self._sector)),
        ):
            one = None if kind in self.unread else take(said)
            if one and all(one.kind != other.kind for other in understood):
                understood.append(one)
        if any(one.kind == SECTOR for one in understood):
            said.taken.update(purposes.purpose(said))
        self._take_if_unnamed(said, purposes.purpose(said))
        self._take_if_unnamed(said, purposes.how_many(said, _asked(said)))
        needs = self._needs(said)
        understood = [one for one in understood if one.kind != QUANTITY or self._comparable(needs, one)]
        understood.sort(key=lambda one: _ORDER.index(one.kind))
        return Reading(needs, tuple(understood), None, tuple(self.notices), self.unlike, self.unpriced)

    def corrections(self, said: Typed) -> dict[int, str]:
        """What was likely meant by the words that nothing has, by their place, as people write it."""
        meant = {place: self.words.meant(said, place) for place in self.unanswered(said)}
        return {place: word for place, word in meant.items() if word}

    def unanswered(self, said: Typed) -> list[int]:
        """Where the words stand that nothing has."""
        last = len(said.words) - 1
        return [
            place for place in _asked(said) if not self.words.answered(said.folded[place], last=place == last)
        ]

    def _price(self, said: Typed) -> Understood | None:
        found = price_words.price(said)
        if found is None:
            return None
        beside = None if found.unit else quantities.quantity(said)
        unit = found.unit or (beside.unit if beside else None)
        said.taken.update(found.words)
        if unit is None:
            self.unpriced = found
            return None
        return Understood(PRICE, found.label(unit), found.said, found.params(unit))

    def _months(self, said: Typed) -> Understood | None:
        found = month_words.months(said, self.names, self.offered)
        if found is None:
            return None
        said.taken.update(found.words)
        if not found.flags:
            self.notices.append(_("Para filtrar por mes, dígalo: «palta en mayo», «papa de abril a junio»."))
            return None
        return Understood(MONTHS, found.label, said.said(found.words), found.params)

    def _quantity(self, said: Typed) -> Understood | None:
        found = quantities.quantity(said)
        if found is None:
            words, question = quantities.questioned(said)
            self._take_apart(said, words or quantities.rhythm_words(said))
            self.notices += [question] if question else []
            return None
        if found.is_size:
            self._take_if_unnamed(said, found.words)
            return None
        said.taken.update(found.words)
        amount = say_quantity(found.a_month, found.unit)
        label = _("Desde %(amount)s al mes", amount=amount)
        return Understood(QUANTITY, label, said.said(found.words), (("capacidad_min", amount),))

    def _take_if_unnamed(self, said: Typed, words: Sequence[int]) -> None:
        """The size of a thing, its use or how many: looked for where things are called so, and else left out."""
        asked = [stem(said.folded[place]) for place in _asked(said)]
        if not (self.offered and self.offered.named(asked)):
            self._take_apart(said, words)

    def _take_apart(self, said: Typed, words: Sequence[int]) -> None:
        """Leave words out that say nothing to look for, if others do."""
        if words and any(place not in words for place in _asked(said)):
            said.taken.update(words)

    def _comparable(self, needs: tuple[Need, ...], quantity: Understood) -> bool:
        """Whether what is looked for is measured as the quantity is: eggs by the tray have no dozens."""
        dimension = quantities.dimension(quantity.params[0][1])
        if not needs or self.offered is None or self.offered.measured(needs, dimension):
            return True
        self.unlike = quantity
        return False

    def _delivery(self, said: Typed) -> Understood | None:
        self._take_apart(said, place_words.everywhere(said))
        found = place_words.delivery(said, self.names, self.offered)
        if found is None:
            return None
        words = found.words
        # Who looks for nothing else may look for somebody who brings things.
        if place_words.is_freight(said, words) and all(place in words for place in _asked(said)):
            words = words[1:] if self.offered and self.offered.named([stem(said.folded[words[0]])]) else words
        return self._delivered(said, found.code, words)

    def _delivered(self, said: Typed, code: str, words: Sequence[int]) -> Understood:
        said.taken.update(words)
        place = self.places.by_code[code]
        label = _("Entrega en %(place)s", place=place.name)
        return Understood(DELIVERY, label, said.said(words), (("entrega", place.slug),))

    def _place(self, said: Typed) -> Understood | None:
        found = place_words.origin(said, self.names, self.words.lexicon, self.offered)
        if found is None:
            return None
        code = found.code
        said.taken.update(found.words)
        if not found.of and self._arrives(said, code):
            return self._delivered(said, code[:2], found.words)
        levels = [(name, code[:length]) for name, length in zip(FIELDS[PLACE], (2, 4, 6), strict=True)]
        params = tuple((name, self.places.by_code[one].slug) for name, one in levels[: len(code) // 2])
        short = self.places.name(code)
        if len(code) > 2:
            short = self.places.short(code[:4], code if len(code) == 6 else None)
        return Understood(PLACE, _("De %(place)s", place=short), said.said(found.words), params)

    def _arrives(self, said: Typed, code: str) -> bool:
        """Whether a place says where things should arrive, as who buys in Lima does: nothing is from there."""
        if self.offered is None or DELIVERY in self.unread or self.offered.there(code):
            return False
        return self.offered.delivered(code, self._needs(said))

    def _sector(self, said: Typed) -> Understood | None:
        found = sector(said, self.sectors, lambda: _asked(said))
        if found is None:
            return None
        branch, words = found
        said.taken.update(words)
        return Understood(SECTOR, branch.name, said.said(words), (("rubro", branch.slug),))

    def _needs(self, said: Typed) -> tuple[Need, ...]:
        places = _asked(said)[:MOST_WORDS]
        asked = [said.folded[place] for place in places]
        last = bool(places) and places[-1] == len(said.words) - 1
        return standard().needs(asked, last_is_prefix=last and self.words.begins(asked[-1]))


def _asked(said: Typed) -> list[int]:
    """Where the words stand that are left to look for.

    Words that only ask, or that say what something shall be without, count where there is no other.
    """
    left = [place for place in said.left() if said.folded[place] not in STOP_WORDS]
    telling = [place for place in left if said.folded[place] not in ASKING]
    return [place for place in telling if not place or said.folded[place - 1] != "sin"] or telling or left
