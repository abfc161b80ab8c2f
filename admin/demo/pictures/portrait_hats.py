"""Hats of the portraits: montera, felt, straw, bowler, knitted cap, cap, headband."""

from collections.abc import Callable
from math import cos, pi, sin

from PIL import Image

from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    ANIL,
    CHILLCA,
    COCHINILLA,
    CREAM,
    INK,
    QOLLE,
    Color,
    curve,
    oval,
    rect,
    ribbon,
    tone,
)
from admin.demo.pictures.weave import PALETTES, stripes, woven

Hat = Callable[[Canvas], None]


def _brimmed(c: Canvas, color: Color, *, brim: float, tall: float, band: Color, straw: bool = False) -> None:
    """A hat with a brim so far out, a crown so tall and a ribbon."""
    y = 596.0

    def fill(outline: list[tuple[float, float]]) -> Color | Image.Image:
        width, high = c.pixels(outline)
        fine = max(8, round(width / c.k / 12)), max(8, round(high / c.k / 12))
        return woven(Image.new("RGB", fine, color), (width, high)) if straw else color

    c.flat(oval(812, y + 70, 226, 60), (44, 22, 20), 0.4, blur=26)
    under = curve([(800 - brim, y - 4), (800, y + 86), (800 + brim, y - 4), (800, y + 20)])
    c.solid(under, tone(color, 0.5), cast=0, depth=20)
    rim = curve(
        [
            (800 - brim, y),
            (640, y - 62),
            (800, y - 74),
            (960, y - 62),
            (800 + brim, y),
            (1000, y + 46),
            (800, y + 62),
            (600, y + 46),
        ]
    )
    c.solid(rim, fill(rim), cast=0.3, lift=10, depth=44, shade=0.5)
    top = y - tall
    crown = curve(
        [
            (580, y - 2),
            (584, y - tall * 0.5),
            (640, top + 16),
            (740, top - 8),
            (800, top + 14),
            (860, top - 8),
            (960, top + 16),
            (1016, y - tall * 0.5),
            (1020, y - 2),
            (920, y + 30),
            (800, y + 38),
            (680, y + 30),
        ]
    )
    c.solid(crown, fill(crown), cast=0.4, lift=16, depth=110, shade=0.6)
    tape = curve([(580, y - 62), (680, y - 34), (800, y - 26), (920, y - 34), (1020, y - 62)], closed=False)
    low = curve([(1020, y - 2), (920, y + 30), (800, y + 38), (680, y + 30), (580, y - 2)], closed=False)
    c.solid([*tape, *low], band, cast=0, depth=26)


def _felt(c: Canvas) -> None:
    color = c.rng.choice(((92, 64, 48), (54, 52, 58), (120, 88, 62)))
    _brimmed(c, color, brim=350, tall=250, band=c.rng.choice((INK, COCHINILLA, (60, 40, 34))))


def _straw(c: Canvas) -> None:
    _brimmed(c, (240, 224, 184), brim=420, tall=290, band=c.rng.choice((CREAM, INK, ANIL)), straw=True)


def _reed(c: Canvas) -> None:
    _brimmed(c, (222, 190, 128), brim=440, tall=220, band=c.rng.choice((INK, (110, 52, 40))), straw=True)


def _bowler(c: Canvas) -> None:
    color = c.rng.choice(((84, 58, 46), (46, 44, 50), (150, 116, 84)))
    c.flat(oval(812, 640, 220, 56), (44, 22, 20), 0.4, blur=24)
    c.solid(oval(800, 584, 300, 62), tone(color, 0.9), cast=0.4, lift=12, depth=30)
    dome = curve(
        [(594, 572), (600, 420), (680, 310), (800, 280), (920, 310), (1000, 420), (1006, 572), (800, 612)]
    )
    c.solid(dome, color, cast=0.3, lift=10, depth=120, shade=0.6, glow=0.45)
    c.solid(ribbon([(594, 540), (800, 584), (1006, 540)], (44, 46, 44)), tone(color, 0.6), cast=0, depth=16)


def _montera(c: Canvas) -> None:
    """The flat round hat of the southern valleys, worked on top and fringed."""
    palette = c.rng.choice(PALETTES[:3])
    c.flat(oval(812, 640, 230, 56), (44, 22, 20), 0.4, blur=24)
    skull = curve([(606, 540), (800, 470), (994, 540), (1000, 600), (800, 640), (600, 600)])
    c.solid(skull, COCHINILLA, cast=0, depth=40)
    disc = oval(800, 500, 430, 128)
    c.solid(disc, tone(palette[0], 0.8), lift=26, depth=24)
    for k in range(46):
        a = pi * k / 45
        x, y = 800 + 426 * cos(a), 506 + 124 * sin(a)
        c.line([(x, y), (x + 4, y + 52)], palette[1 + k % 3], 12)
    inner = oval(800, 484, 400, 104)
    c.solid(inner, woven(stripes(96, 26, palette, c.rng, 0.9), c.pixels(inner)), cast=0, depth=40, shade=0.45)
    c.solid(oval(800, 466, 90, 30), QOLLE, lift=8, depth=14)


def _chullo(c: Canvas) -> None:
    palette = c.rng.choice(PALETTES)
    for side in (-1, 1):
        flap = curve(
            [
                (800 + side * 150, 640),
                (800 + side * 252, 620),
                (800 + side * 256, 860),
                (800 + side * 232, 960),
                (800 + side * 204, 860),
            ]
        )
        c.solid(flap, woven(stripes(18, 44, palette, c.rng, 0.9), c.pixels(flap)), lift=10, depth=24)
        c.line([(800 + side * 234, 950), (800 + side * 240, 1210)], palette[1], 13)
        c.solid(oval(800 + side * 240, 1230, 34, 40), palette[2], lift=10)
    cap = curve(
        [
            (566, 650),
            (572, 500),
            (650, 350),
            (760, 260),
            (800, 236),
            (840, 260),
            (950, 350),
            (1028, 500),
            (1034, 650),
            (920, 614),
            (800, 604),
            (680, 614),
        ]
    )
    c.solid(cap, woven(stripes(76, 66, palette, c.rng, 0.95), c.pixels(cap)), lift=12, depth=110, shade=0.6)
    c.solid(
        ribbon([(566, 640), (680, 604), (800, 594), (920, 604), (1034, 640)], (34,) * 5),
        palette[3],
        lift=8,
        depth=12,
    )
    for k in range(14):
        a = 2 * pi * k / 14
        c.line([(800, 232), (800 + 62 * cos(a), 222 + 56 * sin(a))], palette[k % 4], 20)


def _cap(c: Canvas) -> None:
    color = c.rng.choice((ANIL, CHILLCA, (150, 60, 52)))
    c.flat(oval(800, 640, 210, 46), (44, 22, 20), 0.4, blur=22)
    dome = curve(
        [(578, 620), (586, 480), (680, 390), (800, 370), (920, 390), (1014, 480), (1022, 620), (800, 580)]
    )
    c.solid(dome, color, cast=0.4, lift=10, depth=100, shade=0.55)
    c.line(curve([(800, 372), (790, 470), (788, 590)], closed=False), tone(color, 0.6), 6, 0.5)
    peak = curve(
        [(560, 626), (680, 582), (790, 572), (920, 584), (1010, 622), (900, 650), (760, 668), (620, 664)]
    )
    c.solid(peak, tone(color, 0.82), lift=16, depth=24)
    c.solid(oval(800, 370, 18, 12), color, lift=4, depth=6)


def _headband(c: Canvas) -> None:
    """A woven or beaded band round the brow."""
    band = [(578.0, 560.0), (680.0, 604.0), (800.0, 616.0), (920.0, 604.0), (1022.0, 560.0)]
    c.solid(ribbon(band, (64,) * 5), (92, 46, 40), lift=10, depth=18)
    path = curve(band, closed=False)
    for k, (x, y) in enumerate(path[1::2]):
        c.solid(rect(x - 14, y - 18, 28, 36, 6), (QOLLE, CREAM, COCHINILLA)[k % 3], cast=0.3, lift=3, depth=8)


def _kerchief(c: Canvas) -> None:
    """A cotton kerchief tied over the hair."""
    color = c.rng.choice((COCHINILLA, (206, 150, 70), (84, 122, 128), CHILLCA))
    cloth = curve(
        [
            (552, 800),
            (556, 600),
            (640, 490),
            (800, 446),
            (960, 490),
            (1044, 600),
            (1048, 800),
            (990, 700),
            (900, 606),
            (800, 582),
            (700, 606),
            (610, 700),
        ]
    )
    c.solid(cloth, woven(Image.new("RGB", (60, 50), color), c.pixels(cloth)), cast=0.4, lift=10, depth=70)
    for _ in range(26):
        a, r = c.rng.uniform(pi * 1.05, pi * 1.95), c.rng.uniform(0.93, 1.06)
        c.flat(oval(800 + 222 * r * cos(a), 690 + 176 * r * sin(a), 11, 11), CREAM, 0.8)


HATS: dict[str, Hat] = {
    "montera": _montera,
    "paño": _felt,
    "fieltro": _felt,
    "poncho": _felt,
    "paja": _straw,
    "junco": _reed,
    "bombín": _bowler,
    "chullo": _chullo,
    "gorra": _cap,
    "selva": _headband,
    "pañuelo": _kerchief,
}
