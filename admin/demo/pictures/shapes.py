"""Outlines as lists of points, in a picture 1600 wide and 1200 high."""

from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin, tau
from random import Random

Point = tuple[float, float]
Outline = list[Point]
Color = tuple[int, int, int]

COCHINILLA: Color = (160, 34, 62)
ANIL: Color = (32, 82, 122)
QOLLE: Color = (230, 168, 44)
CHILLCA: Color = (58, 112, 76)
ARCILLA: Color = (188, 98, 62)
CREAM: Color = (246, 235, 212)
INK: Color = (46, 33, 30)
BARK: Color = (110, 70, 44)
DYES: tuple[Color, ...] = (COCHINILLA, ANIL, QOLLE, CHILLCA, ARCILLA, (94, 50, 92))


def tone(color: Color, factor: float) -> Color:
    """The colour darker (factor under 1) or lighter (over 1, towards warm white)."""
    if factor <= 1:
        red, green, blue = (int(v * factor) for v in color)
        return red, green, blue
    return mix(color, (255, 246, 224), min(1.0, factor - 1))


def mix(one: Color, other: Color, share: float) -> Color:
    """A colour on the way from one to the other; share 0 to 1."""
    red, green, blue = (int(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def vary(color: Color, rng: Random, by: int = 12) -> Color:
    """The colour a little lighter or darker, and a little off."""
    lift = rng.randint(-by, by)
    red, green, blue = (max(0, min(255, v + lift + rng.randint(-by // 3, by // 3))) for v in color)
    return red, green, blue


def turn(points: Sequence[Point], centre: Point, angle: float) -> Outline:
    """The outline turned about a centre, in radians, clockwise on the picture."""
    c, s, (cx, cy) = cos(angle), sin(angle), centre
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in points]


def oval(cx: float, cy: float, rx: float, ry: float, angle: float = 0.0) -> Outline:
    """An ellipse."""
    steps = [tau * i / 56 for i in range(56)]
    return turn([(cx + rx * cos(t), cy + ry * sin(t)) for t in steps], (cx, cy), angle)


def lump(cx: float, cy: float, rx: float, ry: float, rng: Random, *, bump: float = 0.06) -> Outline:
    """An uneven round thing, as grown and not made, turned at random."""
    waves = [(n, rng.uniform(0, tau), bump * rng.uniform(0.4, 1) / n**0.5) for n in (2, 3, 5)]
    points = []
    for i in range(56):
        t = tau * i / 56
        r = 1 + sum(size * sin(n * t + phase) for n, phase, size in waves)
        points.append((cx + rx * r * cos(t), cy + ry * r * sin(t)))
    return turn(points, (cx, cy), rng.uniform(0, tau))


def curve(points: Sequence[Point], *, closed: bool = True, steps: int = 8) -> Outline:
    """A smooth line (Catmull-Rom) through the points."""
    count = len(points)
    last = count if closed else count - 1
    out: Outline = []
    for i in range(last):
        if closed:
            p0, p1, p2, p3 = (points[(i + j) % count] for j in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[max(0, min(count - 1, i + j))] for j in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            out.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    if not closed:
        out.append(points[-1])
    return out


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> Outline:
    """A band along a smooth line, its width given at each point (bananas, handles, ropes)."""
    path = curve(points, closed=False)
    left: Outline = []
    right: Outline = []
    for i, (x, y) in enumerate(path):
        before, after = path[max(0, i - 1)], path[min(len(path) - 1, i + 1)]
        angle = atan2(after[1] - before[1], after[0] - before[0]) + pi / 2
        place = i / max(1, len(path) - 1) * (len(widths) - 1)
        low = min(int(place), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (place - low)) / 2
        left.append((x + half * cos(angle), y + half * sin(angle)))
        right.append((x - half * cos(angle), y - half * sin(angle)))
    return left + right[::-1]


def turned(cx: float, profile: Sequence[Point]) -> Outline:
    """A thing made on the wheel: (y, half width) from top to foot, with a rounded foot."""
    side = curve([(half, y) for y, half in profile], closed=False)
    foot_y, foot = profile[-1]
    below = [(cx + foot * cos(t), foot_y + foot * 0.16 * sin(t)) for t in (pi * i / 12 for i in range(1, 12))]
    return [(cx + half, y) for half, y in side] + below + [(cx - half, y) for half, y in side[::-1]]


def rect(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Outline:
    """A rectangle by its upper left corner, its corners rounded by the radius."""
    if radius <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    corners = (
        (x + width - radius, y + radius, -pi / 2),
        (x + width - radius, y + height - radius, 0.0),
        (x + radius, y + height - radius, pi / 2),
        (x + radius, y + radius, pi),
    )
    return [
        (cx + radius * cos(start + pi / 2 * i / 6), cy + radius * sin(start + pi / 2 * i / 6))
        for cx, cy, start in corners
        for i in range(7)
    ]


def leaf(x: float, y: float, length: float, width: float, angle: float) -> Outline:
    """A pointed leaf from its stalk at (x, y), growing towards the angle."""
    half = width / 2
    flat = curve(
        [(x, y), (x + length * 0.3, y - half), (x + length * 0.65, y - half * 0.8), (x + length, y)],
        closed=False,
    )
    back = [(px, 2 * y - py) for px, py in flat[::-1]]
    return turn(flat + back, (x, y), angle)


def toward(x: float, y: float, angle: float, distance: float) -> Point:
    """The point at a distance, in the direction of the angle."""
    return x + distance * cos(angle), y + distance * sin(angle)


def distance(one: Point, other: Point) -> float:
    """How far two points are apart."""
    return hypot(one[0] - other[0], one[1] - other[1])
