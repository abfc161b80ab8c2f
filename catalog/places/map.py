"""The map of the 25 departments: its shapes, shaded in steps by what each offers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalog import fragments
from catalog.places.offers import NOTHING, Offer, offers
from catalog.places.outlines import TARGET
from catalog.places.queries import Gazetteer, gazetteer

STEPS = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """One department on the map; `level` is 0 where nothing is offered yet, STEPS where most is."""

    code: str
    name: str
    slug: str
    products: int
    level: int
    path: str
    dot: tuple[int, ...] = ()
    reach: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the legend: the class that shades it and what it stands for."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Map:
    """All that the drawing shows."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    legend: tuple[Step, ...]


def offer_map(session: Session) -> Map:
    """The map of what is offered now, from one question to the database."""
    return map_of(offers(session), gazetteer(session))


def map_of(offered: Mapping[str, Offer], places: Gazetteer) -> Map:
    """The map of an offer that has been read already."""
    counts = {place.code: offered.get(place.code, NOTHING).products for place in places.departments}
    lows = steps(list(counts.values()))
    drawn = outlines()["places"]
    shapes = tuple(
        Shape(
            *(place.code, place.name, place.slug, counts[place.code], _level(counts[place.code], lows)),
            path=drawn[place.code]["path"],
            dot=tuple(drawn[place.code].get("dot", ())),
            reach=tuple(drawn[place.code].get("reach", ())),
        )
        for place in places.departments
        if place.code in drawn
    )
    return Map(outlines()["width"], outlines()["height"], shapes, _legend(lows, list(counts.values())))


def drawn_map(shown: Map) -> Markup:
    """The map as links, with its legend; kept rendered while nothing on it changes."""

    def render() -> Markup:
        html: Markup = _macros().map(shown, url_for("catalog.places.department", slug="-")[:-1])
        return html

    return fragments.keep(render, "map", shown)


def small_map(code: str) -> Markup:
    """A picture of the country with the department of this code marked; nothing in it to press."""

    def render() -> Markup:
        all_of_them = outlines()["places"]
        others = "".join(place["path"] for other, place in all_of_them.items() if other != code)
        html: Markup = _macros().small_map(outlines(), all_of_them[code], others)
        return html

    return fragments.keep(render, "small map", code)


def steps(counts: list[int]) -> list[int]:
    """Where each step of the shading begins: thirds of the departments that offer something, 1 the lowest."""
    some = sorted(count for count in counts if count)
    return sorted({1, *(some[len(some) * third // STEPS] for third in range(1, STEPS))}) if some else []


@cache
def outlines() -> dict[str, Any]:
    """The paths made by catalog.places.outlines, read once."""
    made: dict[str, Any] = json.loads(TARGET.read_text(encoding="utf-8"))
    return made


def _level(count: int, lows: list[int]) -> int:
    """Fewer steps than STEPS take the strongest shades."""
    above = sum(low <= count for low in lows)
    return above and STEPS - len(lows) + above


def _legend(lows: list[int], counts: list[int]) -> tuple[Step, ...]:
    lines = [Step(0, _("Todavía sin productos"))] if not all(counts) else []
    for place, low in enumerate(lows):
        level = STEPS - len(lows) + place + 1
        high = lows[place + 1] - 1 if place + 1 < len(lows) else max(counts)
        if high == low:
            words = str(low)
        elif place + 1 == len(lows):
            words = _("%(low)s o más", low=low)
        else:
            words = _("%(low)s a %(high)s", low=low, high=high)
        lines.append(Step(level, words))
    return tuple(lines)


def _macros() -> Any:
    return current_app.jinja_env.get_template("components/map.html").module
