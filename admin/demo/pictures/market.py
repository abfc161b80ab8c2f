"""The village shop and the street stall."""

from collections.abc import Callable
from math import pi

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    ANIL,
    CHILLCA,
    COCHINILLA,
    CREAM,
    DYES,
    QOLLE,
    curve,
    lump,
    oval,
    rect,
    ribbon,
    tone,
    toward,
    turned,
    vary,
)
from admin.demo.pictures.vessels import sack
from admin.demo.pictures.weave import PALETTES, stripes, woven


def shop(c: Canvas) -> None:
    """Shelves of a village shop behind its counter, with sacks and a scale."""
    grounds.wall(c, c.rng.choice(((116, 158, 152), (226, 176, 96), (190, 106, 84))))
    for y in (300, 540, 780):
        c.solid(rect(100, y, 1400, 40, 8), (150, 98, 62), lift=26, depth=12)
        x = 140.0
        while x < 1400:
            kind, hue = c.rng.randrange(4), vary(c.rng.choice(DYES), c.rng)
            if kind == 0:
                c.solid(rect(x, y - 150, 96, 150, 12), hue, lift=10, depth=26)
                c.flat(rect(x, y - 100, 96, 54), CREAM)
                c.flat(oval(x + 48, y - 73, 20, 20), hue)
                x += 118
            elif kind == 1:
                c.solid(
                    turned(x + 40, [(y - 180, 15), (y - 130, 17), (y - 100, 38), (y - 8, 36)]),
                    hue,
                    lift=10,
                    depth=22,
                    glow=0.6,
                )
                c.flat(rect(x + 4, y - 80, 72, 44), CREAM)
                x += 100
            elif kind == 2:
                c.solid(rect(x, y - 120, 132, 120, 6), tone(hue, 1.2), lift=10, depth=18)
                c.flat([(x + 66, y - 106), (x + 106, y - 60), (x + 66, y - 14), (x + 26, y - 60)], CREAM)
                x += 152
            else:
                for k in (0, 1):
                    c.solid(
                        rect(x, y - 74 * (k + 1), 90, 70, 8),
                        hue if k else tone(hue, 0.8),
                        lift=6,
                        depth=24,
                        glow=0.6,
                    )
                    c.flat(rect(x, y - 74 * (k + 1) + 22, 90, 26), CREAM)
                x += 112
    c.solid(rect(-20, 940, 1640, 280), (176, 120, 76), lift=30, depth=24)
    c.solid(rect(-20, 910, 1640, 56), (206, 150, 98), cast=0, depth=14)
    c.foot(420, 912, 320, 22)
    c.solid(turned(420, [(740, 30), (840, 50), (905, 140)]), (196, 60, 56), cast=0, depth=40)
    c.solid(oval(420, 780, 92, 92), CREAM, lift=10, depth=12)
    c.line([(420, 780), (466, 730)], COCHINILLA, 10)
    c.solid(
        curve([(250, 660), (420, 690), (590, 660), (540, 720), (300, 720)]),
        (190, 196, 200),
        lift=14,
        glow=0.7,
    )
    for k in range(5):
        c.solid(lump(320 + k * 50, 652 - (k % 2) * 26, 44, 38, c.rng), vary((206, 158, 92), c.rng), lift=6)
    for x in (1010, 1290):
        m = sack(c, x, 1200, 270, 270)
        c.solid(
            m,
            c.grains(
                m,
                c.rng.choice((((246, 238, 220), (236, 224, 200)), ((190, 110, 60), (150, 80, 50)))),
                11,
                500,
            ),
            cast=0,
            depth=40,
            shade=0.4,
        )


def stall(c: Canvas) -> None:
    """A street stall with striped awning, a grill with skewers and corn with cheese."""
    grounds.wall(c, c.rng.choice(((96, 128, 140), (216, 160, 110), (140, 84, 76))))
    for x in (190, 1390):
        c.solid(rect(x, 200, 36, 800), (120, 78, 52), lift=16)
    one = c.rng.choice((COCHINILLA, ANIL, CHILLCA))
    c.solid([(60, 330), (240, 80), (1360, 80), (1540, 330)], CREAM, lift=40, depth=20)
    for i in range(0, 10, 2):
        a, b = 240 + i * 112, 240 + (i + 1) * 112
        low_a, low_b = 60 + i * 148, 60 + (i + 1) * 148
        c.flat([(a, 80), (b, 80), (low_b, 330), (low_a, 330)], one)
    for i in range(10):
        c.solid(
            curve(
                [
                    (60 + i * 148, 322),
                    (208 + i * 148, 322),
                    (208 + i * 148, 370),
                    (134 + i * 148, 410),
                    (60 + i * 148, 370),
                ],
                steps=4,
            ),
            one if i % 2 == 0 else CREAM,
            cast=0.3,
            lift=14,
            depth=16,
        )
    c.solid(rect(110, 860, 1380, 330, 14), (190, 132, 84), lift=30, depth=24)
    band = rect(110, 940, 1380, 150)
    c.solid(
        band,
        woven(stripes(120, 14, c.rng.choice(PALETTES), c.rng, 0.95), c.pixels(band)),
        cast=0,
        shade=0,
        glow=0,
    )
    c.solid(rect(80, 820, 1440, 60, 14), (216, 160, 104), lift=20, depth=12)
    c.solid([(200, 680), (860, 680), (820, 826), (240, 826)], (66, 62, 66), lift=14, depth=20)
    c.flat(rect(216, 676, 628, 26), (236, 112, 44))
    for i in range(5):
        x = 270 + i * 116
        c.line([(x - 40, 700), (x + 60, 520)], (226, 190, 130), 12)
        for k in range(4):
            px, py = x - 20 + k * 19, 664 - k * 34
            c.solid(lump(px, py, 42, 30, c.rng), vary((142, 72, 44), c.rng), lift=6, mottle=0.2)
    for i in range(3):
        c.flat(
            ribbon([(360 + i * 170, 560), (400 + i * 170, 500), (350 + i * 170, 440)], (12, 44, 10)),
            (250, 246, 240),
            0.4,
            blur=18,
        )
    c.solid(oval(1170, 790, 280, 64), CREAM, lift=14, depth=12)
    for i in range(4):
        x, y = 1000 + i * 104, 730 - (i % 2) * 16
        c.solid(oval(x, y, 48, 116, 0.5), (222, 190, 104), lift=10)
        for r in range(-4, 5):
            for k in (-1, 0, 1):
                at = toward(x, y, 0.5 - pi / 2, r * 23)
                c.flat(oval(at[0] + k * 26, at[1] + k * 13, 14, 11), (250, 232, 164))
    c.solid([(1230, 750), (1400, 720), (1420, 800), (1250, 824)], (252, 246, 226), lift=12, depth=16)
    c.solid(curve([(560, 300), (600, 380), (640, 300)]), QOLLE, lift=10)
    lamp = oval(600, 330, 26, 26)
    c.flat(lamp, (255, 236, 170), blur=8)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "bodega": shop,
    "comida-al-paso": stall,
}
