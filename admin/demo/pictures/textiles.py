"""Cloth, yarn and things knitted and sewn."""

from collections.abc import Callable
from math import cos, pi, sin

from PIL import Image, ImageDraw

from admin.demo.pictures import grounds, surfaces
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    INK,
    curve,
    oval,
    rect,
    ribbon,
    tone,
    turn,
)
from admin.demo.pictures.weave import (
    NATURALS,
    PALETTES,
    diamond_band,
    kene,
    stripes,
    woven,
)


def shawl(c: Canvas) -> None:
    """Folded shawls and blankets in a pile."""
    grounds.table(c, 700, runner=False)
    c.foot(800, 1090, 1150, 70)
    y = 1090.0
    for i in range(4):
        high = c.rng.uniform(160, 200)
        left, right = 240 + c.rng.uniform(-20, 40), 1360 + c.rng.uniform(-40, 20)
        fold = curve(
            [
                (left, y - high + 14),
                (left + 260, y - high - 6),
                (right - 200, y - high),
                (right, y - high + 16),
                (right + 34, y - high / 2),
                (right, y - 8),
                (right - 300, y + 4),
                (left + 200, y + 2),
                (left, y - 6),
                (left - 14, y - high / 2),
            ]
        )
        palette = c.rng.choice(PALETTES if i % 2 == 0 else NATURALS)
        c.solid(
            fold, woven(stripes(150, 26, palette, c.rng, 0.9), c.pixels(fold)), lift=12, depth=46, shade=0.65
        )
        c.line(
            curve(
                [(left + 20, y - high / 2), (left + 500, y - high / 2 + 8), (right - 60, y - high / 2)],
                closed=False,
            ),
            INK,
            6,
            0.35,
        )
        y -= high - 6
    for i in range(20):
        c.line([(270 + i * 10, 1090), (262 + i * 10, 1150)], (236, 220, 190), 5)


def lliclla(c: Canvas) -> None:
    """A carrying cloth spread out: two woven halves joined by a seam."""
    grounds.wood(c)
    palette = c.rng.choice(PALETTES)
    sheet = rect(230, 110, 1140, 980)
    threads = stripes(150, 64, palette, c.rng, 0.75)
    both = Image.new("RGB", (150, 129), palette[1])
    both.paste(threads, (0, 0))
    both.paste(threads.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, 65))
    tilted = turn(sheet, (800, 600), 0.0)
    for x in range(240, 1370, 16):
        c.line([(x, 1086), (x + c.rng.uniform(-8, 8), 1130)], palette[3], 5)
        c.line([(x, 114), (x + c.rng.uniform(-8, 8), 72)], palette[3], 5)
    c.solid(tilted, woven(both, c.pixels(tilted)), lift=26, depth=20, shade=0.4)
    for x, alpha in ((480, 0.1), (780, 0.12), (1100, 0.1)):
        c.flat(ribbon([(x, 110), (x + 40, 600), (x - 10, 1090)], (50, 70, 40)), INK, alpha, blur=26)
        c.flat(
            ribbon([(x - 60, 110), (x - 20, 600), (x - 70, 1090)], (40, 60, 30)),
            (255, 246, 220),
            alpha,
            blur=22,
        )


def rug(c: Canvas) -> None:
    """A tapestry with a stepped figure, hung on a wall."""
    grounds.wall(c, c.rng.choice(surfaces.WALLS))
    palette = c.rng.choice(PALETTES + NATURALS)
    c.solid(ribbon([(250, 128), (1350, 128)], (34, 34)), (134, 92, 60), lift=26)
    threads = Image.new("RGB", (108, 88), palette[0])
    draw = ImageDraw.Draw(threads)
    for inset, hue in ((3, palette[1]), (5, palette[0]), (8, palette[2]), (9, palette[0])):
        draw.rectangle((inset, inset, 107 - inset, 87 - inset), hue)
    for size, hue in (
        (34, palette[1]),
        (28, palette[3]),
        (22, palette[2]),
        (12, palette[0]),
        (6, palette[1]),
    ):
        for step in range(0, size, 4):
            draw.rectangle((54 - size + step, 40 - step, 53 + size - step, 47 + step), hue)
    for x, y in ((18, 16), (90, 16), (18, 72), (90, 72)):
        for step in range(0, 9, 3):
            draw.rectangle((x - 9 + step, y - 2 - step, x + 8 - step, y + 2 + step), palette[1 + step // 3])
    cloth = rect(290, 150, 1020, 860)
    for x in range(300, 1310, 20):
        c.line([(x, 1000), (x + c.rng.uniform(-6, 6), 1090)], palette[3], 7)
    c.solid(cloth, woven(threads, c.pixels(cloth)), lift=40, depth=24, shade=0.45)


def shipibo(c: Canvas) -> None:
    """A cloth with the Shipibo line, spread on a mat, with seeds and a brush."""
    grounds.wood(c)
    ground, ink = c.rng.choice(
        (((238, 220, 184), (74, 44, 32)), ((92, 50, 34), (238, 206, 150)), ((40, 38, 40), (232, 170, 60)))
    )
    sheet = turn(rect(170, 150, 1260, 900), (800, 600), -0.03)
    c.solid(sheet, kene(c.pixels(sheet), ground, ink, c.rng), lift=30, depth=24, shade=0.4)
    for x in (520, 1010):
        c.flat(ribbon([(x, 130), (x + 50, 600), (x, 1060)], (40, 60, 40)), INK, 0.12, blur=26)
    c.solid(oval(1370, 1000, 150, 130), (146, 84, 50), lift=24)
    c.flat(oval(1370, 990, 116, 96), (52, 32, 30))
    c.solid(ribbon([(1180, 1130), (1330, 1010)], (18, 22)), (190, 140, 86), lift=12)


def bag(c: Canvas) -> None:
    """A woven shoulder bag."""
    grounds.table(c, 800, runner=False)
    palette = c.rng.choice(PALETTES)
    c.solid(
        ribbon([(470, 470), (520, 180), (800, 70), (1080, 180), (1130, 470)], (52, 48, 48, 48, 52)),
        palette[1],
        lift=30,
        depth=12,
    )
    c.foot(800, 1080, 760, 60)
    body = curve(
        [(440, 430), (800, 410), (1160, 430), (1190, 760), (1150, 1040), (800, 1080), (450, 1040), (410, 760)]
    )
    c.solid(body, woven(stripes(100, 92, palette, c.rng, 0.95), c.pixels(body)), lift=24, depth=90, shade=0.6)
    c.solid(
        ribbon([(436, 440), (800, 420), (1164, 440)], (50, 54, 50)), tone(palette[2], 0.9), lift=12, depth=14
    )
    for i, x in enumerate((520, 660, 800, 940, 1080)):
        c.line([(x, 1060), (x, 1110)], palette[3], 12)
        c.solid(oval(x, 1120, 40, 38), palette[1 + i % 3], lift=10)


def belt(c: Canvas) -> None:
    """Woven belts, rolled and unrolled."""
    grounds.any_top(c)
    for i, y in enumerate((230, 560, 890)):
        palette = PALETTES[(i + c.rng.randrange(6)) % 6]
        strip = rect(-20, y - 70, 1240, 170)
        bar = Image.new("RGB", (140, 18), palette[0])
        bar.paste(diamond_band(140, 14, palette[0], palette[1], palette[3]), (0, 2))
        bar.paste(palette[2], (0, 0, 140, 2))
        bar.paste(palette[2], (0, 16, 140, 18))
        c.solid(strip, woven(bar, c.pixels(strip)), lift=20, depth=16)
        for k, r in enumerate((170, 150, 126, 102, 78, 54, 30)):
            c.solid(
                oval(1250, y + 14, r, r),
                palette[(k % 3) + (1 if k % 2 else 0)],
                cast=0.5 if k == 0 else 0,
                lift=26,
                depth=12,
                shade=0.4,
            )


def poncho(c: Canvas) -> None:
    """A poncho on a wooden hanger."""
    grounds.wall(c, c.rng.choice(surfaces.WALLS))
    palette = c.rng.choice(NATURALS + PALETTES)
    c.line(curve([(800, 40), (840, 70), (800, 120)], closed=False), (90, 70, 60), 14)
    shape = curve(
        [
            (700, 150),
            (800, 140),
            (900, 150),
            (1240, 380),
            (1420, 760),
            (1140, 960),
            (800, 1090),
            (460, 960),
            (180, 760),
            (360, 380),
        ]
    )
    threads = stripes(96, 130, palette, c.rng, 0.7).transpose(Image.Transpose.ROTATE_90)
    for i in range(46):
        a = pi * (0.1 + 0.8 * i / 45)
        x, y = 800 - 620 * cos(a), 720 + 350 * sin(a)
        c.line([(x, y), (x - 8 * cos(a), y + 64)], palette[i % 2 + 1], 8)
    c.solid(shape, woven(threads, c.pixels(shape)), lift=44, depth=80, shade=0.55)
    c.flat(curve([(716, 158), (800, 150), (884, 158), (800, 300)]), (54, 36, 36), 0.85)
    for x, way in ((560, -90), (800, 0), (1040, 90)):
        c.flat(
            ribbon([(800 + way * 0.4, 320), (x, 640), (x + way * 0.7, 980)], (10, 50, 70)), INK, 0.16, blur=24
        )


KINDS: dict[str, Callable[[Canvas], None]] = {
    "mantas": shawl,
    "lliclla": lliclla,
    "tapiz": rug,
    "tela-shipiba": shipibo,
    "bolso": bag,
    "faja": belt,
    "poncho": poncho,
}
