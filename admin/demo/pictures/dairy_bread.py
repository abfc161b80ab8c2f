"""Cheese, milk, butter, bread, cakes and biscuits."""

from collections.abc import Callable
from math import cos, pi, sin

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    ANIL,
    CREAM,
    Color,
    curve,
    lump,
    oval,
    rect,
    ribbon,
    tone,
    toward,
    turn,
    vary,
)
from admin.demo.pictures.vessels import basket, plate, wicker


def cheese(c: Canvas) -> None:
    """A round of fresh cheese with the mark of its straw mould, a wedge cut out."""
    grounds.table(c, 560)
    hue: Color = c.rng.choice(((250, 238, 202), (248, 226, 168)))
    c.solid(rect(150, 900, 1300, 130, 30), (150, 100, 62), lift=30, depth=14)
    c.solid(oval(800, 900, 640, 110), (188, 134, 86), cast=0, depth=14)
    c.foot(700, 890, 860, 90)
    side = [
        (250, 560),
        (250, 820),
        *curve([(250, 820), (450, 905), (700, 925), (950, 905), (1150, 820)], closed=False),
        (1150, 560),
    ]
    c.solid(side, tone(hue, 0.95), cast=0, depth=120, shade=0.55)
    for x in range(270, 1150, 40):
        drop = 60 * (1 - ((x - 700) / 450) ** 2)
        for i in range(5):
            y = 610 + i * 54 + drop
            c.line([(x, y), (x + 22, y + 22)], tone(hue, 0.74), 7, 0.6)
            c.line([(x + 22, y + 22), (x + 42, y)], tone(hue, 0.74), 7, 0.6)
    c.solid(oval(700, 560, 450, 150), hue, cast=0, depth=50, shade=0.25)
    cut = [(700, 560), (1010, 668), *curve([(1010, 668), (930, 690), (830, 706), (760, 710)], closed=False)]
    c.flat([*cut[:1], (1030, 667), (1010, 900), (740, 924), (740, 712)], (120, 76, 50), 0.25)
    c.solid([(700, 560), (1020, 668), (1020, 890), (700, 790)], tone(hue, 1.3), cast=0, depth=30, shade=0.25)
    c.solid([(700, 560), (700, 790), (752, 926), (752, 709)], tone(hue, 0.88), cast=0, depth=20, shade=0.3)
    for _ in range(12):
        hole = c.rng.uniform(740, 990)
        low = 640 + (hole - 700) * 0.33 + c.rng.uniform(-10, 120)
        c.flat(oval(hole, low, c.rng.uniform(8, 18), 9), tone(hue, 0.72), 0.8)
    c.foot(1320, 960, 300)
    c.solid([(1160, 860), (1440, 800), (1490, 960), (1210, 1010)], tone(hue, 1.25), cast=0, depth=24)
    c.solid([(1160, 860), (1440, 800), (1330, 770)], hue, cast=0, depth=14)
    for x, y in ((1260, 920), (1330, 880), (1390, 910), (1300, 960)):
        c.flat(oval(x, y, 14, 9), tone(hue, 0.74), 0.8)


def milk(c: Canvas) -> None:
    """Two bottles and a glass of milk."""
    _bottles(c, c.rng.choice(((252, 250, 244), (250, 244, 226))))


def yoghurt(c: Canvas) -> None:
    """Two bottles and a glass of fruit yoghurt to drink."""
    _bottles(c, c.rng.choice(((246, 206, 206), (238, 190, 206))))


def _bottles(c: Canvas, tint: Color) -> None:
    grounds.table(c, 700)
    for x, wide, high in ((620, 360, 760), (1120, 250, 560)):
        base = 1040
        c.foot(x, base - 6, wide)
        half, top = wide / 2, base - high
        points = [
            (x - half * 0.42, top),
            (x - half * 0.42, top + high * 0.2),
            (x - half, top + high * 0.4),
            (x - half, base - 20),
            (x, base + 6),
            (x + half, base - 20),
            (x + half, top + high * 0.4),
            (x + half * 0.42, top + high * 0.2),
            (x + half * 0.42, top),
        ]
        shape = curve(points)
        c.solid(shape, (226, 234, 232), cast=0, depth=14, mottle=0)
        inner = [(x + (px - x) * 0.92, base - 8 + (py - base) * 0.86) for px, py in points]
        c.solid(curve(inner), tint, cast=0, depth=wide * 0.3, shade=0.35, mottle=0.02)
        c.solid(
            rect(x - half * 0.5, top - 40, half, 90, 16),
            c.rng.choice((ANIL, (170, 60, 56))),
            lift=10,
            depth=20,
        )
        c.flat(
            rect(x - half * 0.78, top + high * 0.5, half * 0.16, high * 0.36, 12),
            (255, 255, 255),
            0.75,
            blur=4,
        )
    c.foot(1390, 1060, 190)
    c.solid([(1290, 820), (1490, 820), (1466, 1064), (1314, 1064)], (230, 238, 234), cast=0, depth=14)
    c.solid([(1300, 866), (1480, 866), (1458, 1052), (1322, 1052)], tint, cast=0, depth=50, shade=0.35)
    c.flat(oval(1390, 866, 90, 16), tone(tint, 1.5))


def butter(c: Canvas) -> None:
    """A block of butter on a wooden board, one curl cut."""
    grounds.table(c, 600)
    c.solid(rect(180, 880, 1240, 120, 40), (170, 116, 72), lift=30, depth=16)
    c.foot(760, 888, 800, 50)
    hue: Color = (250, 214, 108)
    c.solid([(380, 560), (1060, 560), (1060, 890), (380, 890)], hue, cast=0, depth=90, shade=0.35)
    c.solid([(380, 560), (530, 440), (1210, 440), (1060, 560)], tone(hue, 1.35), cast=0, depth=24, shade=0.15)
    c.solid([(1060, 560), (1210, 440), (1210, 770), (1060, 890)], tone(hue, 0.84), cast=0, depth=24)
    for x in (1100, 1150):
        c.solid(
            [(x + 40, 520), (x + 190, 420), (x + 215, 740), (x + 65, 870)], tone(hue, 1.1), lift=10, depth=18
        )
    for x in (560, 720, 880):
        c.line([(x, 568), (x, 882)], tone(hue, 0.86), 6, 0.5)


def bread(c: Canvas) -> None:
    """A basket of round country loaves, floured and browned."""
    grounds.table(c, 640)
    c.foot(800, 1010, 1250, 120)
    basket(c, 800, 1030, 1260, 330)
    crust: Color = (206, 138, 70)
    for x, y, r in ((420, 560, 200), (790, 500, 220), (1170, 560, 205), (590, 690, 215), (1000, 690, 220)):
        c.solid(oval(x, y, r, r * 0.72), vary(crust, c.rng), lift=24, depth=r * 0.5, shade=0.7, mottle=0.12)
        c.flat(oval(x - r * 0.12, y - r * 0.16, r * 0.6, r * 0.36), (240, 196, 124), 0.6, blur=34)
        for s in (-0.3, 0.05, 0.4):
            way = curve(
                [(x + r * s - 50, y - r * 0.42), (x + r * s, y - r * 0.1), (x + r * s + 6, y + r * 0.32)],
                closed=False,
            )
            c.line(way, (138, 78, 38), 15, 0.55)
            c.line([(px - 6, py - 3) for px, py in way], (248, 222, 168), 8, 0.8)
        for _ in range(24):
            px, py = x + c.rng.gauss(0, r * 0.36), y + c.rng.gauss(-r * 0.1, r * 0.22)
            c.flat(oval(px, py, 5, 4), (255, 248, 232), 0.6)
    c.solid([(170, 700), (520, 800), (470, 1010), (300, 930)], CREAM, lift=16, depth=40, shade=0.4)
    c.lines([[(200, 740), (500, 830)], [(216, 775), (494, 860)]], (176, 52, 60), 10)


def biscuits(c: Canvas) -> None:
    """Biscuits stacked and scattered, with grains on top."""
    grounds.any_top(c)
    plate(c, 760, 640, 600, (238, 226, 204))
    hue: Color = c.rng.choice(((214, 156, 88), (186, 120, 66), (226, 176, 104)))
    for x, y in (
        (530, 500),
        (800, 430),
        (1040, 540),
        (480, 720),
        (740, 650),
        (980, 770),
        (700, 860),
        (250, 200),
        (1380, 260),
        (1400, 1010),
    ):
        c.solid(lump(x, y, 148, 140, c.rng, bump=0.03), vary(hue, c.rng), lift=18, depth=34, mottle=0.16)
        for i in range(16):
            px, py = toward(x, y, i * 2.4, 26 + i * 5.4)
            dot = c.rng.choice(((250, 236, 196), (112, 66, 42), (246, 220, 160)))
            c.solid(oval(px, py, 15, 12, i), dot, lift=4, depth=8, mottle=0)


def cake(c: Canvas) -> None:
    """A cake on a stand with a slice missing and fruit on top."""
    grounds.table(c, 720)
    icing: Color = c.rng.choice(((250, 238, 220), (98, 56, 40), (240, 178, 178)))
    sponge: Color = (232, 184, 110)
    c.foot(800, 1090, 520, 50)
    c.solid([(740, 930), (860, 930), (960, 1090), (640, 1090)], (236, 228, 214), cast=0, depth=40)
    c.solid(oval(800, 920, 640, 70), (240, 234, 222), lift=20, depth=14)
    c.foot(800, 905, 900, 46)
    c.solid(
        [
            (340, 520),
            (1260, 520),
            (1260, 850),
            *curve([(1260, 850), (1050, 905), (800, 920), (550, 905), (340, 850)], closed=False),
        ],
        icing,
        cast=0,
        depth=130,
        shade=0.5,
    )
    c.solid(oval(800, 520, 460, 112), tone(icing, 1.12), cast=0, depth=30, shade=0.2)
    for i in range(12):
        x = 360 + i * 80
        drop = 560 + 70 * (1 - ((x - 800) / 460) ** 2)
        c.solid(
            ribbon([(x, drop - 40), (x, drop + c.rng.uniform(20, 90))], (56, 44)),
            tone(icing, 0.9),
            cast=0.2,
            lift=6,
            depth=14,
        )
    wedge = [(800, 520), (1150, 594), (1150, 880), (800, 800)]
    c.solid(wedge, sponge, cast=0, depth=30, shade=0.3, mottle=0.14)
    for y in (600, 690):
        c.line([(800, y), (1150, y + 78)], (250, 240, 222), 24)
    c.solid([(800, 520), (800, 800), (930, 915), (930, 626)], tone(sponge, 0.84), cast=0, depth=20)
    for y in (610, 700):
        c.line([(800, y), (930, y + 112)], (244, 232, 212), 22)
    for i in range(9):
        a = pi * 0.42 + i * 0.58
        if i == 0:
            continue
        px, py = 800 + 380 * cos(a), 506 + 86 * sin(a)
        c.solid(oval(px, py - 22, 46, 44), (244, 162, 40), lift=10)
        c.shine(px - 14, py - 38, 12, 8)


def empanada(c: Canvas) -> None:
    """Baked turnovers with a plaited edge."""
    grounds.any_top(c)
    crust: Color = (220, 160, 86)
    for x, y, a in ((440, 360, 0.1), (1080, 330, -0.2), (420, 850, -0.15), (1090, 850, 0.15)):
        half = [toward(x, y + 130, -pi * i / 24, 300) for i in range(25)]
        body = turn(half, (x, y), a)
        for i in range(13):
            px, py = toward(x, y + 130, -pi * i / 12, 296)
            p = turn([(px, py)], (x, y), a)[0]
            c.solid(oval(*p, 46, 40), tone(crust, 0.95), lift=14, depth=18)
        c.solid(body, vary(crust, c.rng), cast=0.2, depth=100, shade=0.6, mottle=0.14)
        c.flat(oval(x - 30, y - 20, 150, 74, a), (182, 108, 46), 0.4, blur=40)
        for s in (-60, 0, 60):
            c.line(turn([(x + s - 16, y - 50), (x + s + 16, y + 10)], (x, y), a), (150, 84, 40), 9, 0.7)


def eggs(c: Canvas) -> None:
    """Farm eggs, brown and blue-green, in a nest of straw in a basket."""
    grounds.any_top(c)
    c.solid(
        oval(800, 640, 690, 520),
        wicker(c, c.pixels(oval(800, 640, 690, 520)), (190, 140, 82), 34),
        lift=40,
        depth=60,
    )
    c.flat(oval(800, 620, 590, 430), tone((150, 104, 60), 0.6))
    straw = []
    for _ in range(130):
        x, y = toward(800, 620, c.rng.uniform(0, 2 * pi), 0)
        x, y = c.rng.gauss(800, 260), c.rng.gauss(620, 170)
        straw.append([(x, y), toward(x, y, c.rng.uniform(0, pi), 150)])
    c.lines(straw[:65], (214, 180, 104), 7)
    c.lines(straw[65:], (236, 206, 136), 6)
    for x, y in (
        (500, 500),
        (740, 430),
        (990, 490),
        (1150, 640),
        (430, 700),
        (690, 650),
        (930, 700),
        (800, 850),
        (560, 850),
        (1060, 840),
    ):
        hue = c.rng.choice(((214, 152, 106), (232, 190, 150), (244, 228, 204), (170, 194, 180)))
        c.solid(oval(x, y, 106, 136, c.rng.uniform(-0.9, 0.9)), hue, lift=20, depth=66, mottle=0.03)
        c.shine(x - 34, y - 48, 26, 16, alpha=0.5)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "queso": cheese,
    "leche": milk,
    "yogur": yoghurt,
    "mantequilla": butter,
    "pan": bread,
    "galletas": biscuits,
    "torta": cake,
    "empanada": empanada,
    "huevos": eggs,
}
