"""The open country, in units of the frame: sky, mountains and fields at three times of the day."""

from PIL import Image

from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import CHILLCA, Color, Outline, curve, mix, oval, rect, tone
from admin.demo.pictures.views import CLOSE, WHOLE

SKIES: tuple[tuple[tuple[Color, Color], ...], ...] = (
    (
        ((112, 168, 204), (246, 228, 190)),
        ((142, 178, 196), (252, 214, 160)),
        ((84, 148, 190), (222, 232, 222)),
    ),
    (((214, 142, 110), (255, 222, 158)), ((178, 132, 142), (252, 206, 146))),
    (((176, 204, 206), (240, 240, 224)), ((150, 192, 204), (236, 240, 226))),
)


def land(c: Canvas, horizon: float, field: Color | None = None, kind: int = WHOLE) -> None:
    """Sky and land in the frame: snow peaks at noon, the high plain at evening, or green hills in mist."""
    high, low = c.rng.choice(SKIES[kind])
    size = c.size
    fade = Image.linear_gradient("L").resize(size)
    c.image.paste(Image.composite(Image.new("RGB", size, low), Image.new("RGB", size, high), fade))
    c.flat(oval(300, 220, 380, 300), (255, 240, 190), 0.5, blur=120)
    _clouds(c)
    base = field or c.rng.choice(((126, 142, 76), (158, 146, 82), (104, 132, 80)))
    if kind == WHOLE:
        _peaks(c, horizon)
        _ridges(c, horizon, field or CHILLCA, (150, 172, 170), 60)
    elif kind == CLOSE:
        base = c.rng.choice(((206, 176, 96), (196, 160, 92)))
        c.flat(oval(1180, horizon - 90, 120, 120), (255, 244, 206), 0.9, blur=10)
        _ridges(c, horizon, (166, 104, 96), (236, 172, 120), 34)
    else:
        base = c.rng.choice(((92, 136, 78), (112, 146, 84)))
        for up, share in ((330, 0.75), (240, 0.6), (150, 0.45)):
            ridge = _ridge(c, horizon - up, 70)
            c.solid(ridge, mix((56, 112, 82), (214, 226, 214), share), cast=0, depth=70, shade=0.1, glow=0.3)
        _terraces(c, horizon)
    c.solid(rect(-40, horizon, 1680, 2200 - horizon), base, cast=0, depth=40, shade=0, glow=0.3, mottle=0.14)


def _clouds(c: Canvas) -> None:
    for x in (c.rng.uniform(700, 1000), c.rng.uniform(1150, 1500)):
        y = c.rng.uniform(100, 240)
        many = [
            oval(x + d, y - up, wide, 24 + up)
            for d, up, wide in ((-130, 0, 70), (-60, 14, 76), (30, 26, 90), (120, 6, 80))
        ]
        c.flats(many, (255, 250, 238), 0.8, blur=9)


def _ridges(c: Canvas, horizon: float, color: Color, haze: Color, rough: float) -> None:
    for level, share in ((horizon - 70, 0.55), (horizon - 20, 0.25)):
        c.solid(_ridge(c, level, rough), mix(color, haze, share), cast=0, depth=60, shade=0.2, glow=0.35)


def _terraces(c: Canvas, horizon: float) -> None:
    """Andean terraces down to the field."""
    for step in range(4):
        y = horizon - 96 + step * 30
        green = mix((84, 140, 78), (168, 178, 92), step / 4)
        c.solid(_ridge(c, y, 10), green, cast=0.4, lift=8, depth=18, shade=0.35, glow=0.5)


def _ridge(c: Canvas, level: float, rough: float) -> Outline:
    way = [(x * 200.0 - 100, level + c.rng.uniform(-rough, rough)) for x in range(10)]
    return [*curve(way, closed=False), (1750, 2200), (-100, 2200)]


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
