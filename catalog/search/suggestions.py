"""What may be meant while it is typed: names of products, sectors, places and makers."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import escape
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from catalog.changes.versions import kept_while_it_stands
from catalog.enterprises.models import Enterprise
from catalog.places.offers import Offer, offers
from catalog.places.presentation import place_url
from catalog.places.queries import Gazetteer, Place
from catalog.search import analysis, quantities, reading, synonyms
from catalog.search.marks import mark
from catalog.search.sources import Ground, Source
from catalog.search.stop_words import STOP_WORDS
from catalog.sectors.queries import SectorTree
from core.text import clean, fold, slugify

LONGEST, FEWEST, MOST_WORDS = 80, 2, 6
_BETWEEN = frozenset(("en", "de", "desde"))
_offers = kept_while_it_stands(offers)
PRODUCTS, SECTORS, PLACES, MAKERS = 4, 2, 2, 2
# Names are alike: so many are read to find those that differ.
READ = 40


class Suggestion(NamedTuple):
    """Words to choose, and where they lead; `note` tells two of one name apart."""

    text: str
    url: str
    note: str = ""


class Group(NamedTuple):
    """What is of one kind."""

    name: str
    items: list[Suggestion]


def suggest(ground: Ground, source: Source, typed: str) -> list[Group]:
    """What may be meant, in groups."""
    typed = clean(typed)[:LONGEST]
    words = slugify(typed).split("-")[:MOST_WORDS]
    if len("".join(words)) < FEWEST:
        return []
    groups = [
        Group(_("Productos"), _products(source, typed)),
        Group(_("Rubros"), _sectors(words, ground.sectors)),
        Group(_("Lugares"), _places(typed, ground.places, _offers(ground.session))),
        Group(_("Emprendimientos"), _makers(ground.session, words, ground.places)),
    ]
    found = [group for group in groups if group.items]
    return found or _meant(ground, source, typed)


def _meant(ground: Ground, source: Source, typed: str) -> list[Group]:
    """The words that were meant, where nothing is called as they are typed."""
    said = reading.read(typed, ground.places, ground.sectors, source.lexicon, (), source.offered)
    if not (said.correction and said.correction.applied):
        return []
    query = said.correction.query
    return [Group(_("¿Quiso decir?"), [Suggestion(query, _search_url(query))])]


def as_json(groups: Sequence[Group]) -> dict[str, Any]:
    """The groups as the script takes them, with what is read out."""
    total = sum(len(group.items) for group in groups)
    said = ngettext(
        "%(num)s sugerencia. Elija con las flechas.", "%(num)s sugerencias. Elija con las flechas.", total
    )
    return {
        "said": said if total else _("Sin sugerencias."),
        "groups": [{"name": group.name, "items": [_plain(one) for one in group.items]} for group in groups],
    }


def _plain(one: Suggestion) -> dict[str, str]:
    return {name: value for name, value in one._asdict().items() if value}


def _search_url(words: str) -> str:
    return url_for("catalog.search.index", q=words[:LONGEST])


def _products(source: Source, typed: str) -> list[Suggestion]:
    """Names that differ: one leads to all that is called so, so that no maker is put before another."""
    # The last word may be the beginning of another: «que» of queso.
    *before, last = analysis.all_words(typed)[:MOST_WORDS] or [""]
    said = [*(word for word in before if _tells((word,))), last]
    needs = synonyms.needs(said, last_is_prefix=True) if last else ()
    different: dict[str, str] = {}
    for name in source.names(needs, READ) if needs else ():
        if all("<mark>" in mark(str(escape(name)), (need,)) for need in needs):
            different.setdefault(fold(name), name)
    return [Suggestion(name, _search_url(name)) for name in list(different.values())[:PRODUCTS]]


def _sectors(words: Sequence[str], sectors: SectorTree) -> list[Suggestion]:
    found = []
    for one in sectors.by_id.values():
        parts = slugify(one.name).split("-")
        if all(any(part.startswith(word) for part in parts) for word in words):
            found.append(Suggestion(one.name, url_for("catalog.sectors.show", slug=one.slug)))
    return found[:SECTORS]


def _places(typed: str, places: Gazetteer, offered: Mapping[str, Offer]) -> list[Suggestion]:
    """Departments and provinces that offer something and begin as the last words do, with what stands before them."""
    words = typed.split()
    found: dict[str, Suggestion] = {}
    for start in range(len(words)):
        begun, before = slugify(" ".join(words[start:])), words[:start]
        while before and fold(before[-1]) in _BETWEEN:
            before.pop()
        if len(begun) < FEWEST or (before and not _tells(before)):
            continue
        for code, offer in offered.items():
            place = places.by_code.get(code)
            if place and offer.products and place.slug.startswith(begun):
                # A department and its province of one name are one place to who looks for something there.
                found.setdefault(
                    place.name if before else place.code, _place(place, before, places, offer.products)
                )
    return sorted(found.values(), key=lambda one: len(one.text))[:PLACES]


def _tells(words: Sequence[str]) -> bool:
    """Whether words say something to look for: «40 kg» and «que» do not."""
    folded = [fold(word) for word in words]
    return any(one not in STOP_WORDS and not quantities.measures(one) for one in folded)


def _place(place: Place, before: list[str], places: Gazetteer, products: int) -> Suggestion:
    if before:
        words = _("%(what)s en %(place)s", what=" ".join(before), place=place.name)
        return Suggestion(words, _search_url(words))
    above = "" if len(place.code) == 2 else places.name(place.code[:2])
    number = ngettext("%(total)s producto", "%(total)s productos", products, total=f"{products:,}")
    return Suggestion(f"{place.name}, {above}" if above else place.name, place_url(place, places), number)


def _makers(session: Session, words: Sequence[str], places: Gazetteer) -> list[Suggestion]:
    """Published makers whose names have words that begin so: a slug is a name, folded."""
    begun = [f"-{word}" for word in words]
    found = (one for one in _all_makers(session) if all(word in f"-{one.slug}" for word in begun))
    prefix = url_for("catalog.enterprises.show", slug="-")[:-1]
    return [
        Suggestion(one.name, prefix + one.slug, places.short(one.province_code, one.district_code))
        for one in islice(found, MAKERS)
    ]


@kept_while_it_stands
def _all_makers(session: Session) -> Sequence[Row[str, str, str, str | None]]:
    """All published makers, the shortest names first."""
    columns = (Enterprise.name, Enterprise.slug, Enterprise.province_code, Enterprise.district_code)
    query = select(*columns).where(Enterprise.status == "published")
    return session.execute(query.order_by(func.length(Enterprise.name), Enterprise.id)).all()
