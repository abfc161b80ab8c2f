"""Wood, stone, cloth, plaster, adobe and wicker, in units of the frame."""

from math import cos, pi, sin

from PIL import Image

from admin.demo.pictures.canvas import LIGHT, SHADOW, Canvas
from admin.demo.pictures.shapes import Color, curve, mix, oval, rect, tone, turn, vary
from admin.demo.pictures.weave import PALETTES, stripes, woven

WOODS: tuple[Color, ...] = ((200, 150, 100), (222, 184, 136), (166, 112, 74))
STONES: tuple[Color, ...] = ((206, 198, 186), (172, 172, 172), (220, 200, 174))
FIELDS: tuple[Color, ...] = ((226, 208, 174), (206, 178, 140), (62, 84, 92), (120, 52, 56), (86, 104, 78))
WALLS: tuple[Color, ...] = (
    *((242, 226, 198), (228, 188, 138), (172, 194, 188), (226, 204, 182)),
    *((208, 146, 116), (196, 204, 182), (232, 204, 128)),
)


def wood(c: Canvas, color: Color | None = None, top: float = 0, plank: float = 230) -> None:
    """Planks across the whole picture from a height down."""
    base = color or c.rng.choice(WOODS)
    y = top
    while y < 1200:
        tint = tone(base, c.rng.uniform(0.9, 1.08))
        size = c.pixels(rect(0, y, 1600, plank))
        grain = c.noise(size, (c.rng.randint(5, 9), 46))
        light, dark = Image.new("RGB", size, tone(tint, 1.12)), Image.new("RGB", size, tone(tint, 0.84))
        c.image.paste(Image.composite(light, dark, grain), (0, round(y * c.k)))
        c.line([(0, y), (1600, y)], SHADOW, 5, 0.7)
        c.line([(0, y + 5), (1600, y + 5)], LIGHT, 3, 0.16)
        y += plank


def stone(c: Canvas, color: Color | None = None) -> None:
    """A slab of stone, clouded and flecked."""
    base = color or c.rng.choice(STONES)
    size = c.size
    cloud = Image.blend(c.noise(size, (9, 7)), c.noise(size, (190, 150)), 0.45)
    light, dark = Image.new("RGB", size, tone(base, 1.25)), Image.new("RGB", size, tone(base, 0.82))
    c.image.paste(Image.composite(light, dark, cloud))
    for _ in range(2):
        x, y = c.rng.uniform(0, 1600), c.rng.choice((-20.0, 500.0))
        way = [(x + i * c.rng.uniform(30, 90), y + i * 150) for i in range(6)]
        c.line(curve(way, closed=False), tone(base, 0.55), 3, 0.5)


def cloth(c: Canvas, field: Color | None = None, bands: bool = True) -> None:
    """A plain woven cloth with worked bands along its edges."""
    base = field or c.rng.choice(FIELDS)
    threads = Image.new("RGB", (200, 150), base)
    size = c.size
    c.image.paste(woven(threads, size))
    folds = c.noise(size, (5, 3))
    c.image.paste(SHADOW, None, folds.point([max(0, 52 - v // 3) for v in range(256)]))
    if not bands:
        return
    palette = c.rng.choice(PALETTES)
    for top, high in ((930.0, 230.0),) if c.rng.random() < 0.6 else ((40.0, 170.0), (990.0, 170.0)):
        band = rect(-10, top, 1620, high)
        c.flat(rect(-10, top + 6, 1620, high + 4), SHADOW, 0.35, blur=8)
        c.image.paste(
            woven(stripes(178, round(high / 9), palette, c.rng, 0.9), c.pixels(band)),
            (round(-10 * c.k), round(top * c.k)),
        )


def plaster(c: Canvas, color: Color, bottom: float = 1200) -> None:
    """A plastered wall, lit from the left."""
    size = (c.size[0], round(bottom * c.k))
    cloud = Image.blend(c.noise(size, (7, 4)), c.noise(size, (120, 80)), 0.25)
    light, dark = Image.new("RGB", size, tone(color, 1.16)), Image.new("RGB", size, tone(color, 0.84))
    c.image.paste(Image.composite(light, dark, cloud))
    c.flat([(0, 0), (620, 0), (180, bottom), (0, bottom)], (255, 240, 200), 0.2, blur=50)


def adobe(c: Canvas, color: Color, bottom: float = 1200) -> None:
    """A wall of unplastered adobe bricks."""
    size = (c.size[0], max(1, round(bottom * c.k)))
    cloud = c.noise(size, (120, 80))
    c.image.paste(
        Image.composite(Image.new("RGB", size, color), Image.new("RGB", size, tone(color, 0.8)), cloud)
    )
    y, row = -30.0, 0
    while y < bottom:
        for x in range(-220 + row % 2 * 130, 1600, 262):
            brick = rect(x, y, 250, min(118, bottom - y), 14)
            c.solid(
                brick, vary(tone(color, 1.06), c.rng, 9), cast=0.3, lift=6, depth=18, shade=0.3, mottle=0.1
            )
        y += 130
        row += 1
    c.flat([(0, 0), (620, 0), (180, bottom), (0, bottom)], (255, 240, 200), 0.14, blur=50)


def dado(c: Canvas, color: Color, bottom: float = 1200) -> None:
    """A whitewashed wall with a painted lower half, as in a village house."""
    plaster(c, mix(color, (250, 244, 230), 0.82), bottom)
    top = bottom * 0.56
    c.solid(rect(-40, top, 1680, bottom - top + 4), color, cast=0, depth=30, shade=0, glow=0.2, mottle=0.1)
    c.solid(rect(-40, top - 26, 1680, 34), tone(color, 0.72), cast=0.3, lift=6, depth=10, mottle=0)


def slab(c: Canvas, edge: float, color: Color) -> None:
    """A stone counter from a height down."""
    size = (c.size[0], max(1, c.size[1] - round(edge * c.k)))
    cloud = Image.blend(c.noise(size, (9, 5)), c.noise(size, (190, 90)), 0.45)
    light, dark = Image.new("RGB", size, tone(color, 1.22)), Image.new("RGB", size, tone(color, 0.84))
    c.image.paste(Image.composite(light, dark, cloud), (0, round(edge * c.k)))


def tablecloth(c: Canvas, edge: float, field: Color) -> None:
    """A table covered with a woven cloth, its band along the near edge."""
    size = (c.size[0], max(1, c.size[1] - round(edge * c.k)))
    c.image.paste(
        woven(Image.new("RGB", (200, max(8, round(size[1] / size[0] * 200))), field), size),
        (0, round(edge * c.k)),
    )
    high = max(80.0, (1200 - edge) * 0.3)
    band = rect(-10, 1170 - high, 1620, high)
    threads = stripes(170, max(10, round(high / 9.4)), c.rng.choice(PALETTES), c.rng, 0.95)
    c.image.paste(woven(threads, c.pixels(band)), (round(-10 * c.k), round((1170 - high) * c.k)))
    for x in (c.rng.uniform(150, 500), c.rng.uniform(900, 1400)):
        c.flat([(x, edge), (x + 60, edge), (x + 150, 1200), (x - 60, 1200)], SHADOW, 0.1, blur=24)


def tray(c: Canvas, color: Color = (206, 162, 96)) -> None:
    """A wide flat basket, seen from above; its rim leaves the frame."""
    c.solid(_ring(1.0), tone(color, 0.86), lift=40, depth=34, shade=0.7)
    c.flat(_ring(0.91), tone(color, 0.55), blur=6)
    c.solid(_ring(0.9), color, cast=0, depth=60, shade=0.3, mottle=0.08)
    ticks, rows = [], []
    for row in range(11):
        out, steps = 0.88 - row * 0.08, 72 if row < 7 else 36
        turns = [(k + row % 2 * 0.5) * 2 * pi / steps for k in range(steps)]
        ticks += [[_on_ring(a, out), _on_ring(a + 0.02, out - 0.06)] for a in turns]
        rows.append(_ring(out))
    ticks += [[_on_ring(k * pi / 36, 0.99), _on_ring(k * pi / 36 + 0.05, 0.91)] for k in range(72)]
    c.lines(ticks, tone(color, 0.7), 9, 0.5)
    c.lines(rows, tone(color, 0.6), 5, 0.5)


def _ring(share: float) -> list[tuple[float, float]]:
    return oval(800, 606, 880 * share, 652 * share)


def _on_ring(angle: float, share: float) -> tuple[float, float]:
    return 800 + 880 * share * cos(angle), 606 + 652 * share * sin(angle)


def spread(c: Canvas) -> None:
    """A carrying cloth laid down aslant, worked at both ends."""
    palette = c.rng.choice(PALETTES)
    field = mix(c.rng.choice(FIELDS), palette[0], 0.25)
    width, high = 148, 104
    threads = Image.new("RGB", (width, high), field)
    for y in (0, high - 24):
        threads.paste(stripes(width, 24, palette, c.rng, 0.95), (0, y))
    for y in (27, high - 29):
        threads.paste(palette[3], (0, y, width, y + 2))
    corners = turn(rect(70, 70, 1460, 1070), (800, 605), -0.13)
    sheet = woven(threads, c.pixels(rect(0, 0, 1460, 1070))).rotate(
        7.45, Image.Resampling.BICUBIC, expand=True
    )
    c.solid(corners, sheet, lift=24, depth=16, shade=0.3, glow=0.2)
    for share in (0.3, 0.62):
        x = 110 + 1380 * share
        c.flat(turn(rect(x, 120, 34, 980), (800, 610), -0.13), SHADOW, 0.12, blur=20)


def board(c: Canvas, color: Color = (186, 128, 80)) -> None:
    """A thick board of one piece with a hole to hang it by."""
    outline = turn(rect(50, 56, 1500, 1090, 110), (800, 600), 0.04)
    size = c.pixels(outline)
    grain = c.noise(size, (7, 60))
    light, dark = Image.new("RGB", size, tone(color, 1.14)), Image.new("RGB", size, tone(color, 0.84))
    c.solid(outline, Image.composite(light, dark, grain), lift=44, depth=24, cast=0.6)
    c.flat(oval(1470, 640, 34, 34), SHADOW, 0.8)


def aguayo(c: Canvas, edge: float) -> None:
    """A woven cloth laid across a counter, narrowing into the distance."""
    far, near = edge + (1200 - edge) * 0.1, 1240
    sheet = [(250.0, far), (1350.0, far), (1480.0, near), (120.0, near)]
    threads = stripes(150, max(16, round((near - far) / 9)), c.rng.choice(PALETTES), c.rng, 0.7)
    c.solid(sheet, woven(threads, c.pixels(sheet)), lift=10, depth=12, shade=0.3, glow=0.15)
