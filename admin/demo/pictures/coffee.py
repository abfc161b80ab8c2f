"""Coffee in the cup, in the bag and in the sack."""

from collections.abc import Callable
from math import cos, pi, sin

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import SHADOW, Canvas
from admin.demo.pictures.shapes import (
    CHILLCA,
    COCHINILLA,
    CREAM,
    Color,
    curve,
    leaf,
    oval,
    rect,
    ribbon,
    tone,
    toward,
    vary,
)
from admin.demo.pictures.tones import hues
from admin.demo.pictures.vessels import sack
from admin.demo.pictures.weave import PALETTES, stripes, woven


def coffee(c: Canvas) -> None:
    """Roasted coffee beans around a cup."""
    grounds.any_top(c)
    for _ in range(150):
        x, y = c.rng.gauss(820, 520), c.rng.gauss(950, 210)
        if (x - 620) ** 2 + (y - 560) ** 2 < 330**2:
            continue
        _bean(c, x, y, c.rng.uniform(0, pi))
    glaze: Color = c.rng.choice(((188, 80, 54), (52, 110, 122), (226, 168, 66), (96, 120, 72)))
    c.solid(oval(620, 590, 440, 400), (246, 238, 222), lift=40, depth=24)
    c.solid(oval(620, 588, 300, 270), (234, 222, 200), cast=0, depth=30, shade=0.3)
    c.solid(
        ribbon([(860, 470), (1020, 400), (1060, 520), (880, 600)], (56, 60, 60, 50)),
        tone(glaze, 0.94),
        lift=20,
    )
    c.solid(oval(620, 550, 290, 276), glaze, lift=30, depth=26)
    c.flat(oval(620, 546, 254, 240), (70, 34, 24))
    c.solid(oval(620, 556, 246, 228), (92, 48, 28), cast=0, depth=50, shade=0.4, glow=0.15)
    c.line(oval(620, 556, 226, 208), (190, 128, 74), 16, 0.7)
    c.flat(ribbon([(500, 480), (560, 440), (650, 430)], (8, 26, 8)), (255, 240, 214), 0.5, blur=6)
    for x, y, a in ((1290, 240, 0.5), (1330, 330, -0.3)):
        c.solid(leaf(x - 120, y, 340, 150, a), (54, 104, 62), lift=16)
    for x, y in ((1180, 250), (1250, 180), (1250, 300), (1340, 220)):
        c.solid(oval(x, y, 58, 56), vary((190, 40, 44), c.rng), lift=14)
        c.shine(x - 18, y - 20, 14, 9)


def _bean(c: Canvas, x: float, y: float, angle: float) -> None:
    c.solid(oval(x, y, 58, 42, angle), vary((104, 60, 38), c.rng, 10), lift=11, depth=22, mottle=0)
    a, b = toward(x, y, angle, 48), toward(x, y, angle + pi, 48)
    mid = toward(x, y, angle + pi / 2, 9)
    c.line(curve([a, mid, b], closed=False), SHADOW, 8, 0.8)


def coffee_bag(c: Canvas) -> None:
    """A paper bag of coffee with a woven label, beans before it."""
    grounds.table(c, 720)
    paper: Color = c.rng.choice(((206, 160, 108), (62, 48, 46), (232, 222, 202)))
    x = c.rng.choice((560, 640, 720))
    c.foot(x, 1020, 560)
    body = [
        (x - 270, 330),
        (x + 270, 330),
        (x + 290, 1000),
        (x + 250, 1034),
        (x - 250, 1034),
        (x - 290, 1000),
    ]
    c.solid(body, paper, lift=20, depth=70, shade=0.6)
    for s in (-1, 1):
        c.line([(x + s * 214, 350), (x + s * 226, 1020)], tone(paper, 0.75), 7, 0.6)
    fold = rect(x - 282, 250, 564, 130, 14)
    c.solid(fold, tone(paper, 0.92), lift=16, depth=20)
    c.solid(rect(x - 230, 288, 460, 34, 10), (214, 178, 90), lift=6, depth=8)
    label = rect(x - 250, 560, 500, 250)
    c.solid(
        label,
        woven(stripes(60, 30, c.rng.choice(PALETTES), c.rng, 1.0), c.pixels(label)),
        cast=0,
        depth=20,
        shade=0.3,
    )
    c.solid(oval(x, 686, 112, 112), CREAM, cast=0.3, lift=8, depth=16)
    c.solid(oval(x, 686, 50, 72, 0.5), (112, 64, 40), cast=0, depth=20)
    c.line(curve([(x + 30, 630), (x - 8, 686), (x - 28, 742)], closed=False), SHADOW, 9, 0.8)
    c.flat(oval(x, 470, 22, 22), tone(paper, 0.6))
    for _ in range(70):
        _bean(c, c.rng.gauss(1180, 150), 1140 - abs(c.rng.gauss(0, 80)), c.rng.uniform(0, pi))
    c.solid(leaf(1120, 900, 330, 140, -0.4), CHILLCA, lift=16)
    for px, py in ((1110, 890), (1180, 850), (1180, 930)):
        c.solid(oval(px, py, 54, 52), vary(COCHINILLA, c.rng), lift=12)
        c.shine(px - 16, py - 18, 13, 8)


def coffee_sack(c: Canvas) -> None:
    """A jute sack of coffee, roasted or in parchment, with a wooden scoop."""
    grounds.table(c, 660, runner=False)
    hue = hues(c)[0]
    x = c.rng.choice((640, 800, 900))
    mouth = sack(c, x, 1050, 740, 620)
    c.solid(mouth, tone(hue, 0.6), cast=0)
    spots = []
    for _ in range(230):
        t, r = c.rng.uniform(0, 2 * pi), c.rng.random() ** 0.5
        spots.append((456 - (212 if t < pi else 78) * sin(t) * r, x + 300 * cos(t) * r))
    for py, px in sorted(spots):
        _seed(c, px, py, hue)
    c.solid(ribbon([(x + 300, 190), (x + 190, 320)], (44, 54)), (190, 132, 80), lift=18)
    c.solid(
        ribbon([(x + 200, 300), (x + 130, 390), (x + 70, 440)], (150, 180, 150)),
        (206, 150, 94),
        lift=20,
        depth=34,
    )
    for _ in range(34):
        _seed(c, c.rng.gauss(1330 if x < 850 else 260, 100), 1110 - abs(c.rng.gauss(0, 50)), hue)


def _seed(c: Canvas, x: float, y: float, hue: Color) -> None:
    angle = c.rng.uniform(0, pi)
    c.solid(oval(x, y, 42, 30, angle), vary(hue, c.rng, 10), lift=8, depth=15, mottle=0)
    c.line([toward(x, y, angle, 32), toward(x, y, angle + pi, 32)], tone(hue, 0.5), 6, 0.8)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "cafe": coffee,
    "cafe-bolsa": coffee_bag,
    "cafe-saco": coffee_sack,
}
