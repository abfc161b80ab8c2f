"""What the people of the portraits wear, and their hair: sierra, coast and forest."""

from math import pi

from PIL import Image

from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.portrait_face import silver
from admin.demo.pictures.portrait_hats import HATS
from admin.demo.pictures.portrait_people import Person
from admin.demo.pictures.shapes import (
    ANIL,
    CHILLCA,
    COCHINILLA,
    CREAM,
    Color,
    Outline,
    curve,
    leaf,
    oval,
    rect,
    ribbon,
    tone,
)
from admin.demo.pictures.weave import NATURALS, PALETTES, kene, stripes, woven

SHIRTS: tuple[Color, ...] = (
    *((238, 232, 218), (126, 158, 176), (190, 92, 76), (104, 134, 104), (214, 176, 96), (120, 84, 120)),
)
_BRAIDED = {"montera", "paño", "paja", "trenzas", "bombín"}
_SHOULDERS: Outline = curve(
    [
        (180, 2080),
        (230, 1640),
        (330, 1440),
        (560, 1310),
        (690, 1236),
        (800, 1290),
        (910, 1236),
        (1040, 1310),
        (1270, 1440),
        (1370, 1640),
        (1420, 2080),
    ]
)


def behind(c: Canvas, who: Person) -> None:
    """The hair that falls behind the neck."""
    if who.dress == "selva":
        low = 1560 if who.woman else 1230
        c.solid(
            curve(
                [
                    (570, 560),
                    (800, 450),
                    (1030, 560),
                    (1066, 1000),
                    (1050, low),
                    (800, low + 30),
                    (550, low),
                    (534, 1000),
                ]
            ),
            who.hair,
            lift=20,
            depth=90,
            glow=0.5,
        )
    elif who.woman:
        c.solid(oval(800, 800, 262, 330), who.hair, lift=16, depth=70)
        if who.dress in ("pañuelo", "delantal"):
            c.solid(oval(1010, 640, 120, 116), who.hair, cast=0.3, lift=12, depth=50, glow=0.5)


def drape(c: Canvas, outline: Outline, threads: Image.Image, angle: float, **light: float) -> None:
    """A woven cloth over a shoulder, its threads running at an angle in degrees."""
    width, high = c.pixels(outline)
    side = round(1.45 * max(width, high))
    sheet = woven(threads, (side, side)).rotate(angle, Image.Resampling.BICUBIC)
    left, top = (side - width) // 2, (side - high) // 2
    c.solid(
        outline, sheet.crop((left, top, left + width, top + high)), depth=60, shade=0.6, glow=0.3, **light
    )


def body(c: Canvas, who: Person) -> None:
    """Shoulders and chest in what this person wears."""
    hue = c.rng.choice(SHIRTS)
    c.solid(_SHOULDERS, _cloth(c, hue), lift=30, depth=150, shade=0.6, glow=0.3)
    wear = {
        **dict.fromkeys(_BRAIDED, _lliclla),
        **dict.fromkeys(("chullo", "poncho"), _poncho),
        **dict.fromkeys(("pañuelo", "delantal"), _apron),
        **dict.fromkeys(("junco", "camisa", "gorra"), _shirt),
        "fieltro": _jacket,
        "selva": _kushma,
    }[who.dress]
    wear(c, hue)


def _cloth(c: Canvas, hue: Color) -> Image.Image:
    return woven(Image.new("RGB", (190, 130), hue), c.pixels(_SHOULDERS))


def _collar(c: Canvas, hue: Color) -> None:
    for side in (-1, 1):
        fold = [
            (800 + side * 10, 1400),
            (800 + side * 150, 1190),
            (800 + side * 210, 1270),
            (800 + side * 130, 1450),
        ]
        c.solid(fold, tone(hue, 1.1), lift=9, depth=16, shade=0.35, glow=0.3)


def _shirt(c: Canvas, hue: Color) -> None:
    _collar(c, hue)
    c.line([(800, 1400), (806, 2080)], tone(hue, 0.6), 7, 0.6)
    for y in (1500, 1680, 1860):
        c.solid(oval(806, y, 15, 15), CREAM, lift=5, depth=6)
    c.flats(
        [ribbon([(x, 1460), (x + 30, 1760), (x - 20, 2080)], (20, 60, 30)) for x in (520, 1100)],
        (40, 24, 26),
        0.14,
        blur=26,
    )


def _jacket(c: Canvas, hue: Color) -> None:
    _collar(c, tone(hue, 1.3))
    dark = c.rng.choice(((72, 62, 66), (66, 74, 88), (96, 70, 54)))
    for side in (-1, 1):
        half = [
            (800 + side * 170, 1230),
            (800 + side * 476, 1436),
            (800 + side * 582, 1640),
            (800 + side * 640, 2090),
            (800 + side * 60, 2090),
            (800 + side * 90, 1640),
        ]
        c.solid(half, woven(Image.new("RGB", (110, 140), dark), c.pixels(half)), lift=14, depth=60, shade=0.5)
        lapel = [
            (800 + side * 168, 1226),
            (800 + side * 270, 1420),
            (800 + side * 200, 1500),
            (800 + side * 88, 1660),
        ]
        c.solid(lapel, tone(dark, 1.12), lift=10, depth=20)


def _apron(c: Canvas, hue: Color) -> None:
    _collar(c, hue)
    color = c.rng.choice((CREAM, COCHINILLA, ANIL, CHILLCA, (214, 168, 84)))
    bib = [(598, 1560), (1002, 1560), (1016, 1760), (1150, 2100), (450, 2100), (584, 1760)]
    for side in (-1, 1):
        c.solid(
            ribbon([(800 + side * 200, 1250), (800 + side * 185, 1590)], (44, 44)),
            tone(color, 0.95),
            lift=8,
            depth=10,
        )
    c.solid(bib, woven(Image.new("RGB", (90, 80), color), c.pixels(bib)), lift=16, depth=50, shade=0.4)
    band = rect(572, 1620, 458, 84)
    c.solid(
        band,
        woven(stripes(84, 14, c.rng.choice(PALETTES), c.rng, 1.0), c.pixels(band)),
        cast=0.3,
        lift=5,
        depth=8,
    )


def _poncho(c: Canvas, hue: Color) -> None:
    palette = c.rng.choice((*PALETTES, *NATURALS))
    threads = stripes(150, 150, palette, c.rng, 0.55)
    for side in (-1, 1):
        half = curve(
            [
                (800 + side * 4, 1500),
                (800 + side * 120, 1270),
                (800 + side * 330, 1330),
                (800 + side * 560, 1520),
                (800 + side * 660, 2090),
                (800 + side * 4, 2090),
            ],
            steps=5,
        )
        drape(c, half, threads, 90 + side * 16, cast=0.5, lift=14)
    _neckband(c, tone(hue, 0.8))


def _neckband(c: Canvas, hue: Color) -> None:
    c.solid(ribbon([(672, 1250), (726, 1400), (800, 1510)], (30, 34, 30)), hue, lift=8, depth=10)
    c.solid(ribbon([(928, 1250), (874, 1400), (800, 1510)], (30, 34, 30)), hue, lift=8, depth=10)


def _lliclla(c: Canvas, hue: Color) -> None:
    """A carrying cloth over both shoulders, closed on the breast with a silver pin."""
    c.solid(ribbon([(690, 1230), (800, 1330), (910, 1230)], (46, 52, 46)), tone(hue, 0.8), lift=6, depth=14)
    palette = c.rng.choice(PALETTES)
    threads = stripes(150, 150, palette, c.rng, 0.7)
    for side in (1, -1):
        half = curve(
            [
                (800 - side * 30, 1620),
                (800 + side * 90, 1450),
                (800 + side * 190, 1250),
                (800 + side * 380, 1310),
                (800 + side * 590, 1520),
                (800 + side * 680, 2090),
                (800 - side * 10, 2090),
            ],
            steps=5,
        )
        drape(c, half, threads, 90 + side * 24, cast=0.55, lift=18)
    silver(c, 800, 1610, 52)


def _kushma(c: Canvas, hue: Color) -> None:
    """A tunic with the drawn line of the forest across the breast, and strings of seeds."""
    ground, ink = c.rng.choice(
        (((240, 226, 194), (60, 36, 30)), ((70, 44, 40), (226, 180, 90)), ((150, 60, 48), (246, 226, 180)))
    )
    band = [(246, 1600), (1354, 1600), (1396, 1840), (204, 1840)]
    c.solid(band, kene(c.pixels(band), ground, ink, c.rng), cast=0.3, lift=6, depth=30, shade=0.5)
    for edge in (1594, 1846):
        c.line([(230, edge), (1370, edge)], tone(hue, 0.6), 14, 0.8)
    for row, (half, low) in enumerate(((150, 1420), (190, 1500))):
        for k in range(17):
            share = (k - 8) / 8
            x, y = 800 + half * share, low - (low - 1250) * share * share
            color = ((176, 34, 40), (236, 214, 160), (44, 34, 34))[(k + row) % 3]
            c.solid(oval(x, y, 19, 18), color, lift=7, depth=9, glow=0.7)


def hair(c: Canvas, who: Person) -> None:
    """The hair round the forehead, and braids."""
    color = who.hair
    if who.woman:
        for side in (-1, 1):
            w = who.wide
            lock = [
                (800 + side * 4, 474),
                (800 + side * 150 * w, 500),
                (800 + side * 236 * w, 650),
                (800 + side * 250 * w, 850),
                (800 + side * 222 * w, 900),
                (800 + side * 196 * w, 720),
                (800 + side * 100 * w, 612),
                (800 - side * 2, 572),
            ]
            c.solid(curve(lock), color, cast=0.4, lift=9, depth=42, glow=0.45)
    else:
        w = who.wide
        # The older the man, the higher his brow.
        line = 612 - 40 * who.age
        cap = [
            (800 - 226 * w, 770),
            (800 - 228 * w, 600),
            (800 - 140 * w, 486),
            (800, 452),
            (800 + 140 * w, 486),
            (800 + 228 * w, 600),
            (800 + 226 * w, 770),
            (800 + 200 * w, 690),
            (800 + 160 * w, line + 26),
            (800, line - 16),
            (800 - 130 * w, line),
            (800 - 200 * w, 690),
        ]
        c.solid(curve(cap), color, cast=0.35, lift=8, depth=44, glow=0.45)
    if who.dress in _BRAIDED:
        _braids(c, color)


def _braids(c: Canvas, color: Color) -> None:
    """Two braids over the breast, strand over strand."""
    for side in (-1, 1):
        for k in range(19):
            y = 900 + k * 38
            x = 800 + side * (232 + 50 * min(1.0, k / 5))
            lean, size = (-1) ** k, 1 - k * 0.014
            strand = oval(x + lean * 15 * size, y, 30 * size, 46 * size, lean * 0.75)
            c.solid(strand, color, lift=7, cast=0.4, depth=20, glow=0.5)
        c.solid(rect(800 + side * 282 - 30, 1604, 60, 38, 12), COCHINILLA, lift=8, depth=10)
        c.flats([leaf(800 + side * 282, 1636, 84, 22, pi / 2 + a) for a in (-0.3, 0, 0.3)], COCHINILLA)


def hat(c: Canvas, who: Person) -> None:
    """The hat that goes with the dress, where one does."""
    wear = HATS.get(who.dress)
    if wear:
        wear(c)
