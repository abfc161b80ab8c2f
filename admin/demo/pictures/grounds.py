"""What things lie on or stand before: wood, stone, cloth, a table by a wall, the open country."""

from PIL import Image

from admin.demo.pictures.canvas import LIGHT, SHADOW, Canvas
from admin.demo.pictures.shapes import CHILLCA, Color, Outline, curve, mix, oval, rect, tone
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
    return


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


def any_top(c: Canvas, *, dark: bool = False) -> None:
    """A ground seen from above: wood, stone or cloth by chance."""
    kind = c.rng.randrange(3)
    if kind == 0:
        wood(c, (134, 88, 60) if dark else None)
    elif kind == 1:
        stone(c, (104, 100, 100) if dark else None)
    else:
        cloth(c, (62, 84, 92) if dark else None)


def wall(c: Canvas, color: Color, bottom: float = 1200) -> None:
    """A plastered wall, lit from the left."""
    size = (c.size[0], round(bottom * c.k))
    cloud = Image.blend(c.noise(size, (7, 4)), c.noise(size, (120, 80)), 0.25)
    light, dark = Image.new("RGB", size, tone(color, 1.16)), Image.new("RGB", size, tone(color, 0.84))
    c.image.paste(Image.composite(light, dark, cloud))
    c.flat([(0, 0), (620, 0), (180, bottom), (0, bottom)], (255, 240, 200), 0.2, blur=50)


def table(c: Canvas, edge: float = 720, runner: bool = True, color: Color | None = None) -> None:
    """A wooden table before a wall, its far edge at a height; a woven runner across it by chance."""
    wall(c, color or c.rng.choice(WALLS), edge + 4)
    wood(c, c.rng.choice(WOODS), edge, (1200 - edge) / 3)
    c.flat(rect(-20, edge - 22, 1640, 26), SHADOW, 0.28, blur=16)
    c.line([(0, edge + 3), (1600, edge + 3)], LIGHT, 4, 0.35)
    if runner and c.rng.random() < 0.7:
        high = (1200 - edge) * 0.34
        band = rect(-10, 1200 - high, 1620, high)
        c.flat(rect(-10, 1196 - high, 1620, high), SHADOW, 0.4, blur=10)
        threads = stripes(170, max(12, round(high / 9.4)), c.rng.choice(PALETTES), c.rng, 0.9)
        c.image.paste(woven(threads, c.pixels(band)), (round(-10 * c.k), round((1200 - high) * c.k)))


SKIES: tuple[tuple[Color, Color], ...] = (
    ((112, 168, 204), (246, 228, 190)),
    ((142, 178, 196), (252, 214, 160)),
    ((84, 148, 190), (222, 232, 222)),
)


def country(c: Canvas, horizon: float = 660, field: Color | None = None, peaks: bool = True) -> None:
    """Sky, hills or snow peaks, and a field from the horizon down."""
    high, low = c.rng.choice(SKIES)
    size = c.size
    fade = Image.linear_gradient("L").resize(size)
    c.image.paste(Image.composite(Image.new("RGB", size, low), Image.new("RGB", size, high), fade))
    c.flat(oval(300, 220, 380, 300), (255, 240, 190), 0.5, blur=120)
    for x in (c.rng.uniform(700, 1000), c.rng.uniform(1150, 1500)):
        y = c.rng.uniform(100, 240)
        many = [
            oval(x + d, y - up, wide, 24 + up)
            for d, up, wide in ((-130, 0, 70), (-60, 14, 76), (30, 26, 90), (120, 6, 80))
        ]
        c.flats(many, (255, 250, 238), 0.8, blur=9)
    if peaks:
        _peaks(c, horizon)
    for level, share in ((horizon - 70, 0.55), (horizon - 20, 0.25)):
        color = mix(field or CHILLCA, (150, 172, 170), share)
        c.solid(_ridge(c, level, 60), color, cast=0, depth=60, shade=0.2, glow=0.35)
    base = field or c.rng.choice(((126, 142, 76), (158, 146, 82), (104, 132, 80)))
    c.solid(rect(-40, horizon, 1680, 1300 - horizon), base, cast=0, depth=40, shade=0, glow=0.3, mottle=0.14)


def _ridge(c: Canvas, level: float, rough: float) -> Outline:
    way = [(x * 200.0 - 100, level + c.rng.uniform(-rough, rough)) for x in range(10)]
    return [*curve(way, closed=False), (1750, 1300), (-100, 1300)]


def _peaks(c: Canvas, horizon: float) -> None:
    """Far mountains with a lit side, a shaded side, and snow."""
    color = c.rng.choice(((120, 128, 150), (134, 120, 132), (104, 124, 138)))
    for x, tall, wide in (
        (c.rng.uniform(180, 420), c.rng.uniform(300, 380), 460),
        (c.rng.uniform(1150, 1400), c.rng.uniform(330, 440), 520),
        (c.rng.uniform(700, 900), c.rng.uniform(240, 330), 430),
    ):
        y = horizon - tall
        c.flat([(x - wide, horizon), (x, y), (x + wide, horizon)], tone(color, 1.15))
        c.flat([(x, y), (x + wide, horizon), (x + 40, horizon), (x - 30, y + tall * 0.5)], tone(color, 0.8))
        s = tall * 0.3
        slope = wide / tall
        snow = [(x, y), (x + s * slope, y + s), (x + s * 0.7, y + s * 0.75), (x + s * 0.2, y + s * 1.25)]
        snow += [(x - s * 0.3, y + s * 0.8), (x - s * 0.8, y + s * 1.15), (x - s * slope, y + s)]
        c.flat(snow, (250, 248, 242))
        c.flat(
            [(x, y), (x + s * slope, y + s), (x + s * 0.7, y + s * 0.75), (x - 6, y + s * 0.5)],
            (196, 204, 218),
        )
