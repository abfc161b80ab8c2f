"""Ways beyond a place where something was found: what is delivered there from elsewhere, and what there is anywhere."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from catalog.places.queries import Place
from catalog.products import listing
from catalog.products.filters import FilterSet
from catalog.search.meaning import Meaning
from catalog.search.sources import Ground, Needs, Source
from catalog.search.understood import FIELDS, PLACE

PLACES = FIELDS[PLACE]


@dataclass(frozen=True, slots=True)
class Beyond:
    """Words with a number, the list that has so many, and an icon where it is no place that is meant."""

    label: str
    url: str
    icon: str = ""


def beyond(ground: Ground, source: Source, meant: Meaning, total: int, base: str) -> list[Beyond]:
    """Who buys in a place mostly wants what arrives there; none where it would find nothing new."""
    place = meant.filters.place
    if not place:
        return []
    ways = []
    if not meant.filters.delivery:
        asked = delivered(ground, meant.spelt_out, place)
        there = ground.places.by_code[place.code[:2]]
        from_there = replace(meant.filters, delivery=there)
        count = _count(source, meant.needs, asked)
        if count > _count(source, meant.needs, from_there):
            label = ngettext(
                "%(total)s se entrega en %(place)s",
                "%(total)s se entregan en %(place)s",
                count,
                total=f"{count:,}",
                place=there.name,
            )
            ways.append(Beyond(label, listing.with_query(base, asked.query()), "truck"))
    asked = anywhere(meant.spelt_out)
    if (count := _count(source, meant.needs, asked)) > total:
        label = _("%(total)s en todo el Perú", total=f"{count:,}")
        ways.append(Beyond(label, listing.with_query(base, asked.query())))
    return ways


def anywhere(asked: FilterSet) -> FilterSet:
    """The same wherever it is from."""
    params = {name: values for name, values in asked.params.items() if name not in PLACES}
    return replace(asked, params=params, place=None)


def delivered(ground: Ground, asked: FilterSet, place: Place) -> FilterSet:
    """The same, delivered to the department of a place instead of being from it."""
    there, asked = ground.places.by_code[place.code[:2]], anywhere(asked)
    return replace(asked, params={**asked.params, "entrega": (there.slug,)}, delivery=there)


def _count(source: Source, needs: Needs, asked: FilterSet) -> int:
    return source.find(needs, asked, offset=0, limit=0)[1]
