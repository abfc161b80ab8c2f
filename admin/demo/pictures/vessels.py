"""What holds things: bowls, plates, sacks, jars, baskets."""

from math import cos, pi, sin
from random import Random

from PIL import Image

from admin.demo.pictures.canvas import SHADOW, Canvas
from admin.demo.pictures.shapes import BARK, CREAM, Color, Outline, curve, oval, rect, tone, turned
from admin.demo.pictures.weave import PALETTES, stripes, woven

CLAY: Color = (176, 92, 56)
JUTE: Color = (196, 160, 108)


def bowl(c: Canvas, cx: float, cy: float, r: float, color: Color = CLAY) -> Outline:
    """A bowl seen half from above; returns the outline of what it holds."""
    c.solid(oval(cx, cy + r * 0.16, r, r * 0.86), tone(color, 0.8), lift=44, cast=0.6)
    c.solid(oval(cx, cy, r, r * 0.8), color, cast=0, depth=20)
    c.flat(oval(cx, cy, r * 0.91, r * 0.71), tone(color, 0.45))
    return oval(cx, cy + r * 0.02, r * 0.9, r * 0.69)


def plate(c: Canvas, cx: float, cy: float, r: float, color: Color = CREAM) -> None:
    """A plate seen half from above."""
    c.solid(oval(cx, cy, r, r * 0.72), color, lift=34, depth=18)
    c.solid(oval(cx, cy, r * 0.72, r * 0.5), tone(color, 0.96), cast=0, glow=0.2, shade=0.12, depth=40)
    c.line(oval(cx, cy, r * 0.86, r * 0.61) + oval(cx, cy, r * 0.86, r * 0.61)[:1], (52, 92, 130), 9, 0.8)


def sack(c: Canvas, cx: float, cy: float, wide: float, high: float, color: Color = JUTE) -> Outline:
    """An open jute sack standing with its foot at cy; returns the outline of its mouth."""
    half, top = wide / 2, cy - high
    body = curve(
        [
            (cx - half * 0.86, top + 20),
            (cx - half * 1.05, top + high * 0.5),
            (cx - half * 0.9, cy - 20),
            (cx, cy + 8),
            (cx + half * 0.9, cy - 20),
            (cx + half * 1.05, top + high * 0.5),
            (cx + half * 0.86, top + 20),
            (cx, top + 50),
        ]
    )
    c.foot(cx, cy - 8, wide)
    width, height = c.pixels(body)
    count = max(8, round(wide / 9)), max(8, round(high / 9))
    threads = Image.new("RGB", count, color)
    for i in range(round(count[0] * 0.42), round(count[0] * 0.48)):
        threads.paste((150, 50, 52), (i, 0, i + 1, count[1]))
    c.solid(body, woven(threads, (width, height)), cast=0, depth=wide * 0.22, shade=0.7)
    for x in (-0.45, 0.2, 0.55):
        c.line(
            curve(
                [(cx + half * x, top + 90), (cx + half * x * 1.2, top + high * 0.5), (cx + half * x, cy - 50)]
            ),
            SHADOW,
            10,
            0.1,
        )
    c.solid(oval(cx, top + 24, half * 0.98, half * 0.36), tone(color, 1.15), cast=0.3, lift=14, depth=14)
    c.flat(oval(cx, top + 18, half * 0.84, half * 0.27), tone(color, 0.4))
    hill = [
        (cx + half * 0.86 * cos(t), top + 22 - half * 0.62 * sin(t)) for t in (pi * i / 20 for i in range(21))
    ]
    low = [
        (cx - half * 0.86 * cos(t), top + 22 + half * 0.26 * sin(t)) for t in (pi * i / 20 for i in range(21))
    ]
    return hill + low


def jar(c: Canvas, cx: float, cy: float, wide: float, high: float, content: Color, *, cap: int = 0) -> None:
    """A glass jar with its foot at cy, full of something that lets the light through; cap picks the cloth."""
    half, top = wide / 2, cy - high
    c.foot(cx, cy - 6, wide)
    c.flat(oval(cx + wide * 0.5, cy + 4, wide * 0.42, wide * 0.07), content, 0.5, blur=14)
    profile = [
        (top + high * 0.17, half * 0.76),
        (top + high * 0.27, half),
        (top + high * 0.6, half),
        (cy, half * 0.93),
    ]
    body = turned(cx, profile)
    c.solid(body, (226, 232, 222), cast=0, depth=16, mottle=0)
    inside = turned(
        cx, [(top + high * 0.29, half * 0.9), (top + high * 0.6, half * 0.93), (cy - 8, half * 0.87)]
    )
    c.solid(inside, content, cast=0, depth=wide * 0.3, shade=0.6, glow=0.15, mottle=0.12)
    c.flat(
        oval(cx + half * 0.25, cy - high * 0.18, half * 0.5, high * 0.16), tone(content, 1.6), 0.45, blur=22
    )
    label = rect(cx - half * 0.62, cy - high * 0.5, half * 1.24, high * 0.34, 14)
    c.solid(label, CREAM, cast=0.25, lift=5, depth=10, shade=0.2)
    x, y = cx, cy - high * 0.33
    ink = tone(content, 0.75)
    for i in range(6):
        a = pi * i / 3
        c.flat(
            oval(x + 20 * cos(a) * wide / 300, y + 20 * sin(a) * wide / 300, wide * 0.045, wide * 0.045), ink
        )
    c.flat(oval(x, y, wide * 0.035, wide * 0.035), (232, 176, 60))
    palette = PALETTES[cap % len(PALETTES)]
    lid = turned(cx, [(top, half * 0.72), (top + high * 0.1, half * 0.86), (top + high * 0.21, half * 0.98)])
    c.solid(lid, woven(stripes(44, 22, palette, c.rng, 0.2), c.pixels(lid)), lift=8, depth=26)
    c.line([(cx - half * 0.84, top + high * 0.13), (cx + half * 0.84, top + high * 0.13)], BARK, 8)
    c.flat(
        rect(cx - half * 0.83, top + high * 0.32, half * 0.13, high * 0.56, 10), (255, 255, 248), 0.6, blur=3
    )
    c.flat(
        rect(cx + half * 0.74, top + high * 0.36, half * 0.06, high * 0.46, 6), (255, 255, 248), 0.35, blur=3
    )


def basket(
    c: Canvas, cx: float, cy: float, wide: float, high: float, color: Color = (190, 140, 80)
) -> Outline:
    """A woven basket standing with its foot at cy; returns the outline of its mouth, heaped."""
    half, top = wide / 2, cy - high
    c.foot(cx, cy - 10, wide * 0.95)
    body = turned(cx, [(top, half), (top + high * 0.5, half * 0.94), (cy, half * 0.74)])
    c.solid(body, wicker(c, c.pixels(body), color, 30), cast=0, depth=wide * 0.16, shade=0.75)
    c.solid(oval(cx, top, half * 1.03, half * 0.3), tone(color, 0.9), cast=0.35, lift=12, depth=16)
    c.flat(oval(cx, top, half * 0.92, half * 0.23), tone(color, 0.35))
    hill = [(cx + half * 0.92 * cos(t), top - half * 0.55 * sin(t)) for t in (pi * i / 20 for i in range(21))]
    return hill + [
        (cx - half * 0.92 * cos(t), top + half * 0.23 * sin(t)) for t in (pi * i / 20 for i in range(21))
    ]


def wicker(
    c: Canvas, size: tuple[int, int], color: Color, cell: float, accent: Color | None = None
) -> Image.Image:
    """A fill of plaited cane: over one, under one; cell in units."""
    step = max(4, round(cell * c.k))
    sheet = Image.new("RGB", size, tone(color, 0.58))
    # How many canes there are depends on the pixels: their chances must not disturb those of the goods.
    chance = Random(f"{c.kind}:{c.seed}:{cell}")  # noqa: S311 - a drawing must come out the same each time
    dome = Image.radial_gradient("L").resize((step * 2, step))
    for row, y in enumerate(range(0, size[1], step)):
        tint = accent if accent and row % 5 in (2, 3) else color
        for x in range(-step, size[0], step * 2):
            shade = tone(tint, chance.uniform(0.92, 1.12))
            at = (x + (row % 2) * step, y + 1)
            sheet.paste(
                shade,
                (*at, at[0] + step * 2, at[1] + step),
                dome.point([max(0, 255 - v * 7 // 8) for v in range(256)]),
            )
    return sheet
