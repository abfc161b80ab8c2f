"""Jars, bars and blocks: honey, jam, spread, chocolate, raw sugar, pollen, soap, flour, dried meat."""

from collections.abc import Callable
from math import cos, pi, sin

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    COCHINILLA,
    CREAM,
    Color,
    curve,
    leaf,
    lump,
    oval,
    rect,
    ribbon,
    tone,
    toward,
    turn,
    vary,
)
from admin.demo.pictures.tones import hues
from admin.demo.pictures.vessels import bowl, jar, sack


def honey(c: Canvas) -> None:
    """A jar of honey, a dipper and a piece of comb."""
    grounds.table(c, 700)
    gold = hues(c)[0]
    jar(c, 560, 1020, 560, 790, gold, cap=c.rng.randrange(6))
    c.foot(1170, 1030, 520, 60)
    comb = [(930, 820), (1330, 760), (1440, 960), (1380, 1060), (960, 1060)]
    c.solid(comb, (222, 150, 40), cast=0, depth=40)
    for row in range(5):
        for col in range(8):
            x, y = 975 + col * 64 + (row % 2) * 32, 830 + row * 54 - col * 6
            if x > 1390 or y > 1045 or (col > 5 and row == 0):
                continue
            cell = [toward(x, y, pi / 6 + k * pi / 3, 33) for k in range(6)]
            c.flat(cell, (250, 206, 96))
            c.flat(
                [toward(x, y, pi / 6 + k * pi / 3, 26) for k in range(6)],
                c.rng.choice(((196, 112, 20), (222, 146, 36))),
            )
            c.flat(oval(x - 8, y - 8, 8, 6), (255, 240, 190), 0.7)
    c.solid(ribbon([(1290, 300), (1180, 600)], (34, 34)), (170, 112, 66), lift=20)
    for i in range(6):
        at = toward(1180, 590, 1.92, i * 34)
        c.solid(oval(*at, 74 - abs(i - 2.4) * 12, 19, 0.35), (186, 126, 74), cast=0.3, lift=8, depth=10)
    c.solid(ribbon([(1118, 780), (1108, 850), (1110, 900)], (36, 20, 44)), gold, cast=0, glow=0.7)


def jam(c: Canvas) -> None:
    """Three jars of jam in the colours of their fruit."""
    grounds.table(c, 720)
    fruits = list(hues(c))
    c.rng.shuffle(fruits)
    for i, x in enumerate((1210, 390, 800)):
        jar(c, x, 940 if i < 2 else 1060, 400, 560 if i < 2 else 620, fruits[i], cap=i + c.rng.randrange(3))
    for x, y in ((1120, 1080), (1240, 1100), (1350, 1060)):
        c.solid(oval(x, y, 56, 54), fruits[2], lift=14)
        c.shine(x - 16, y - 20, 14, 9)


def spread(c: Canvas) -> None:
    """A jar of manjar, and a spoon of it."""
    grounds.table(c, 700)
    hue: Color = (176, 106, 52)
    jar(c, 620, 1030, 560, 760, hue, cap=c.rng.randrange(6))
    c.solid(ribbon([(1480, 760), (1300, 900), (1180, 980)], (34, 30, 44)), (176, 122, 76), lift=18)
    c.solid(oval(1110, 1020, 130, 86, -0.5), (176, 122, 76), lift=20, depth=16)
    c.solid(lump(1105, 996, 104, 66, c.rng, bump=0.1), hue, cast=0.2, lift=8, glow=0.7)


def chocolate(c: Canvas) -> None:
    """Bars of chocolate, broken, with their paper and cacao nibs."""
    grounds.any_top(c)
    brown: Color = (86, 48, 34)
    for x, y, a in ((480, 420, -0.12), (880, 700, 0.1)):
        c.solid(turn(rect(x - 340, y - 230, 680, 460, 10), (x, y), a), tone(brown, 0.85), lift=32, depth=16)
        for i in range(5):
            for k in range(3):
                piece = turn(rect(x - 326 + i * 132, y - 216 + k * 146, 122, 134, 10), (x, y), a)
                c.solid(piece, vary(brown, c.rng, 5), cast=0, depth=18, shade=0.7, glow=0.5)
    x, y, a = 930, 690, 0.1
    paper = turn(rect(x + 60, y - 250, 380, 510), (x, y), a)
    c.solid(paper, c.rng.choice((COCHINILLA, (40, 92, 96), (206, 142, 44))), lift=18, depth=30)
    for k in range(5):
        px, py = turn([(x + 250, y - 180 + k * 92)], (x, y), a)[0]
        c.flat([(px, py - 42), (px + 62, py), (px, py + 42), (px - 62, py)], (244, 214, 140))
        c.flat([(px, py - 20), (px + 30, py), (px, py + 20), (px - 30, py)], (120, 50, 44))
    c.solid(turn(rect(x + 30, y - 250, 44, 510), (x, y), a), (222, 218, 206), lift=6, depth=10)
    for x, y in ((300, 960), (440, 1010), (380, 880), (1310, 240), (1200, 190), (1390, 330)):
        c.solid(turn(oval(x, y, 66, 42), (x, y), c.rng.uniform(0, 3)), vary((124, 70, 44), c.rng), lift=12)


def panela(c: Canvas) -> None:
    """Blocks of raw cane sugar, stacked, with cane."""
    grounds.table(c, 660)
    for x, y, a in ((240, 1040, -1.35), (360, 1060, -1.5)):
        c.solid(ribbon([(x, y), toward(x, y, a, 860)], (84, 76)), (172, 172, 92), lift=24, depth=28)
        for d in (150, 380, 610):
            px, py = toward(x, y, a, d)
            c.line([(px - 40, py - 8), (px + 40, py + 4)], (120, 124, 66), 14)
    hue: Color = c.rng.choice(((186, 116, 50), (160, 90, 42)))
    for x, y in ((620, 860), (1060, 860), (840, 640)):
        c.foot(x + 60, y + 208, 400, 40)
        c.solid(rect(x - 170, y, 400, 210, 22), vary(hue, c.rng, 6), cast=0, depth=60, shade=0.6, mottle=0.14)
        top = [(x - 160, y + 12), (x - 70, y - 74), (x + 290, y - 74), (x + 226, y + 12)]
        c.solid(top, tone(hue, 1.3), cast=0, depth=16, mottle=0.1, shade=0.2)
        c.solid(
            [(x + 229, y + 10), (x + 290, y - 72), (x + 290, y + 130), (x + 229, y + 202)],
            tone(hue, 0.72),
            cast=0,
            depth=14,
        )


def pollen(c: Canvas) -> None:
    """A bowl of bee pollen with a wooden spoon."""
    grounds.any_top(c, dark=True)
    mouth = bowl(c, 740, 640, 540, (64, 96, 110))
    grains: tuple[Color, ...] = ((244, 186, 48), (232, 146, 36), (250, 212, 92), (206, 122, 40))
    c.solid(mouth, c.grains(mouth, grains, 19, 1900), cast=0, depth=150, shade=0.4, glow=0.15)
    c.solid(ribbon([(1500, 210), (1200, 420), (1010, 560)], (52, 40, 60)), (190, 130, 78), lift=30)
    c.solid(oval(900, 630, 170, 116, -0.6), (190, 130, 78), lift=22, depth=18)
    cup = oval(896, 624, 142, 90, -0.6)
    c.solid(cup, c.grains(cup, grains, 19, 190), cast=0, depth=30)


def soap(c: Canvas) -> None:
    """Bars of soap with herbs pressed in, tied with wool."""
    grounds.any_top(c)
    for x, y, a, hue in (
        (500, 380, -0.15, (236, 216, 168)),
        (1060, 420, 0.12, (160, 184, 140)),
        (720, 840, 0.05, (226, 168, 140)),
    ):
        c.solid(turn(rect(x - 250, y - 150, 520, 330, 44), (x, y), a), tone(hue, 0.8), lift=34, depth=20)
        c.solid(turn(rect(x - 260, y - 170, 520, 310, 44), (x, y), a), hue, cast=0, depth=34, mottle=0.1)
        for _ in range(9):
            px, py = x + c.rng.uniform(-200, 200), y + c.rng.uniform(-110, 80)
            c.flat(
                leaf(px, py, 44, 18, c.rng.uniform(0, 6)), c.rng.choice(((96, 120, 66), (150, 96, 60))), 0.8
            )
        for d in (-10, 14):
            c.solid(
                turn(rect(x - 20 + d, y - 176, 18, 348), (x, y), a), COCHINILLA, cast=0.3, lift=5, depth=6
            )


def flour(c: Canvas) -> None:
    """A cloth sack of flour with a wooden scoop."""
    _meal(c, hues(c)[0])


def granulated_panela(c: Canvas) -> None:
    """A cloth sack of granulated cane sugar with a wooden scoop."""
    _meal(c, (188, 124, 62))


def _meal(c: Canvas, hue: Color) -> None:
    grounds.table(c, 680)
    mouth = sack(c, 700, 1050, 760, 660, (236, 226, 206))
    c.solid(mouth, hue, cast=0, depth=80, shade=0.4, mottle=0.05)
    c.solid(ribbon([(900, 190), (840, 330)], (50, 60)), (176, 120, 74), lift=20)
    c.solid(ribbon([(846, 320), (800, 420), (760, 480)], (150, 190, 170)), (190, 134, 84), lift=22, depth=40)
    c.solid(lump(770, 450, 84, 54, c.rng), hue, cast=0)
    c.foot(1290, 1060, 380, 40)
    hill = curve([(1090, 1070), (1190, 990), (1290, 930), (1390, 990), (1490, 1070), (1290, 1096)])
    c.solid(hill, hue, cast=0, depth=70, shade=0.5)


def jerky(c: Canvas) -> None:
    """Sheets of salted dried meat on a line and on the table."""
    grounds.table(c, 800, color=(196, 204, 196))
    c.line(curve([(-20, 170), (500, 220), (1100, 216), (1620, 160)], closed=False), (206, 180, 130), 16)
    for i, x in enumerate((240, 560, 900, 1230)):
        long = c.rng.uniform(540, 690)
        side = [
            (x - 120, 200),
            (x - 136, 360),
            (x - 110, 540),
            (x - 124, 200 + long),
            (x - 20, 190 + long * 1.06),
            (x + 96, 190 + long),
            (x + 130, 500),
            (x + 112, 330),
            (x + 124, 200),
        ]
        c.solid(curve(side), vary((150, 62, 50), c.rng, 14), lift=40, depth=44, shade=0.7, mottle=0.22)
        for k in range(7):
            px = x - 90 + k * 30
            way = curve(
                [(px, 240), (px + 14 * sin(k + i), 430), (px - 10 * cos(k), 150 + long)], closed=False
            )
            c.line(way, (226, 150, 120) if k % 3 == 0 else (104, 36, 36), 7, 0.45)
        c.solid(rect(x - 20, 150, 40, 110, 8), (222, 190, 130), lift=10)
    for x, y in ((500, 1040), (700, 1080), (980, 1050), (1130, 1090)):
        c.solid(lump(x, y, 120, 60, c.rng, bump=0.12), vary((156, 68, 54), c.rng), lift=16, mottle=0.2)
    for _ in range(40):
        c.flat(oval(c.rng.uniform(400, 1250), c.rng.uniform(980, 1130), 6, 5), CREAM, 0.8)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "miel": honey,
    "mermelada": jam,
    "manjar": spread,
    "chocolate": chocolate,
    "panela": panela,
    "panela-granulada": granulated_panela,
    "polen": pollen,
    "jabon": soap,
    "harina": flour,
    "charqui": jerky,
}
