"""Fruit of the coast, the valleys and the forest."""

from collections.abc import Callable
from math import pi

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    CHILLCA,
    Color,
    Outline,
    curve,
    leaf,
    lump,
    mix,
    oval,
    ribbon,
    tone,
    toward,
    turn,
    vary,
)
from admin.demo.pictures.tones import hues as tones
from admin.demo.pictures.vessels import basket, bowl


def _mango(c: Canvas, x: float, y: float, r: float, angle: float) -> None:
    body = curve(
        [
            (x - r, y + r * 0.05),
            (x - r * 0.5, y - r * 0.74),
            (x + r * 0.5, y - r * 0.7),
            (x + r, y - r * 0.05),
            (x + r * 0.78, y + r * 0.6),
            (x, y + r * 0.8),
            (x - r * 0.75, y + r * 0.55),
        ]
    )
    body = turn(body, (x, y), angle)
    c.solid(body, (240, 168, 44), lift=30, depth=r * 0.5, shade=0.6)
    blush = turn([(x - r * 0.1, y - r * 0.25)], (x, y), angle)[0]
    c.flat(oval(*blush, r * 0.62, r * 0.34, angle), (206, 52, 44), 0.7, blur=r * 0.16)
    green = turn([(x + r * 0.66, y + r * 0.22)], (x, y), angle)[0]
    c.flat(oval(*green, r * 0.24, r * 0.24), (150, 160, 52), 0.6, blur=r * 0.1)
    tip = turn([(x - r * 0.95, y)], (x, y), angle)[0]
    c.line([tip, toward(*tip, angle + pi, 34)], (96, 70, 40), 16)
    c.shine(*turn([(x - r * 0.35, y - r * 0.42)], (x, y), angle)[0], r * 0.26, r * 0.1, angle - 0.3)


def mango(c: Canvas) -> None:
    """Mangoes, one cut in cubes."""
    grounds.any_top(c)
    for x, y, a in ((420, 330, 0.3), (960, 270, -0.2), (360, 800, -0.5)):
        c.solid(leaf(x - 250, y - 60, 330, 110, a - 1.0), CHILLCA, lift=12)
        _mango(c, x, y, 270, a + c.rng.uniform(-0.2, 0.2))
    x, y = 1010, 800
    c.solid(oval(x, y, 360, 250, -0.15), (226, 150, 40), lift=34, depth=20)
    c.solid(oval(x, y - 12, 336, 226, -0.15), (252, 186, 50), cast=0, depth=60, shade=0.3)
    for i in range(-3, 4):
        reach = (1 - (i / 3.9) ** 2) ** 0.5
        across = [(x + i * 84, y - 12 - 216 * reach), (x + i * 84, y - 12 + 216 * reach)]
        along = [(x - 322 * reach, y - 12 + i * 56), (x + 322 * reach, y - 12 + i * 56)]
        c.lines([turn(across, (x, y), -0.15), turn(along, (x, y), -0.15)], (222, 140, 28), 9, 0.75)
    c.line(oval(x, y - 2, 350, 240, -0.15), (214, 120, 40), 16)


def lime(c: Canvas) -> None:
    """Limes, whole and halved."""
    grounds.any_top(c)
    green: Color = c.rng.choice(((108, 158, 48), (132, 172, 58), (92, 142, 54)))
    for x, y in (
        (330, 280),
        (700, 230),
        (260, 640),
        (1130, 300),
        (1360, 560),
        (560, 960),
        (230, 990),
        (1340, 960),
    ):
        c.solid(leaf(x, y, 190, 80, c.rng.uniform(-3, 3)), (60, 112, 58), lift=10)
        c.solid(lump(x, y, 165, 148, c.rng, bump=0.03), vary(green, c.rng), depth=70, lift=26)
        c.shine(x - 52, y - 58, 44, 24)
    for x, y in ((700, 620), (990, 800)):
        c.solid(oval(x, y, 190, 186), green, lift=28, depth=12)
        c.flat(oval(x, y - 3, 176, 172), (240, 244, 206))
        for i in range(9):
            a = i * 2 * pi / 9
            wedge = curve(
                [
                    toward(x, y, a, 18),
                    toward(x, y, a - 0.27, 140),
                    toward(x, y, a, 162),
                    toward(x, y, a + 0.27, 140),
                ]
            )
            c.solid(wedge, (190, 212, 96), cast=0, depth=16, shade=0.25)
        c.flat(oval(x, y, 14, 14), (244, 246, 214))


def banana(c: Canvas) -> None:
    """A hand of bananas or plantains."""
    grounds.any_top(c)
    skin = tones(c)[0]
    for i in range(6):
        a = 1.42 - i * 0.27
        way = [
            (330.0, 200.0),
            toward(330, 200, a + 0.16, 330),
            toward(330, 200, a, 700),
            toward(330, 200, a - 0.3, 1080),
        ]
        c.solid(ribbon(way, (60, 160, 186, 160, 40)), vary(skin, c.rng, 8), depth=50, shade=0.65, lift=26)
        ridge = curve([(px + 8, py - 26) for px, py in way], closed=False)
        c.line(ridge, tone(skin, 0.74), 6, 0.55)
        c.solid(oval(*way[-1], 25, 22), (84, 64, 40), cast=0)
    c.solid(ribbon([(230, 90), (310, 170), (390, 280)], (110, 150, 130)), (120, 110, 56), lift=16)
    c.solid(oval(230, 90, 58, 44, 0.6), (86, 70, 42), cast=0)


def goldenberry(c: Canvas) -> None:
    """Goldenberries, some in their paper husk."""
    grounds.any_top(c, dark=True)
    mouth = bowl(c, 620, 600, 480, (236, 226, 204))
    del mouth
    for i in range(38):
        a, r = i * 2.4, (1 - i / 38) ** 0.5
        x, y = toward(620, 600, a, 355 * r)
        _berry(c, x, 600 + (y - 600) * 0.74, 82)
    for x, y, a in ((1240, 300, 0.4), (1330, 720, 2.6), (1120, 1010, -0.3)):
        for turned_by in (-0.9, -0.45, 0.45, 0.9):
            husk = leaf(x, y + 90, 330, 170, a - pi / 2 + turned_by)
            c.solid(husk, (226, 196, 134), lift=12, depth=30, shade=0.5)
            c.line([(x, y + 90), toward(x, y + 90, a - pi / 2 + turned_by, 290)], (166, 126, 74), 5, 0.6)
        _berry(c, *toward(x, y + 90, a - pi / 2, 110), 104)


def _berry(c: Canvas, x: float, y: float, r: float) -> None:
    c.solid(oval(x, y, r, r * 0.97), vary((246, 164, 36), c.rng, 8), lift=16, depth=r * 0.5, mottle=0.03)
    c.shine(x - r * 0.35, y - r * 0.4, r * 0.24, r * 0.14, alpha=0.75)


def avocado(c: Canvas) -> None:
    """Avocados, one halved with its stone."""
    grounds.any_top(c)
    for x, y, a in ((330, 380, -0.5), (1250, 330, 0.5), (1290, 890, 1.0)):
        c.solid(_pear(x, y, 250, a), vary((74, 104, 52), c.rng), lift=32, mottle=0.2, depth=110)
        c.shine(x - 60, y - 40, 60, 26, alpha=0.3)
    for x, y, a, stone in ((560, 760, -0.2, True), (930, 620, 0.25, False)):
        c.solid(_pear(x, y, 330, a), (62, 92, 46), lift=30, depth=18)
        c.flat(_pear(x, y, 306, a), (168, 190, 88))
        c.solid(_pear(x, y, 284, a), (232, 226, 140), cast=0, depth=80, shade=0.25)
        hole = toward(x, y, a + pi / 2, 70)
        if stone:
            c.solid(oval(*hole, 116, 120), (134, 80, 44), lift=14, depth=60)
            c.shine(hole[0] - 38, hole[1] - 44, 30, 18)
        else:
            c.flat(oval(*hole, 114, 118), (196, 186, 100))
            c.flat(oval(hole[0] - 14, hole[1] - 16, 100, 104), (176, 160, 84), 0.6, blur=16)


def _pear(x: float, y: float, r: float, angle: float) -> Outline:
    points = [
        (x, y - r),
        (x + r * 0.34, y - r * 0.72),
        (x + r * 0.5, y - r * 0.2),
        (x + r * 0.68, y + r * 0.35),
        (x + r * 0.42, y + r * 0.82),
        (x, y + r * 0.95),
        (x - r * 0.42, y + r * 0.82),
        (x - r * 0.68, y + r * 0.35),
        (x - r * 0.5, y - r * 0.2),
        (x - r * 0.34, y - r * 0.72),
    ]
    return turn(curve(points), (x, y), angle)


def orange(c: Canvas) -> None:
    """A basket of oranges."""
    grounds.table(c, 680)
    basket(c, 760, 1030, 940, 420)
    color: Color = c.rng.choice(((240, 136, 34), (244, 152, 44)))
    for x, y in ((520, 480), (760, 440), (1000, 490), (400, 590), (640, 580), (880, 580), (1120, 590)):
        c.solid(oval(x, y, 136, 132), vary(color, c.rng, 8), lift=16, depth=66, mottle=0.12)
        c.shine(x - 44, y - 50, 38, 22, alpha=0.4)
        c.flat(oval(x + 8, y - 18, 9, 7), (120, 110, 50))
    c.solid(leaf(760, 380, 220, 100, -0.5), CHILLCA, lift=12)
    c.solid(leaf(1000, 430, 190, 84, -0.9), CHILLCA, lift=12)
    x, y = 1380, 960
    c.foot(x, y + 120, 250)
    c.solid(oval(x, y, 134, 134), color, cast=0, depth=12)
    c.flat(oval(x, y, 120, 120), (252, 226, 170))
    for i in range(9):
        a = i * 2 * pi / 9
        c.flat(
            curve(
                [
                    toward(x, y, a, 12),
                    toward(x, y, a - 0.28, 94),
                    toward(x, y, a, 108),
                    toward(x, y, a + 0.28, 94),
                ]
            ),
            (246, 160, 48),
        )


def cacao(c: Canvas) -> None:
    """Cacao pods, one open with its white pulp, and dry beans."""
    grounds.any_top(c)
    hue: Color = c.rng.choice(((202, 128, 44), (176, 66, 48), (216, 156, 50)))
    _pod(c, 480, 330, -0.25, hue)
    _pod(c, 1190, 270, 0.35, tone(mix(hue, (150, 60, 60), 0.4), 0.95))
    x, y, a = 560.0, 830.0, 0.1
    c.solid(_pod_outline(x, y, 440, 210, a), tone(hue, 0.8), lift=34, depth=24)
    c.solid(_pod_outline(x, y, 396, 166, a), (244, 222, 178), cast=0, depth=30)
    for row in (-1, 0, 1):
        for i in range(7 - abs(row)):
            px, py = turn([(x - 290 + i * 92 + abs(row) * 50, y + row * 78)], (x, y), a)[0]
            c.solid(oval(px, py, 60, 48, a), vary((250, 244, 230), c.rng, 4), lift=9, depth=20, shade=0.5)
            c.flat(oval(px + 8, py + 6, 26, 18, a), (190, 140, 140), 0.35, blur=8)
    for _ in range(46):
        px, py = c.rng.gauss(1290, 105), c.rng.gauss(870, 90)
        c.solid(oval(px, py, 56, 36, c.rng.uniform(0, pi)), vary((112, 62, 40), c.rng), lift=10, depth=18)


def _pod_outline(x: float, y: float, long: float, wide: float, angle: float) -> Outline:
    half = [(-1.0, 0.0), (-0.8, -0.55), (-0.3, -0.95), (0.3, -0.86), (0.8, -0.38), (1.06, 0.0)]
    points = half + [(px, -py) for px, py in half[-2:0:-1]]
    return turn(curve([(x + px * long, y + py * wide) for px, py in points]), (x, y), angle)


def _pod(c: Canvas, x: float, y: float, angle: float, hue: Color) -> None:
    c.solid(_pod_outline(x, y, 380, 178, angle), hue, lift=34, depth=90, shade=0.7, mottle=0.18)
    for share in (-0.66, -0.33, 0.0, 0.33, 0.66):
        line = [(x - 360, y), (x - 150, y + share * 180), (x + 120, y + share * 168), (x + 380, y)]
        c.line(turn(curve(line, closed=False), (x, y), angle), tone(hue, 0.6), 13, 0.6)
        c.line(
            turn([(px - 4, py - 13) for px, py in curve(line, closed=False)], (x, y), angle),
            tone(hue, 1.4),
            7,
            0.4,
        )
    tip = turn([(x - 375, y)], (x, y), angle)[0]
    c.solid(ribbon([tip, toward(*tip, angle + pi, 60)], (40, 30)), (96, 68, 42), lift=10)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "mango": mango,
    "limon": lime,
    "platano": banana,
    "aguaymanto": goldenberry,
    "palta": avocado,
    "naranja": orange,
    "cacao": cacao,
}
