"""The outlines of the departments as small SVG paths, made from the GeoJSON beside them.

    python -m catalog.places.outlines

writes data/outlines.json anew. A border between two departments is simplified once, as one line that both share:
no gap opens between them. The site itself reads the JSON alone.
"""

import heapq
import json
from collections import defaultdict
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SOURCE, TARGET = DATA / "peru-departamentos.geojson", DATA / "outlines.json"
WIDTH = 400
MARGIN = 6
# Triangles smaller than this, in square units of the drawing, are not missed.
DETAIL = 8.0
# Islands smaller than this neither.
SPECK = 12.0
# Too small to see or touch on a phone: a dot at sea stands for Callao, so far off; the sea beside leads to Tumbes.
DOTS = {"07": -30}
REACHES = {"07": (-40, 0, 26), "24": (-8, -20, 26)}

Point = tuple[float, float]
Line = tuple[Point, ...]


def build(source: dict[str, Any]) -> dict[str, Any]:
    """Size of the drawing, and of each department by code its path, its neighbours and how it is reached."""
    rings = _projected(source)
    arcs = _Arcs(ring for several in rings.values() for ring in several)
    places: dict[str, Any] = {}
    for code, several in sorted(rings.items()):
        drawn = [ring for ring in map(arcs.redrawn, several) if abs(_area(ring)) >= SPECK] or [
            max(map(arcs.redrawn, several), key=lambda ring: abs(_area(ring)))
        ]
        shared = {other for ring in several for other, theirs in rings.items() if arcs.touch(ring, theirs)}
        places[code] = {"path": "".join(map(_path, drawn)), "near": sorted(shared - {code})}
        middle = _middle(drawn[0])
        if code in DOTS:
            places[code]["dot"] = [*_moved(middle, (DOTS[code], 0)), -DOTS[code]]
        if code in REACHES:
            x, y, radius = REACHES[code]
            places[code]["reach"] = [*_moved(middle, (x, y)), radius]
    height = max(y for several in rings.values() for ring in several for _x, y in ring)
    return {"width": WIDTH, "height": round(height + MARGIN), "places": places}


def _projected(source: dict[str, Any]) -> dict[str, list[Line]]:
    """The rings of each department, flat: degrees of longitude shortened by the cosine of the middle latitude."""
    found: dict[str, list[Line]] = {}
    for feature in source["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = [tuple((x, y) for x, y in ring) for polygon in polygons for ring in polygon]
        found[feature["properties"]["ubigeo"]] = sorted(rings, key=lambda ring: -abs(_area(ring)))
    points = [point for rings in found.values() for ring in rings for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    scale = (WIDTH - 2 * MARGIN) / (east - west)
    taller = 1 / cos(radians((south + north) / 2))
    flat = {
        point: (MARGIN + (point[0] - west) * scale, MARGIN + (north - point[1]) * scale * taller)
        for point in points
    }
    return {code: [tuple(flat[point] for point in ring) for ring in rings] for code, rings in found.items()}


class _Arcs:
    """The rings cut where three borders meet, each piece simplified once, whoever it belongs to."""

    def __init__(self, rings: Any) -> None:
        self.kept: dict[Line, Line] = {}
        beside: dict[Point, set[Point]] = defaultdict(set)
        for ring in rings:
            for one, next_one in pairwise(ring):
                beside[one].add(next_one)
                beside[next_one].add(one)
        self.corners = {point for point, others in beside.items() if len(others) != 2}

    def cut(self, ring: Line) -> list[Line]:
        """The pieces of a ring, from corner to corner; the whole ring where it has none."""
        around = ring[:-1]
        starts = [place for place, point in enumerate(around) if point in self.corners]
        if not starts:
            return [ring]
        turned = around[starts[0] :] + around[: starts[0]]
        ends = [place - starts[0] for place in starts] + [len(turned)]
        closed = (*turned, turned[0])
        return [closed[one : other + 1] for one, other in pairwise(ends)]

    def redrawn(self, ring: Line) -> Line:
        """The ring again, of simplified pieces, in whole units."""
        line: list[Point] = []
        for piece in self.cut(ring):
            forward = piece[0] < piece[-1] or (piece[0] == piece[-1] and piece[1] < piece[-2])
            key = piece if forward else piece[::-1]
            if key not in self.kept:
                self.kept[key] = tuple((round(x), round(y)) for x, y in _simplified(key))
            line += self.kept[key] if forward else self.kept[key][::-1]
        return tuple(point for place, point in enumerate(line) if place == 0 or point != line[place - 1])

    def touch(self, ring: Line, others: list[Line]) -> bool:
        """Whether a ring shares a piece of border with one of these."""
        mine = {frozenset((piece[0], piece[1], piece[-2], piece[-1])) for piece in self.cut(ring)}
        theirs = {
            frozenset((piece[0], piece[1], piece[-2], piece[-1]))
            for other in others
            for piece in self.cut(other)
        }
        return bool(mine & theirs)


def _simplified(line: Line) -> Line:
    """Visvalingam and Whyatt: take away the point whose triangle is smallest, while that is small."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    fewest = 4 if line[0] == line[-1] else 3

    def weight(place: int) -> float:
        return abs(_area((line[before[place]], line[place], line[after[place]], line[before[place]])))

    heap = [(weight(place), place) for place in range(1, len(line) - 1)]
    heapq.heapify(heap)
    left = dict.fromkeys(range(len(line)))
    least: float = 0
    while heap and len(left) > fewest:
        area, place = heapq.heappop(heap)
        if place not in left or area < weight(place):
            continue
        least = max(least, area)
        if least > DETAIL:
            break
        del left[place]
        before[after[place]], after[before[place]] = before[place], after[place]
        for beside in (before[place], after[place]):
            if 0 < beside < len(line) - 1:
                heapq.heappush(heap, (max(weight(beside), 0), beside))
    return tuple(line[place] for place in sorted(left))


def _area(ring: Line) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) / 2


def _middle(ring: Line) -> Point:
    return sum(x for x, _y in ring) / len(ring), sum(y for _x, y in ring) / len(ring)


def _moved(point: Point, by: tuple[float, float]) -> list[int]:
    return [round(point[0] + by[0]), round(point[1] + by[1])]


def _path(ring: Line) -> str:
    """The shortest way to write a closed ring of whole numbers: steps, not places."""
    (x, y), *rest = ring
    text = f"M{x} {y}l"
    for u, v in rest[:-1] if rest[-1] == ring[0] else rest:
        for step in (u - x, v - y):
            text += f"{'' if step < 0 or text.endswith('l') else ' '}{step}"
        x, y = u, v
    return f"{text}z"


def main() -> None:
    """Write the paths that the site reads."""
    made = build(json.loads(SOURCE.read_text(encoding="utf-8")))
    TARGET.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
