"""How the words of a search were read, said line by line, each with the link that has them read otherwise."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import gettext as _

from catalog.products import listing
from catalog.products.filters import FilterSet
from catalog.search import understood as reading
from catalog.search.meaning import Meaning
from catalog.search.understood import Correction, Understood

ICONS = {
    reading.PLACE: "map-pin",
    reading.SECTOR: "tag",
    reading.QUANTITY: "scale",
    reading.DELIVERY: "truck",
    reading.MONTHS: "calendar-days",
    reading.PRICE: "coins",
}


class Heard(NamedTuple):
    """A line: words, the one that counts, and a link that undoes it."""

    icon: str
    before: str
    strong: str
    after: str
    undo: str
    url: str


def heard(meant: Meaning, base: str) -> Iterator[Heard]:
    """How the words were read."""
    asked = meant.asked
    if meant.read.correction:
        yield _corrected(asked, meant.read.correction, base)
    for one in meant.counted:
        yield _understood(asked, one, base)
    for one in meant.overruled:
        yield _overruled(asked, one, base)
    literal = asked.params.get("textual", ())
    if set(literal) - {reading.WORD}:
        kept = tuple(kind for kind in literal if kind == reading.WORD)
        again = listing.with_query(base, asked.query(textual=kept or None))
        yield Heard(
            "text-search", _("Buscamos sus palabras tal cual."), "", "", _("Volver a interpretarlas"), again
        )
    if asked.words and not (meant.needs or meant.read.understood or meant.read.unpriced):
        words = _("«%(words)s»", words=asked.text("q"))
        after = _("no dice qué buscar: le mostramos todo.")
        yield Heard("info", "", words, after, _("Ver todos los productos"), base)


def _corrected(asked: FilterSet, correction: Correction, base: str) -> Heard:
    literal = tuple(kind for kind in asked.params.get("textual", ()) if kind != reading.WORD)
    if not correction.applied:
        url = listing.with_query(base, asked.query(q=correction.query, textual=literal or None))
        return Heard("spell-check", _("¿Quiso decir"), "", "", f"{correction.meant}?", url)
    url = listing.with_query(base, asked.query(textual=(*literal, reading.WORD)))
    undo = _("Buscar «%(typed)s» tal cual", typed=correction.typed)
    return Heard("spell-check", _("Mostramos resultados de"), correction.meant, "", undo, url)


def _understood(asked: FilterSet, one: Understood, base: str) -> Heard:
    # The others say what they are: «Entrega en Lima».
    kinds = {reading.PLACE: _("(lugar)."), reading.SECTOR: _("(rubro).")}
    label = one.label if one.kind in kinds else f"{one.label}."
    if len(one.words.split()) > 1:
        undo = _("Buscar «%(words)s» como palabras", words=one.words)
    else:
        undo = _("Buscar «%(words)s» como palabra", words=one.words)
    url = asked.query(textual=(*asked.params.get("textual", ()), one.kind))
    return Heard(ICONS[one.kind], "", label, kinds.get(one.kind, ""), undo, listing.with_query(base, url))


def _overruled(asked: FilterSet, one: Understood, base: str) -> Heard:
    words = _("«%(words)s»", words=one.words)
    after = _("no cuenta: cuenta el filtro que usted eligió.")
    left = asked.query(**dict.fromkeys(reading.FIELDS[one.kind]))
    return Heard(ICONS[one.kind], "", words, after, _("Quitar ese filtro"), listing.with_query(base, left))
