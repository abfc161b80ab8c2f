"""Roofs, lodging and paths: services told by their place."""

from collections.abc import Callable

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    ANIL,
    ARCILLA,
    CHILLCA,
    COCHINILLA,
    QOLLE,
    Color,
    curve,
    lump,
    oval,
    rect,
    ribbon,
    turned,
    vary,
)
from admin.demo.pictures.weave import PALETTES, stripes, woven

STEEL: Color = (176, 182, 188)

ADOBE: Color = (206, 150, 104)


def house(
    c: Canvas, x: float, y: float, wide: float, high: float, wall: Color = ADOBE, *, lamp: bool = False
) -> None:
    """An adobe house with its foot at y and a tiled roof."""
    c.solid(rect(x, y - high, wide, high), wall, lift=20, depth=30, mottle=0.08)
    roof = [
        (x - wide * 0.08, y - high + 10),
        (x + wide * 0.1, y - high * 1.75),
        (x + wide * 0.9, y - high * 1.75),
        (x + wide * 1.08, y - high + 10),
    ]
    c.solid(roof, (186, 84, 52), lift=18, depth=20)
    rows = 6
    for row in range(rows):
        low = y - high + 10 - row * high * 0.125
        inset = (row / rows) * wide * 0.17
        count = 22
        for i in range(count):
            px = x - wide * 0.07 + inset + (wide * 1.14 - 2 * inset) * (i + 0.5) / count
            c.flat(
                oval(px, low - high * 0.05, wide / count * 0.5, high * 0.075),
                vary((196, 94, 58), c.rng),
                0.95,
            )
            c.flat(oval(px + 3, low - high * 0.012, wide / count * 0.4, high * 0.03), (96, 40, 32), 0.5)
    door = rect(x + wide * 0.42, y - high * 0.68, wide * 0.17, high * 0.68)
    c.solid(door, (56, 98, 108), cast=0, depth=14)
    for px in (0.12, 0.7):
        frame = rect(x + wide * px, y - high * 0.66, wide * 0.17, high * 0.3)
        c.flat(rect(x + wide * px - 8, y - high * 0.66 - 8, wide * 0.17 + 16, high * 0.3 + 16), (112, 70, 46))
        c.flat(frame, (255, 220, 130) if lamp else (74, 66, 70))
        c.lines(
            [[(x + wide * (px + 0.085), y - high * 0.66), (x + wide * (px + 0.085), y - high * 0.36)]],
            (112, 70, 46),
            8,
        )


def roofing(c: Canvas) -> None:
    """A tiled roof being mended: ladder, loose tiles, a gap with its beams."""
    grounds.country(c, 900)
    c.solid([(-40, 780), (1640, 780), (1640, 1240), (-40, 1240)], ADOBE, cast=0, depth=30, mottle=0.1)
    c.solid([(-60, 820), (220, 230), (1420, 230), (1700, 820)], (150, 62, 42), lift=30, depth=30)
    gap = [(820, 420), (1120, 420), (1190, 660), (830, 660)]
    for row in range(8):
        y = 290 + row * 68
        left, right = 220 - (y - 230) * 0.475, 1420 + (y - 230) * 0.475
        count = 20
        for i in range(count):
            x, w = left + (right - left) * (i + 0.5) / count, (right - left) / count * 0.52
            if 800 < x < 1180 and 400 < y < 660:
                continue
            tile = turned(x, [(y - 62, w * 0.82), (y + 12, w)])
            c.solid(
                tile, vary((200, 96, 58), c.rng, 14), cast=0.5, lift=9, depth=w * 0.5, shade=0.7, mottle=0.05
            )
    c.flat(gap, (66, 42, 36))
    for x in (860, 960, 1060, 1150):
        c.solid(ribbon([(x, 410), (x + (x - 800) * 0.14, 668)], (30, 34)), (206, 150, 92), cast=0.4, lift=8)
    for y in (470, 560, 640):
        c.solid(ribbon([(818, y), (1180, y)], (18, 18)), (226, 176, 112), cast=0.4, lift=8)
    for s in (0, 190):
        c.solid(ribbon([(360 + s, 1220), (500 + s, 250)], (34, 28)), (232, 182, 104), lift=26)
    for i in range(9):
        y = 1160 - i * 104
        x = 370 + (1220 - y) * 0.144
        c.solid(ribbon([(x, y), (x + 190, y)], (24, 24)), (216, 160, 88), lift=16)
    for i in range(5):
        c.solid(
            turned(1330 + (i % 2) * 12, [(980 - i * 38, 130), (1050 - i * 38, 140)]),
            vary((200, 96, 58), c.rng),
            lift=12,
            depth=60,
        )
    c.foot(1330, 1076, 320, 30)


def lodging(c: Canvas) -> None:
    """A country guest house at dusk under the mountains, lamps lit."""
    grounds.country(c, 700)
    if c.rng.random() < 0.5:
        c.flat(rect(-20, 700, 1640, 120), (86, 152, 172))
        c.lines(
            [[(x, 720 + x % 70), (x + 190, 720 + x % 70)] for x in range(20, 1500, 143)],
            (214, 234, 232),
            6,
            0.7,
        )
    left = c.rng.choice((330, 380, 440))
    path = [(560, 1220), (700, 1040), (380, 940), (460, 940), (900, 1040), (1160, 1220)]
    c.flat(curve([(x + left if y < 1000 else x, y) for x, y in path]), (226, 194, 140), 0.95, blur=4)
    paint: Color = c.rng.choice(((244, 232, 208), (224, 170, 116), (238, 206, 150), (196, 214, 208)))
    house(c, left, 950, 830, 320, paint, lamp=True)
    for x, y in ((250, 960), (330, 1000), (1270, 970), (1350, 1010)):
        c.solid(lump(x, y, 84, 66, c.rng, bump=0.12), vary(CHILLCA, c.rng), lift=12, mottle=0.2)
        for _ in range(9):
            c.flat(
                oval(x + c.rng.uniform(-60, 60), y + c.rng.uniform(-50, 30), 13, 13),
                c.rng.choice((COCHINILLA, QOLLE, (240, 200, 210))),
            )
    for s, x in ((1, 160), (-1, 1470)):
        c.solid(ribbon([(x, 980), (x + 6 * s, 600)], (44, 26)), (112, 76, 52), lift=14)
        for _ in range(14):
            c.solid(
                lump(x + c.rng.uniform(-110, 110), 520 + c.rng.uniform(-210, 130), 92, 80, c.rng, bump=0.1),
                vary((74, 124, 74), c.rng),
                lift=8,
                cast=0.35,
                mottle=0.2,
            )


def trail(c: Canvas) -> None:
    """A path to a lagoon between peaks, with a pack and a walking stick."""
    grounds.country(c, 560, (132, 140, 84))
    c.solid(
        curve([(420, 660), (800, 610), (1250, 640), (1340, 720), (1000, 800), (560, 780), (360, 720)]),
        (52, 138, 152),
        cast=0,
        depth=60,
        shade=0.3,
    )
    for y in (680, 720, 750):
        c.line(curve([(620, y), (800, y - 6), (1000, y)], closed=False), (222, 240, 238), 6, 0.7)
    c.flat(
        ribbon([(980, 1230), (820, 1040), (960, 920), (760, 840), (820, 790)], (300, 150, 86, 44, 22)),
        (230, 204, 152),
        0.95,
        blur=3,
    )
    for _ in range(16):
        c.solid(
            lump(c.rng.uniform(60, 1560), c.rng.uniform(840, 1180), 40, 24, c.rng), (150, 146, 140), lift=8
        )
    c.foot(420, 1110, 380, 40)
    c.solid(ribbon([(690, 1120), (600, 480)], (22, 22)), (146, 96, 58), lift=16)
    pack = curve(
        [(270, 700), (420, 640), (570, 700), (600, 900), (580, 1090), (420, 1120), (260, 1090), (240, 900)]
    )
    c.solid(pack, c.rng.choice((COCHINILLA, ANIL, ARCILLA)), lift=20, depth=70)
    roll = rect(230, 570, 390, 130, 62)
    c.solid(roll, woven(stripes(60, 18, PALETTES[0], c.rng, 0.9), c.pixels(roll)), lift=16, depth=40)
    c.solid(rect(310, 900, 230, 150, 30), (226, 170, 80), lift=10, depth=20)
    c.lines([[(320, 690), (320, 900)], [(530, 690), (530, 900)]], (70, 46, 40), 20)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "techo": roofing,
    "hospedaje": lodging,
    "guia": trail,
}
