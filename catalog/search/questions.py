"""What the page asks back where words of measure or price filter nothing, with the taps that answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from catalog.products import listing
from catalog.products.filters import FilterSet
from catalog.products.units import UNITS, Unit
from catalog.search import quantities
from catalog.search.meaning import Meaning
from catalog.search.price_words import Price
from catalog.search.sources import Source
from catalog.search.understood import Understood

# So many measures are tried, and so many taps shown; a sentence names fewer.
TRIED, SAID, NAMED = 8, 3, 2


@dataclass(frozen=True, slots=True)
class Way:
    """Words, and the list that they lead to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Question:
    """One short sentence, and the ways to go on."""

    icon: str
    text: str
    ways: tuple[Way, ...] = ()


def questions(source: Source, meant: Meaning, total: int, base: str) -> list[Question]:
    """What is asked back; nothing where every word counts."""
    read, asked = meant.read, []
    if read.unpriced and not meant.asked.unit:
        asked.append(_of_price(source, meant, read.unpriced, base))
    if read.unlike and not meant.asked.capacity:
        asked.append(_of_measure(source, meant, read.unlike, total, base))
    return asked


def _of_price(source: Source, meant: Meaning, price: Price, base: str) -> Question:
    """By which measure: prices of different ones do not compare."""
    ways = []
    for unit in _sold_by(source, meant):
        asked = _priced(meant.spelt_out, price, unit)
        count = source.find(meant.needs, asked, offset=0, limit=0)[1]
        if count:
            label = f"{price.label(unit)} ({count:,})"
            ways.append(Way(label, listing.with_query(base, asked.query())))
    if not ways:
        return Question("coins", _("Nada de esto cuesta «%(words)s».", words=price.said))
    return Question("coins", _("«%(words)s», ¿por qué medida?", words=price.said), tuple(ways[:SAID]))


def _priced(asked: FilterSet, price: Price, unit: Unit) -> FilterSet:
    said = {name: (value,) for name, value in price.params(unit)}
    return replace(
        asked,
        params={**asked.params, **said},
        unit=unit, price_min=price.least, price_max=price.most, page=1,
    )  # fmt: skip


def _of_measure(source: Source, meant: Meaning, quantity: Understood, total: int, base: str) -> Question:
    """It is sold by something else: how, and where to see it."""
    dimension = quantities.dimension(quantity.params[0][1])
    sold = [unit for unit in _sold_by(source, meant) if unit.dimension != dimension]
    if sold:
        by = _or(unit.symbol or unit.singular for unit in sold[:NAMED])
        text = _("Se vende por %(units)s: «%(words)s» no cuenta.", units=by, words=quantity.words)
    else:
        text = _("Se vende en otra medida: «%(words)s» no cuenta.", words=quantity.words)
    if not total:
        return Question("scale", text)
    label = ngettext("Ver el que hay", "Ver los %(total)s que hay", total, total=f"{total:,}")
    return Question("scale", text, (Way(label, listing.with_query(base, meant.spelt_out.query())),))


def _sold_by(source: Source, meant: Meaning) -> list[Unit]:
    """The unit by which each dimension of what is called so compares, the likeliest first."""
    base = {unit.dimension: unit for unit in UNITS.values() if unit.factor == 1}
    needs, offered = meant.needs, source.offered
    return [
        base[dimension]
        for dimension in source.dimensions(needs, meant.filters)
        if dimension in base and (offered is None or offered.measured(needs, dimension))
    ][:TRIED]


def _or(names: Iterable[str]) -> str:
    *first, last = names
    return _("%(names)s o %(last)s", names=", ".join(first), last=last) if first else last
