"""Cane, straw, wood, seeds and silver."""

from collections.abc import Callable
from math import cos, pi, sin

from PIL import Image

from admin.demo.pictures import grounds, surfaces
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    ANIL,
    COCHINILLA,
    CREAM,
    DYES,
    INK,
    Color,
    curve,
    leaf,
    oval,
    rect,
    ribbon,
    tone,
    turned,
    vary,
)
from admin.demo.pictures.vessels import wicker
from admin.demo.pictures.weave import PALETTES, stripes, woven

SILVER: Color = (206, 210, 214)


def baskets(c: Canvas) -> None:
    """Plaited baskets of cane, with a coloured band."""
    grounds.table(c, 760)
    for x, y, w, h in ((1130, 1000, 520, 420), (540, 1060, 760, 560)):
        hue: Color = c.rng.choice(((206, 160, 92), (186, 136, 76), (222, 186, 120)))
        top = y - h
        c.solid(
            ribbon(
                [
                    (x - w * 0.45, top + 10),
                    (x - w * 0.3, top - h * 0.62),
                    (x, top - h * 0.78),
                    (x + w * 0.3, top - h * 0.62),
                    (x + w * 0.45, top + 10),
                ],
                (34, 30, 30, 30, 34),
            ),
            tone(hue, 0.85),
            lift=24,
        )
        c.foot(x, y - 8, w)
        body = turned(x, [(top, w * 0.48), (top + h * 0.4, w * 0.5), (y - h * 0.2, w * 0.45), (y, w * 0.36)])
        c.solid(
            body, wicker(c, c.pixels(body), hue, 30, c.rng.choice(DYES)), cast=0, depth=w * 0.18, shade=0.7
        )
        c.solid(oval(x, top, w * 0.5, w * 0.13), tone(hue, 0.95), cast=0.3, lift=10, depth=14)
        c.flat(oval(x, top + 4, w * 0.44, w * 0.1), tone(hue, 0.3))


def straw_plait(c: Canvas, size: tuple[int, int], color: Color) -> Image.Image:
    """A fill of fine straw, a little uneven."""
    threads = Image.new("RGB", (max(8, round(size[0] / c.k / 13)), max(8, round(size[1] / c.k / 13))), color)
    for y in range(0, threads.height, 3):
        threads.paste(tone(color, 0.93), (0, y, threads.width, y + 1))
    return woven(threads, size)


def straw_hat(c: Canvas) -> None:
    """A fine straw hat."""
    grounds.table(c, 700)
    straw: Color = c.rng.choice(((244, 226, 182), (232, 204, 148), (248, 238, 212)))
    c.foot(800, 870, 1250, 130)
    brim = curve(
        [(110, 830), (300, 730), (800, 690), (1300, 730), (1490, 830), (1300, 960), (800, 1010), (300, 960)]
    )
    c.solid(brim, straw_plait(c, c.pixels(brim), straw), cast=0.4, depth=60, shade=0.5)
    crown = curve(
        [
            (440, 800),
            (450, 560),
            (510, 380),
            (640, 300),
            (720, 330),
            (800, 350),
            (880, 330),
            (960, 300),
            (1090, 380),
            (1150, 560),
            (1160, 800),
            (980, 866),
            (800, 880),
            (620, 866),
        ]
    )
    c.solid(crown, straw_plait(c, c.pixels(crown), straw), lift=24, depth=130, shade=0.6)
    c.flat(curve([(640, 330), (800, 400), (960, 330), (800, 366)]), tone(straw, 0.5), 0.6, blur=14)
    band = c.rng.choice((INK, (110, 52, 40), COCHINILLA, ANIL))
    tape = curve([(438, 700), (620, 760), (800, 774), (980, 760), (1162, 700)], closed=False)
    low = curve([(1164, 800), (980, 866), (800, 880), (620, 866), (436, 800)], closed=False)
    c.solid([*tape, *low], band, cast=0, depth=30)


def jewellery(c: Canvas) -> None:
    """Silver earrings, and a necklace of seeds."""
    grounds.cloth(c, c.rng.choice(((52, 62, 78), (96, 40, 52), (58, 76, 66))), bands=c.rng.random() < 0.5)
    stone = c.rng.choice(((40, 140, 150), (190, 50, 60), (110, 60, 130), (220, 150, 50)))
    for x in (470, 1130):
        c.line(curve([(x - 20, 170), (x + 26, 120), (x + 56, 190), (x + 6, 260)], closed=False), SILVER, 15)
        c.solid(oval(x, 330, 84, 84), SILVER, lift=24, depth=20, shade=0.7, glow=0.8)
        c.solid(oval(x, 330, 54, 54), stone, cast=0, depth=26, glow=0.6)
        c.shine(x - 18, 312, 14, 9, alpha=0.9)
        drop = curve(
            [
                (x - 70, 430),
                (x + 70, 430),
                (x + 190, 700),
                (x + 120, 860),
                (x, 900),
                (x - 120, 860),
                (x - 190, 700),
            ]
        )
        c.solid(drop, SILVER, lift=28, depth=34, shade=0.7, glow=0.8)
        for k in range(7):
            a = 0.35 + k * 0.41
            c.solid(
                oval(x + 150 * cos(a), 680 + 150 * sin(a), 22, 22),
                tone(SILVER, 0.8),
                cast=0.4,
                lift=5,
                depth=8,
                glow=0.8,
            )
        c.solid(
            [(x - 66, 600), (x, 500), (x + 66, 600), (x, 720)], stone, cast=0.4, lift=6, depth=24, glow=0.6
        )
        for k in range(-2, 3):
            px = x + k * 62
            c.line([(px, 850 + 40 * cos(k * 0.7)), (px, 970)], SILVER, 8)
            c.solid(leaf(px, 950, 110, 52, pi / 2), SILVER, lift=12, depth=12, glow=0.8)


def seeds(c: Canvas) -> None:
    """Necklaces of forest seeds."""
    grounds.any_top(c)
    for n, (rx, ry) in enumerate(((610, 480), (440, 340), (270, 200))):
        hues: tuple[Color, ...] = (
            ((176, 30, 36), (40, 30, 32)),
            ((96, 62, 40), (232, 208, 160)),
            ((212, 140, 50), (110, 60, 40)),
        )[n]
        count = round((rx + ry) / 26)
        # The cord: tied behind the neck, and under the seeds.
        tie = [(800 - rx * 0.85, 420 - ry * 0.59), (800 - rx * 0.5, 150 + n * 30), (800, 96 + n * 26)]
        tie += [(1600 - x, y) for x, y in tie[1::-1]]
        c.line(curve([(x, y + 10) for x, y in tie], closed=False), INK, 15, 0.25)
        c.line(curve(tie, closed=False), (86, 52, 40), 13)
        for i in range(count):
            a = -0.18 * pi + 1.36 * pi * i / (count - 1)
            r = 34 + (8 if i % 4 == 0 else 0) - n * 3
            x, y = 800 + rx * cos(a), 420 + ry * sin(a) * 1.1
            c.solid(oval(x, y, r, r * 0.9, a), vary(hues[(i // 2) % 2], c.rng, 6), lift=14, depth=22)
            c.shine(x - 10, y - 12, 8, 5, alpha=0.7)
        c.solid(leaf(800, 420 + ry * 1.1 + 20, 120, 80, pi / 2), hues[0], lift=14)


def spoons(c: Canvas) -> None:
    """Turned wooden spoons and a bowl."""
    grounds.cloth(c)
    for i, x in enumerate((260, 520, 780)):
        hue = vary((190, 126, 72), c.rng, 22)
        c.solid(ribbon([(x, 1090), (x + 8, 760), (x, 480)], (54, 40, 50)), hue, lift=24, depth=16)
        c.solid(oval(x, 330, 112, 166), hue, lift=28, depth=26)
        if i != 1:
            c.solid(oval(x, 322, 82, 130), tone(hue, 0.72), cast=0, depth=40, glow=0.1, shade=0.2)
        else:
            c.flats(
                [oval(x + dx, 322 + dy, 13, 22) for dx in (-46, 0, 46) for dy in (-70, 0, 70)],
                tone(hue, 0.45),
            )
    hue = (168, 104, 60)
    c.solid(oval(1210, 680, 340, 330), hue, lift=40, depth=30)
    c.flat(oval(1210, 676, 296, 286), tone(hue, 0.6))
    for r in (250, 200, 150, 100, 50):
        c.line(oval(1216 + (250 - r) * 0.1, 690, r, r * 0.95), tone(hue, 0.82), 6, 0.6)
    c.flat(oval(1290, 770, 180, 150), tone(hue, 1.3), 0.3, blur=40)


def stool(c: Canvas) -> None:
    """A carved wooden bench."""
    grounds.wall(c, c.rng.choice(surfaces.WALLS), 860)
    grounds.wood(c, (176, 122, 80), 850, 180)
    hue: Color = c.rng.choice(((150, 92, 54), (186, 122, 70), (122, 72, 46)))
    c.foot(800, 1080, 1150, 60)
    for x in (370, 1230):
        c.solid(ribbon([(x - 60 + (x > 800) * 120, 1080), (x, 700)], (76, 100)), tone(hue, 0.85), lift=20)
    for x in (470, 1130):
        c.solid(ribbon([(x, 1040), (x, 700)], (64, 84)), tone(hue, 0.7), cast=0)
    c.solid(rect(300, 860, 1000, 56, 16), tone(hue, 0.9), lift=14, depth=14)
    c.solid(rect(230, 600, 1140, 130, 26), hue, lift=30, depth=30)
    for i in range(8):
        x = 310 + i * 140
        c.flat([(x - 46, 665), (x, 625), (x + 46, 665), (x, 705)], tone(hue, 0.6))
        c.flat([(x - 22, 665), (x, 645), (x + 22, 665), (x, 685)], tone(hue, 1.4))
    c.solid([(230, 606), (320, 530), (1280, 530), (1370, 606)], tone(hue, 1.2), cast=0, depth=14)
    fold = curve([(520, 560), (530, 430), (700, 410), (900, 412), (1070, 430), (1080, 560), (800, 586)])
    c.solid(
        fold, woven(stripes(70, 24, c.rng.choice(PALETTES), c.rng, 0.9), c.pixels(fold)), lift=14, depth=36
    )
    drop = [(560, 560), (1040, 560), (1030, 800), (570, 800)]
    c.solid(
        drop, woven(stripes(62, 30, c.rng.choice(PALETTES), c.rng, 0.9), c.pixels(drop)), lift=12, depth=20
    )
    c.lines([[(x, 800), (x, 836)] for x in range(578, 1030, 18)], CREAM, 6)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "canasta": baskets,
    "sombrero": straw_hat,
    "joyeria": jewellery,
    "collar-semillas": seeds,
    "cucharas": spoons,
    "banca": stool,
}
