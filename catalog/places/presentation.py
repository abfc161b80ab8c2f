"""What the pages of places say, made from what was counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from catalog.places.map import outlines
from catalog.places.offers import NOTHING, Offer, offers
from catalog.places.queries import Gazetteer, Place, gazetteer
from catalog.sectors.queries import SectorTree

MOST_OFFERED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One place or sector in a list, with its number; `url` is empty where there is nothing to open."""

    name: str
    products: int
    url: str = ""
    makers: int = 0
    note: str = ""


def department_lines(
    offered: Mapping[str, Offer], places: Gazetteer, most: Mapping[str, list[int]], sectors: SectorTree
) -> list[Line]:
    """All departments by name, those without offers too."""
    return [
        place_line(place, places, offered, note=_most(most.get(place.code, []), sectors))
        for place in places.departments
    ]


def _most(sector_ids: list[int], sectors: SectorTree) -> str:
    """«Papas y tubérculos · Quesos y lácteos»: names that hold commas themselves."""
    names = [sectors.by_id[one].name for one in sector_ids[:MOST_OFFERED] if one in sectors.by_id]
    return " · ".join(names)


def place_line(place: Place, places: Gazetteer, offered: Mapping[str, Offer], note: str = "") -> Line:
    """One department or province with its offer."""
    offer = offered.get(place.code, NOTHING)
    return Line(place.name, offer.products, place_url(place, places), offer.makers, note)


def place_url(place: Place, places: Gazetteer) -> str:
    """The page of a department or province."""
    if len(place.code) == 2:
        return url_for("catalog.places.department", slug=place.slug)
    department = places.by_code[place.code[:2]]
    return url_for("catalog.places.province", slug=department.slug, province_slug=place.slug)


def near(place: Place, places: Gazetteer, offered: Mapping[str, Offer]) -> list[Line]:
    """The neighbours of a department as its outline touches theirs; of a province, the others of its department."""
    if len(place.code) == 2:
        codes: Iterable[str] = outlines()["places"].get(place.code, {}).get("near", ())
        beside = [places.by_code[code] for code in codes if code in places.by_code]
    else:
        beside = [one for one in places.under(place.code[:2]) if one is not place]
    parts = parted([place_line(one, places, offered) for one in beside])
    return [*parts.some, *parts.none]


@dataclass(frozen=True, slots=True)
class Parts:
    """The places inside one: those with something to see, and those without, each by name."""

    some: list[Line]
    none: list[Line]


def parted(lines: list[Line]) -> Parts:
    """Lines with something to see, and those without."""
    some = [line for line in lines if line.products or line.makers]
    return Parts(some, [line for line in lines if line not in some])


def district_lines(place: Place, places: Gazetteer, offered: Mapping[str | None, Offer]) -> Parts:
    """The districts of a province; those with products lead to them."""
    lines = []
    for district in places.under(place.code):
        offer = offered.get(district.code, NOTHING)
        url = products_url(district, places) if offer.products else ""
        lines.append(Line(district.name, offer.products, url, offer.makers))
    return parted(lines)


def sector_lines(rows: Iterable[Any], place: Place, places: Gazetteer, sectors: SectorTree) -> list[Line]:
    """The sectors of a place, each leading to its products there."""
    return [
        Line(
            sectors.by_id[row.sector_id].name,
            row.products,
            products_url(place, places, rubro=sectors.by_id[row.sector_id].slug),
        )
        for row in rows
        if row.sector_id in sectors.by_id
    ]


def products_url(place: Place, places: Gazetteer, **filters: str) -> str:
    """The list of products of a place, narrowed further."""
    fields = ("departamento", "provincia", "distrito")
    codes = [place.code[:length] for length in range(2, len(place.code) + 1, 2)]
    where = {name: places.by_code[code].slug for name, code in zip(fields, codes, strict=False)}
    # In the order in which the list itself writes its address.
    given: dict[str, Any] = {name: filters[name] for name in ("rubro",) if name in filters} | where | filters
    return url_for("catalog.products.index", **given)


def paths_with_offers(session: Session) -> list[str]:
    """The pages of places that search engines may know: the map, and each place where something is offered."""
    places, offered = gazetteer(session), offers(session)
    found = sorted(code for code, offer in offered.items() if code and offer.products)
    index = [url_for("catalog.places.index")] if found else []
    return [*index, *(place_url(places.by_code[code], places) for code in found)]
