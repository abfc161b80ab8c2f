"""Work in the field and on the road, the shop and the stall."""

from collections.abc import Callable

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    ARCILLA,
    COCHINILLA,
    INK,
    Color,
    curve,
    leaf,
    lump,
    oval,
    rect,
    ribbon,
    tone,
    turned,
    vary,
)
from admin.demo.pictures.vessels import sack
from admin.demo.pictures.weave import PALETTES, stripes, woven


def mule(c: Canvas) -> None:
    """A mule with two loaded sacks on a mountain path."""
    grounds.country(c, 640)
    c.flat(ribbon([(-60, 1100), (600, 1060), (1660, 1010)], (230, 230, 150)), (224, 194, 144), 0.95, blur=6)
    coat: Color = c.rng.choice(((118, 82, 62), (86, 70, 66), (150, 112, 84)))
    c.foot(850, 1070, 800, 60)
    for x, tint in ((640, 0.75), (1150, 0.75), (560, 0.95), (1060, 0.95)):
        c.solid(
            ribbon([(x, 740), (x + 8, 880), (x, 1050)], (110, 58, 52)), tone(coat, tint), cast=0, depth=20
        )
        c.solid(rect(x - 34, 1030, 68, 44, 10), INK, cast=0)
    c.solid(ribbon([(1180, 560), (1270, 640), (1260, 830)], (40, 30, 60)), tone(coat, 0.6), lift=10)
    c.solid(
        curve(
            [
                (470, 560),
                (620, 500),
                (900, 530),
                (1130, 500),
                (1230, 600),
                (1200, 760),
                (1040, 820),
                (700, 840),
                (520, 800),
                (440, 690),
            ]
        ),
        coat,
        lift=18,
        depth=110,
    )
    c.solid(ribbon([(560, 640), (460, 480), (380, 320)], (300, 220, 170)), coat, cast=0.3, lift=14, depth=60)
    c.line(curve([(600, 500), (500, 380), (440, 240)], closed=False), tone(coat, 0.45), 40)
    for x, a in ((400, -1.9), (450, -1.35)):
        c.solid(leaf(x, 290, 230, 84, a), coat, lift=10)
        c.flat(leaf(x, 262, 160, 34, a), tone(coat, 0.55))
    c.solid(
        curve(
            [(330, 260), (470, 260), (490, 370), (330, 470), (210, 560), (140, 540), (150, 460), (240, 370)]
        ),
        coat,
        lift=18,
        depth=50,
    )
    c.solid(
        curve([(220, 450), (270, 520), (200, 566), (140, 540), (150, 460)]), tone(coat, 1.5), cast=0, depth=24
    )
    c.flat(oval(350, 350, 20, 20), INK)
    c.flat(oval(345, 344, 6, 6), (255, 255, 250))
    c.lines([[(216, 420), (290, 520)], [(380, 280), (290, 520)], [(290, 520), (480, 640)]], COCHINILLA, 16)
    blanket = curve([(690, 500), (860, 490), (1050, 500), (1070, 720), (860, 740), (680, 720)])
    c.solid(
        blanket,
        woven(stripes(50, 34, c.rng.choice(PALETTES), c.rng, 0.9), c.pixels(blanket)),
        lift=12,
        depth=30,
    )
    for x, w in ((870, 380), (850, 330)):
        y = 560 if w > 350 else 400
        c.solid(
            curve(
                [
                    (x - w / 2, y),
                    (x - w / 2 + 30, y - 110),
                    (x, y - 130),
                    (x + w / 2 - 30, y - 110),
                    (x + w / 2, y),
                    (x + w / 2 - 30, y + 120),
                    (x, y + 136),
                    (x - w / 2 + 30, y + 120),
                ]
            ),
            vary((214, 178, 122), c.rng),
            lift=18,
            depth=80,
            mottle=0.12,
        )
    for x in (770, 950):
        c.line(curve([(x, 284), (x - 14, 480), (x, 700)], closed=False), (96, 60, 42), 14)


def harvest(c: Canvas) -> None:
    """A field in furrows with full sacks and a hoe."""
    grounds.country(c, 520)
    c.solid(rect(-40, 560, 1680, 700), (132, 90, 62), cast=0, depth=30, shade=0, mottle=0.18)
    for i in range(-7, 8):
        far, near = 800 + i * 90, 800 + i * 420
        c.flat(
            [(far - 16, 560), (far + 16, 560), (near + 90, 1220), (near - 90, 1220)],
            (92, 60, 46),
            0.7,
            blur=6,
        )
        for k in range(6):
            share = (k + 0.5 + (i % 2) * 0.4) / 6.5
            x, y, s = far + 45 + (near + 210 - far - 45) * share**1.4, 580 + 600 * share**1.4, 0.25 + share
            for a in (-2.5, -2.0, -1.57, -1.1, -0.6):
                c.flat(leaf(x, y, 64 * s, 26 * s, a), vary((92, 144, 72), c.rng))
    for x, y in ((1330, 960), (1080, 1060)):
        mouth = sack(c, x, y, 400, 420)
        del mouth
        for k in range(9):
            c.solid(
                lump(x - 130 + (k % 5) * 66, y - 440 - (k // 5) * 44, 54, 44, c.rng),
                vary((206, 158, 92), c.rng),
                lift=8,
            )
    c.solid(ribbon([(330, 1120), (640, 330)], (36, 32)), (196, 142, 86), lift=26)
    c.solid(
        curve(
            [
                (590, 350),
                (610, 290),
                (690, 290),
                (700, 360),
                (780, 460),
                (850, 620),
                (760, 640),
                (640, 540),
                (600, 430),
            ]
        ),
        (120, 126, 132),
        lift=22,
        depth=30,
        glow=0.6,
    )
    c.solid(oval(340, 1090, 230, 60), (232, 206, 146), lift=18, depth=20)
    c.solid(turned(340, [(930, 90), (980, 128), (1080, 140)]), (238, 214, 156), cast=0, depth=44)
    c.line(curve([(202, 1060), (340, 1084), (478, 1060)], closed=False), COCHINILLA, 26)


def woodwork(c: Canvas) -> None:
    """Carpenter's bench: saw, plane, hammer and shavings."""
    grounds.wood(c)
    c.solid([(150, 330), (1060, 180), (1080, 300), (260, 560)], (190, 196, 202), lift=26, depth=16, glow=0.8)
    c.lines(
        [[(270 + i * 33, 556 - i * 10.5), (284 + i * 33, 574 - i * 10.5)] for i in range(25)],
        (120, 126, 132),
        9,
    )
    c.solid(
        curve([(1030, 170), (1200, 90), (1330, 130), (1350, 270), (1230, 350), (1080, 330)]),
        (150, 84, 48),
        lift=26,
        depth=40,
    )
    c.flat(curve([(1140, 190), (1230, 160), (1270, 210), (1230, 270), (1140, 270)]), (110, 74, 50))
    c.solid(ribbon([(280, 1040), (900, 700)], (56, 44)), (206, 152, 94), lift=26)
    c.solid(
        curve([(820, 560), (920, 580), (1060, 800), (1020, 860), (940, 800), (800, 640)]),
        (96, 100, 108),
        lift=24,
        depth=26,
        glow=0.7,
    )
    for x, y in ((1180, 620), (1330, 560), (1420, 700), (1210, 1030), (1380, 1060), (620, 1090)):
        c.solid(
            ribbon(
                [(x - 80, y + 30), (x - 40, y - 60), (x + 50, y - 30), (x + 20, y + 50), (x - 20, y + 20)],
                (34, 40, 40, 34, 20),
            ),
            (244, 208, 148),
            lift=14,
            depth=12,
        )
    c.solid(rect(1060, 800, 420, 150, 30), ARCILLA, lift=26, depth=30)
    c.solid(curve([(1120, 800), (1140, 720), (1220, 720), (1230, 800)]), (150, 84, 48), lift=12)
    c.solid([(1290, 690), (1340, 680), (1320, 830), (1270, 830)], (190, 196, 202), lift=10, glow=0.8)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "mula": mule,
    "cosecha": harvest,
    "carpinteria": woodwork,
}
