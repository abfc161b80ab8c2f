"""Clay for the kitchen and the roof: cooking pots, bowls, the little church of Quinua."""

from collections.abc import Callable
from math import cos, pi, sin

from admin.demo.pictures import grounds, surfaces
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import CREAM, INK, Color, curve, oval, rect, ribbon, tone, turned, vary


def cooking_pot(c: Canvas) -> None:
    """A clay pot with lid and two handles over embers."""
    grounds.wall(c, c.rng.choice(surfaces.WALLS), 800)
    c.solid(rect(-20, 790, 1640, 430), (120, 104, 96), cast=0, depth=30, shade=0.1, mottle=0.16)
    clay: Color = c.rng.choice(((176, 88, 54), (126, 70, 52), (196, 110, 70)))
    for x in (330, 560, 1040, 1270):
        c.solid(
            curve([(x - 130, 1120), (x - 90, 960), (x + 90, 950), (x + 130, 1120)]),
            vary((132, 126, 122), c.rng),
            lift=16,
        )
    for x in range(480, 1150, 90):
        c.solid(ribbon([(x - 80, 1110), (x + 60, 1060)], (50, 44)), (84, 58, 46), lift=8)
        flame = curve([(x - 50, 1080), (x - 20, 960), (x, 900), (x + 24, 970), (x + 50, 1080), (x, 1110)])
        c.flat(flame, (238, 120, 40), 0.9, blur=5)
        c.flat(oval(x, 1060, 22, 56), (252, 206, 96), 0.9, blur=8)
    for s in (-1, 1):
        c.solid(
            ribbon([(800 + s * 380, 520), (800 + s * 510, 500), (800 + s * 440, 660)], (56, 54, 60)),
            clay,
            lift=12,
        )
    body = turned(800, [(420, 330), (470, 350), (640, 450), (820, 420), (960, 260), (1000, 190)])
    c.solid(body, clay, lift=20, depth=180, shade=0.7)
    c.flat(oval(800, 960, 300, 70), INK, 0.35, blur=50)
    c.line(curve([(372, 560), (800, 620), (1228, 560)], closed=False), tone(clay, 0.7), 14, 0.7)
    for i in range(-6, 7):
        c.flat(
            oval(800 + 420 * sin(i * 0.22), 560 + 54 * cos(i * 0.22), 17 * cos(i * 0.22) + 2, 15), CREAM, 0.7
        )
    c.solid(oval(800, 420, 346, 64), tone(clay, 0.9), cast=0, depth=14)
    lid = turned(800, [(270, 60), (330, 220), (410, 318)])
    c.solid(lid, clay, lift=10, depth=60)
    c.solid(turned(800, [(206, 44), (250, 60), (280, 36)]), tone(clay, 0.9), lift=10)
    for steam in (700, 930):
        c.flat(
            ribbon([(steam, 210), (steam + 40, 140), (steam - 20, 70), (steam + 20, 10)], (10, 46, 40, 6)),
            (255, 252, 244),
            0.45,
            blur=18,
        )


def bowls(c: Canvas) -> None:
    """Glazed clay bowls, stacked and full."""
    grounds.table(c, 760)
    glaze: Color = c.rng.choice(((46, 112, 106), (226, 168, 74), (70, 96, 130), (236, 226, 204)))
    for x, base, count in ((470, 1040, 3), (1090, 1060, 2)):
        c.foot(x, base - 4, 340)
        for i in range(count):
            y = base - i * 120
            shape = turned(x, [(y - 230, 290), (y - 130, 262), (y - 30, 170), (y, 120)])
            c.solid(shape, vary((182, 100, 62), c.rng, 8), cast=0.3, lift=10, depth=90, shade=0.6)
            c.line(
                curve([(x - 276, y - 172), (x, y - 134), (x + 276, y - 172)], closed=False), CREAM, 12, 0.85
            )
            for k in range(-4, 5):
                px = x + 270 * sin(k * 0.33)
                c.flat(oval(px, y - 110 + 30 * cos(k * 0.33), 15 * cos(k * 0.33) + 2, 14), CREAM, 0.85)
        top = base - (count - 1) * 120 - 230
        c.solid(oval(x, top, 292, 84), glaze, cast=0, depth=16, glow=0.7)
        c.solid(oval(x, top + 8, 252, 64), tone(glaze, 0.72), cast=0, depth=40, glow=0.2)
    c.shine(380, 560, 60, 14, 0.1, 0.5)


def church(c: Canvas) -> None:
    """The clay church with two towers that guards the roofs of Quinua."""
    grounds.table(c, 860)
    clay: Color = c.rng.choice(((240, 226, 198), (226, 196, 156)))
    red: Color = (158, 62, 44)
    c.foot(800, 1080, 860, 60)
    c.solid(rect(430, 560, 740, 520, 24), clay, lift=24, depth=60)
    c.solid(
        curve([(430, 580), (560, 440), (800, 380), (1040, 440), (1170, 580), (800, 600)]),
        red,
        lift=12,
        depth=40,
    )
    for s in (-1, 1):
        x = 800 + s * 310
        c.solid(rect(x - 110, 380, 220, 700, 30), clay, lift=20, depth=60)
        c.solid(turned(x, [(180, 14), (250, 70), (340, 116), (396, 132)]), red, lift=16, depth=44)
        c.line([(x, 190), (x, 90)], red, 16)
        c.line([(x - 36, 124), (x + 36, 124)], red, 16)
        c.flat(curve([(x - 54, 600), (x - 54, 480), (x, 430), (x + 54, 480), (x + 54, 600)]), (74, 44, 38))
        c.solid(turned(x, [(490, 14), (520, 28), (580, 42)]), (214, 160, 60), cast=0, depth=16)
        for k in range(3):
            c.flats([oval(x + d, 690 + k * 110, 20, 20) for d in (-62, 0, 62)], red, 0.9)
            c.line(
                curve([(x - 96, 745 + k * 110), (x, 764 + k * 110), (x + 96, 745 + k * 110)], closed=False),
                red,
                9,
                0.9,
            )
    c.flat(curve([(700, 1080), (700, 840), (800, 740), (900, 840), (900, 1080)]), red)
    c.flat(curve([(724, 1080), (724, 850), (800, 772), (876, 850), (876, 1080)]), (74, 44, 38))
    c.line([(800, 790), (800, 1076)], red, 10)
    for i in range(8):
        a = i * pi / 4
        c.flat(oval(800 + 54 * cos(a), 650 + 54 * sin(a), 26, 26), red, 0.9)
    c.flat(oval(800, 650, 30, 30), (226, 170, 70))


KINDS: dict[str, Callable[[Canvas], None]] = {
    "olla": cooking_pot,
    "tazones": bowls,
    "iglesia": church,
}
