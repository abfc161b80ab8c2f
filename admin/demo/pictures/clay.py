"""Clay, gourds and painted boxes."""

from collections.abc import Callable
from math import cos, pi, sin

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    CHILLCA,
    COCHINILLA,
    CREAM,
    DYES,
    INK,
    QOLLE,
    Color,
    curve,
    leaf,
    oval,
    rect,
    ribbon,
    tone,
    toward,
    turned,
)

SILVER: Color = (206, 210, 214)


def pottery(c: Canvas) -> None:
    """Two painted jars and a bowl."""
    grounds.table(c, 740)
    clay, slip = c.rng.choice(
        (((196, 102, 62), CREAM), ((236, 220, 194), (150, 66, 48)), ((120, 66, 50), (236, 214, 176)))
    )
    c.foot(560, 1030, 560)
    big = turned(560, [(270, 120), (330, 92), (430, 120), (560, 300), (730, 340), (920, 230), (1030, 150)])
    for s in (-1, 1):
        c.solid(
            ribbon([(560 + s * 110, 380), (560 + s * 300, 400), (560 + s * 300, 600)], (40, 38, 44)),
            clay,
            lift=12,
        )
    c.solid(big, clay, cast=0, depth=150, shade=0.65)
    c.flat(oval(560, 272, 112, 24), tone(clay, 0.4))
    for i in range(-4, 5):
        x = 560 + 300 * sin(i * 0.33)
        w = 44 * cos(i * 0.33)
        c.flat([(x - w, 690), (x, 610), (x + w, 690), (x, 770)], slip, 0.9)
        c.flat([(x - w * 0.5, 690), (x, 650), (x + w * 0.5, 690), (x, 730)], tone(clay, 0.6), 0.9)
    for y, half in ((580, 306), (800, 322)):
        c.line(curve([(560 - half, y), (560, y + 26), (560 + half, y)], closed=False), slip, 13, 0.9)
    c.foot(1150, 1060, 460)
    small = turned(1150, [(620, 210), (700, 226), (860, 240), (1000, 190), (1056, 130)])
    c.solid(small, tone(clay, 0.9), cast=0, depth=120, shade=0.65)
    c.solid(oval(1150, 622, 214, 50), clay, cast=0, depth=12)
    c.flat(oval(1150, 626, 184, 36), tone(clay, 0.4))
    for i in range(-3, 4):
        x, w = 1150 + 228 * sin(i * 0.44), 40 * cos(i * 0.44)
        c.line([(x - w, 860), (x - w * 0.3, 790), (x + w * 0.3, 860), (x + w, 790)], slip, 11, 0.9)
    c.line(curve([(918, 740), (1150, 764), (1380, 740)], closed=False), slip, 11, 0.9)
    c.shine(440, 600, 36, 110, 0.25, 0.35)


def bull(c: Canvas) -> None:
    """The little clay bull of Pucará."""
    grounds.table(c, 760)
    coat, deco = c.rng.choice(
        (
            ((176, 84, 48), CREAM),
            ((240, 228, 204), COCHINILLA),
            ((60, 104, 110), QOLLE),
            ((150, 40, 52), CREAM),
        )
    )
    c.foot(800, 1060, 900, 70)
    for x in (500, 640, 990, 1110):
        c.solid(ribbon([(x, 760), (x, 920), (x, 1056)], (140, 118, 126)), tone(coat, 0.92), cast=0, depth=34)
    c.solid(ribbon([(1180, 560), (1270, 480), (1190, 400), (1090, 430)], (60, 50, 40, 60)), coat, lift=12)
    body = curve(
        [
            (420, 560),
            (560, 480),
            (800, 520),
            (1040, 470),
            (1190, 560),
            (1210, 760),
            (1060, 880),
            (800, 900),
            (540, 880),
            (410, 760),
        ]
    )
    c.solid(body, coat, lift=20, depth=150, shade=0.65)
    head = curve(
        [(250, 470), (330, 400), (470, 400), (550, 480), (500, 640), (430, 760), (330, 760), (270, 620)]
    )
    for s in (-1, 1):
        x = 400 + s * 100
        c.solid(ribbon([(x, 430), (x + s * 110, 370), (x + s * 110, 240)], (64, 46, 12)), CREAM, lift=14)
        c.solid(leaf(x + s * 30, 480, 130, 70, 0.3 if s > 0 else 2.85), coat, lift=8)
    c.solid(head, coat, lift=26, depth=80, shade=0.6)
    for s in (-1, 1):
        c.flat(oval(400 + s * 66, 540, 40, 36), CREAM)
        c.flat(oval(400 + s * 62, 546, 20, 20), INK)
        c.flat(oval(382 + s * 26, 718, 14, 10), INK)
    c.solid(ribbon([(380, 752), (372, 800), (400, 824)], (44, 40, 16)), (200, 80, 80), lift=6)
    for x, y in ((640, 680), (1010, 680)):
        for r, hue in ((96, deco), (70, tone(coat, 0.75)), (44, deco), (18, QOLLE)):
            c.flat(oval(x, y, r, r), hue, 0.95)
        for k in range(8):
            c.flat(oval(*toward(x, y, k * pi / 4, 122), 15, 15), deco, 0.95)
    c.solid(turned(820, [(400, 56), (430, 40), (520, 60)]), tone(coat, 0.9), lift=8)
    c.line(curve([(470, 800), (520, 850), (640, 880)], closed=False), deco, 12)
    c.flats([oval(400, 440 + i * 4, 60 - i * 10, 8) for i in range(5)], deco, 0.9)


def gourd(c: Canvas) -> None:
    """Carved gourds: fine burnt lines around a round belly."""
    grounds.table(c, 700)
    for x, y, r in ((520, 640, 370), (1140, 760, 270)):
        c.foot(x, y + r * 0.94, r * 1.5, r * 0.16)
        hue: Color = c.rng.choice(((226, 170, 88), (206, 142, 70), (236, 190, 116)))
        c.solid(
            ribbon([(x, y - r * 0.9), (x + 20, y - r * 1.12), (x + 70, y - r * 1.22)], (60, 40, 34)),
            (132, 92, 54),
            lift=12,
        )
        c.solid(oval(x, y, r, r * 0.96), hue, lift=20, depth=r * 0.5, shade=0.7)
        burnt = (74, 40, 28)
        for level, kind in ((-0.62, 0), (-0.36, 1), (0.0, 2), (0.4, 1), (0.66, 0)):
            half = r * (1 - level**2) ** 0.5
            for edge in (-0.1, 0.1):
                wide = r * (1 - (level + edge) ** 2) ** 0.5
                way = [
                    (x + wide * sin(a) * 0.97, y + r * (level + edge) + 22 * cos(a))
                    for a in (pi * (i / 16 - 0.5) for i in range(17))
                ]
                c.line(way, burnt, 7, 0.85)
            for i in range(-7, 8):
                a = i * 0.2
                px, py, w = x + half * 0.97 * sin(a), y + r * level + 22 * cos(a), r * 0.09 * cos(a)
                if kind == 0:
                    c.flat([(px - w, py + w), (px, py - w), (px + w, py + w)], burnt, 0.85)
                elif kind == 1:
                    c.flat(oval(px, py, w * 0.8, r * 0.06), burnt, 0.85)
                    c.flat(oval(px, py, w * 0.45, r * 0.033), tone(hue, 1.25))
                elif i % 3 == 0:
                    c.flat(
                        [(px - w * 2, py + r * 0.15), (px, py - r * 0.17), (px + w * 2, py + r * 0.15)],
                        burnt,
                        0.8,
                    )
                    c.flat(
                        [(px - w * 1.2, py + r * 0.13), (px, py - r * 0.08), (px + w * 1.2, py + r * 0.13)],
                        (176, 76, 44),
                        0.9,
                    )
                else:
                    c.line([(px, py + r * 0.14), (px, py - r * 0.06)], burnt, 7, 0.85)
                    c.flat(oval(px, py - r * 0.09, w, r * 0.055), burnt, 0.8)
        c.shine(x - r * 0.42, y - r * 0.46, r * 0.16, r * 0.09, alpha=0.45)


def retablo(c: Canvas) -> None:
    """An Ayacucho box altar with open painted doors."""
    grounds.table(c, 800)
    c.foot(800, 1090, 980, 60)
    red = c.rng.choice((COCHINILLA, (36, 96, 120), (206, 120, 40)))
    for s in (-1, 1):
        door = [(800 + s * 330, 300), (800 + s * 640, 240), (800 + s * 640, 1100), (800 + s * 330, 1060)]
        c.solid(door, CREAM, lift=16, depth=20)
        for k in range(5):
            x, y = 800 + s * 485, 350 + k * 160
            for i in range(6):
                c.flat(oval(*toward(x, y, i * pi / 3, 46), 34, 30), DYES[(k + 1) % 4])
            c.flat(oval(x, y, 26, 26), QOLLE)
            for a in (0.5, 2.6):
                c.flat(leaf(x, y + 56, 100, 40, a), CHILLCA)
    c.solid([(440, 320), (800, 90), (1160, 320)], red, lift=20, depth=30)
    for i in range(-1, 2):
        c.flat(oval(800 + i * 120, 250 - (i == 0) * 50, 40, 40), QOLLE)
        c.flat(oval(800 + i * 120, 250 - (i == 0) * 50, 20, 20), CREAM)
    c.solid(rect(460, 310, 680, 770), red, lift=20, depth=24)
    for top in (350, 720):
        c.flat(rect(500, top, 600, 320), (246, 214, 130))
        c.flat(rect(500, top, 600, 90), (92, 156, 190) if top < 500 else (226, 150, 120))
        c.flat(rect(500, top, 34, 320), INK, 0.3, blur=14)
        c.solid(rect(490, top + 292, 620, 34), (134, 84, 52), cast=0)
        for i in range(5):
            x, y = 560 + i * 120, top + 290
            hue = DYES[(i + top // 100) % 6]
            c.solid([(x - 40, y), (x - 22, y - 110), (x + 22, y - 110), (x + 40, y)], hue, lift=8, depth=18)
            c.solid(oval(x, y - 132, 30, 32), (190, 124, 84), lift=6)
            c.solid(oval(x, y - 156, 48, 14), tone(DYES[(i + 2) % 6], 0.8), cast=0, depth=8)
            c.solid(oval(x, y - 172, 26, 22), tone(DYES[(i + 2) % 6], 0.8), cast=0, depth=8)
            c.flat(rect(x - 27, y - 64, 54, 15), CREAM)
        c.flat(oval(1040, top + 50, 30, 30), QOLLE)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "ceramica": pottery,
    "torito": bull,
    "mate-burilado": gourd,
    "retablo": retablo,
}
