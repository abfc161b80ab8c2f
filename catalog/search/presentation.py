"""What the page of a search says of itself, and of how it read the words."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from catalog import metadata
from catalog.products import list_page, listing
from catalog.products.filters import FilterSet
from catalog.search.beyond import beyond
from catalog.search.facets_form import facet_form
from catalog.search.heard import heard
from catalog.search.meaning import Meaning
from catalog.search.nearest import fewer_words, nearest
from catalog.search.questions import questions
from catalog.search.search import Answer, answer
from catalog.search.sources import Ground, Source
from catalog.search.understood import PLACE


@dataclass(frozen=True)
class Page:
    """A page of a search: its list, all that the rest of it shows, and what the template asks for."""

    found: listing.Listing
    shown: tuple[Hashable, ...]
    fill: Callable[[], dict[str, Any]]


def page(ground: Ground, source: Source, asked: FilterSet, base: str, *, demo: bool) -> Page:
    """What the page shows."""
    answered = answer(ground, source, asked)
    found, meant = answered.found, answered.meaning
    ways = [] if found.total or answered.unlike else nearest(ground, source, meant, base)
    further = beyond(ground, source, meant, found.total, base) if found.total else []
    back = questions(source, meant, found.total, base)
    fewer = fewer_words(source, meant, found.total, base) if found.total else []

    def fill() -> dict[str, Any]:
        return list_page.context(asked, found, base, ground.places, ground.sectors, ground.seals) | {
            "meta": _meta(meant, base),
            "title": title(meant),
            "ways": ways,
            "beyond": further,
            "fewer": fewer,
            "origin": meant.filters.place.name if meant.filters.place else "",
            "unlike": answered.unlike,
            "grouped": meant.filters.grouped,
            "unmeasured_url": listing.with_query(base, meant.spelt_out.unmeasured().query()),
            "heard": list(heard(meant, base)),
            "questions": back,
            "said": list(meant.read.notices),
            "nothing": _("Nadie ofrece todavía %(what)s", what=title(meant)),
            "filter_form": _form(ground, answered, base),
            "demo": demo,
        }

    counts = answered.counts and tuple((name, *values.items()) for name, values in answered.counts.items())
    near = tuple((way.label, way.url, way.total, tuple(way.cards)) for way in (*ways, *fewer))
    read = (meant.read, meant.counted, counts, answered.unlike, near, tuple(further), tuple(back))
    return Page(found, (*list_page.shown(asked, ground.sectors, ground.seals), ground.day, demo, *read), fill)


def _form(ground: Ground, answered: Answer, base: str) -> Markup:
    meant = answered.meaning
    beside = (ground.places, ground.sectors, ground.seals)
    if answered.counts is None:
        return listing.filter_form(meant.asked, base, *beside)
    place = next((one.label for one in meant.counted if one.kind == PLACE), "")
    return facet_form(meant.asked, answered.counts, base, *beside, said_place=place)


def title(meant: Meaning) -> str:
    """The words that are looked for, and where."""
    place = meant.asked.place
    if not meant.asked.words:
        return _("Productos de %(place)s", place=place.name) if place else _("Buscar productos")
    corrected = meant.read.correction
    typed = corrected.query if corrected and corrected.applied else meant.asked.text("q")
    if place:
        return _("«%(words)s» en %(place)s", words=typed, place=place.name)
    return _("«%(words)s»", words=typed)


def _meta(meant: Meaning, base: str) -> metadata.Meta:
    """Results are for people: search engines are sent to the lists that stand."""
    return metadata.meta(
        title(meant),
        _("Productos de pequeños emprendimientos: precio base, cuánto se puede entregar y en qué meses."),
        listing.page_url(meant.asked, base, meant.asked.page),
        indexed=False,
    )
