"""Ways out when nothing fits: with a word less, in a wider place, without one filter, or without all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from catalog.products import listing
from catalog.products.filter_reading import read_filters
from catalog.products.filters import NOT_FILTERS, RELEVANCE, SORTS, FilterSet
from catalog.search.beyond import PLACES, delivered
from catalog.search.meaning import Meaning
from catalog.search.search import shown
from catalog.search.sources import Ground, Needs, Source

MOST_WORDS, MOST_ASKED, MOST = 2, 8, 4
# The nearest way shows what it finds, up to so many.
CARDS = 4
# Who finds no more than this is shown what else there is.
FEW = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A question near the one that found nothing: its words, its address, and what it finds."""

    label: str
    url: str
    total: int
    cards: list[Markup] = field(default_factory=list)


@dataclass(frozen=True)
class _Question:
    label: str
    needs: Needs
    filters: FilterSet


def nearest(ground: Ground, source: Source, meant: Meaning, base: str) -> list[Way]:
    """Questions that find something, the nearest first; none only where there is nothing at all."""
    asked = meant.spelt_out
    fewer = _with_fewer_words(source, meant.needs, asked)
    questions = [
        *_elsewhere(ground, source, meant.needs, asked),
        *(one for one in fewer if meant.needs[0] in one.needs),
        *_what_it_is_called(meant.needs, asked),
        *(one for one in fewer if meant.needs[0] not in one.needs),
        *_without_one_filter(ground, meant.needs, asked, base),
    ]
    found = _found(source, questions[:MOST_ASKED]) or _found(
        source, [*_without_words(asked), *_without_filters(meant.needs)]
    )
    # A hat the colour of coffee is no coffee, however near it is made.
    found.sort(key=lambda one: not source.named(one[0].needs, one[0].filters))
    first, others = found[:1], found[1:MOST]
    return [
        *(_with_cards(ground, source, question, total, base) for question, total in first),
        *(_way(question, total, base) for question, total in others),
    ]


def fewer_words(source: Source, meant: Meaning, total: int, base: str) -> list[Way]:
    """The words one by one, where all of them together find little and one of them finds more."""
    if total > FEW:
        return []
    found = _found(source, _with_fewer_words(source, meant.needs, meant.spelt_out))
    return [_way(question, more, base) for question, more in found if more > total]


def _found(source: Source, questions: list[_Question]) -> list[tuple[_Question, int]]:
    totals = [(one, source.find(one.needs, one.filters, offset=0, limit=0)[1]) for one in questions]
    return [(one, total) for one, total in totals if total]


def _way(question: _Question, total: int, base: str) -> Way:
    return Way(question.label, listing.with_query(base, question.filters.query()), total)


def _with_cards(ground: Ground, source: Source, question: _Question, total: int, base: str) -> Way:
    ids, _total = source.find(question.needs, question.filters, offset=0, limit=CARDS)
    return replace(_way(question, total, base), cards=shown(ground, ids, question.needs))


def _with_fewer_words(source: Source, needs: Needs, asked: FilterSet) -> list[_Question]:
    """One word left out, or else one word alone: those first that more products have."""
    if len(needs) < 2:
        return []
    for some in ([needs[:at] + needs[at + 1 :] for at in range(len(needs))], [(one,) for one in needs]):
        found = _found(source, [_of_words(left, asked) for left in some])
        if found:
            return [question for question, _total in sorted(found, key=lambda one: -one[1])][:MOST_WORDS]
    return []


def _what_it_is_called(needs: Needs, asked: FilterSet) -> Iterator[_Question]:
    """The first word alone, wherever it is: it tends to name the thing, where the others only describe it."""
    if len(needs) > 1 and asked.active > 1:
        alone = _of_words(needs[:1], FilterSet(sort=RELEVANCE, usual=RELEVANCE))
        yield replace(alone, label=_("«%(words)s», sin más filtros", words=needs[0].typed))


def _of_words(needs: Needs, asked: FilterSet) -> _Question:
    words = " ".join(need.typed for need in needs)
    return _Question(
        _("Solo «%(words)s»", words=words), needs, replace(asked, params={**asked.params, "q": (words,)})
    )


def _elsewhere(ground: Ground, source: Source, needs: Needs, asked: FilterSet) -> list[_Question]:
    """The same department, what arrives there, all the country: which comes first if nothing called so arrives."""
    wider = list(_in_a_wider_place(ground, needs, asked))
    if not asked.place or asked.delivery:
        return wider
    there = delivered(ground, asked, asked.place)
    name = ground.places.name(asked.place.code[:2])
    arriving = _Question(_("Entrega en %(place)s", place=name), needs, there)
    called_so = source.offered is None or source.offered.delivered(asked.place.code[:2], needs)
    return [*wider[:-1], arriving, wider[-1]] if called_so else [*wider, arriving]


def _in_a_wider_place(ground: Ground, needs: Needs, asked: FilterSet) -> Iterator[_Question]:
    """The province, the department, the country."""
    code = asked.place.code if asked.place else ""
    while code:
        code = code[:-2]
        line = [ground.places.by_code[code[:length]] for length in range(2, len(code) + 1, 2)]
        params = {name: values for name, values in asked.params.items() if name not in PLACES}
        params |= {name: (one.slug,) for name, one in zip(PLACES, line, strict=False)}
        label = _("En %(place)s", place=line[-1].name) if line else _("En todo el Perú")
        yield _Question(label, needs, replace(asked, params=params, place=line[-1] if line else None))


def _without_one_filter(ground: Ground, needs: Needs, asked: FilterSet, base: str) -> Iterator[_Question]:
    kept = {name: values for name, values in asked.params.items() if name not in ("q", *PLACES)}
    for chip in listing.chips(replace(asked, params=kept), base, ground.places, ground.sectors, ground.seals):
        left = dict.fromkeys((*parse_qsl(chip.url.partition("?")[2]), *_pairs(asked, ("q", *PLACES))))
        yield _Question(_("Sin %(filter)s", filter=chip.label), needs, _read(ground, list(left)))


def _without_words(asked: FilterSet) -> Iterator[_Question]:
    """What was asked besides words that nothing has: the sector of «artesanía de nada»."""
    if "q" in asked.params and asked.chosen:
        left = {name: values for name, values in asked.params.items() if name != "q"}
        label = _("Sin «%(words)s»", words=asked.text("q"))
        yield _Question(label, (), replace(asked, params=left, words=(), sort=SORTS[0], usual=SORTS[0]))


def _without_filters(needs: Needs) -> list[_Question]:
    """The words alone, each of them alone, or all there is."""
    nothing = FilterSet()
    alone = [_of_words(needs, nothing)] if needs else []
    each = [_of_words((one,), nothing) for one in needs] if len(needs) > 1 else []
    return [*alone, *each, _Question(_("Todos los productos"), (), nothing)]


def _pairs(asked: FilterSet, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (name, value) for name in names if name not in NOT_FILTERS for value in asked.params.get(name, ())
    ]


def _read(ground: Ground, pairs: list[tuple[str, str]]) -> FilterSet:
    return read_filters(MultiDict(pairs), places=ground.places, sectors=ground.sectors, seals=ground.seals)
