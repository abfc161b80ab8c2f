"""Potatoes, chuño, cassava, corn, quinoa, beans: what comes from under and above the earth."""

from collections.abc import Callable
from math import cos, pi, sin

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import Color, curve, leaf, lump, mix, oval, ribbon, tone, toward, turn, vary
from admin.demo.pictures.tones import hues as tones
from admin.demo.pictures.vessels import bowl, sack

NATIVE: tuple[Color, ...] = (
    (96, 52, 96),
    (176, 66, 72),
    (214, 168, 92),
    (120, 76, 54),
    (66, 44, 74),
    (198, 120, 84),
)


def _potato(c: Canvas, x: float, y: float, r: float, color: Color) -> None:
    c.solid(lump(x, y, r * 1.25, r * 0.88, c.rng, bump=0.07), vary(color, c.rng), depth=r * 0.45, shade=0.7)
    for _ in range(5):
        dx, dy = c.rng.uniform(-0.75, 0.75) * r, c.rng.uniform(-0.55, 0.55) * r
        c.flat(oval(x + dx, y + dy, r * 0.09, r * 0.035, c.rng.uniform(-0.6, 0.6)), tone(color, 0.5), 0.75)
        c.flat(oval(x + dx, y + dy + r * 0.05, r * 0.08, r * 0.025), tone(color, 1.5), 0.4)
    c.shine(x - r * 0.4, y - r * 0.35, r * 0.28, r * 0.14, alpha=0.3)


def _spread(c: Canvas, step: float, top: float = 200) -> list[tuple[float, float]]:
    """Places for a heap, back to front, a little out of line."""
    places = []
    y, row = top, 0
    while y < 1130:
        x = 240.0 + (row % 2) * step / 2
        while x < 1400:
            places.append((x + c.rng.uniform(-0.13, 0.13) * step, y + c.rng.uniform(-0.1, 0.1) * step))
            x += step
        y += step * 0.74
        row += 1
    return places


def potatoes(c: Canvas) -> None:
    """Native potatoes of several colours, one cut open."""
    grounds.cloth(c, c.rng.choice(((198, 172, 134), (86, 64, 56), (120, 52, 56))), bands=False)
    for x, y in _spread(c, 268, 170):
        _potato(c, x, y, c.rng.uniform(112, 146), c.rng.choice(NATIVE))
    for x, y, ring in ((560.0, 560.0, (116, 60, 130)), (940.0, 700.0, (206, 92, 108))):
        c.solid(oval(x, y, 172, 132, -0.3), tone(ring, 0.7), depth=24)
        c.solid(oval(x, y - 4, 158, 118, -0.3), (248, 226, 160), cast=0, depth=30, shade=0.15)
        c.flat(oval(x, y - 4, 128, 90, -0.3), ring, 0.85, blur=7)
        c.flat(oval(x, y - 4, 92, 58, -0.3), (250, 230, 172), blur=8)
        c.flat(oval(x + 6, y - 6, 34, 16, -0.3), ring, 0.8, blur=7)


def potato(c: Canvas) -> None:
    """A sack of yellow, white or huayro potatoes, some on the ground."""
    grounds.table(c, 640, runner=False)
    skins = tones(c)
    sack(c, 760, 1020, 800, 640)
    for row, (count, half, y) in enumerate(
        ((3, 150, 270), (4, 215, 318), (5, 275, 372), (6, 315, 428), (4, 190, 478))
    ):
        for i in range(count):
            x = 760 - half + 2 * half * i / (count - 1) + c.rng.uniform(-14, 14)
            _potato(
                c, x, y + c.rng.uniform(-12, 12) - (row == 3) * abs(x - 760) * 0.06, 80, c.rng.choice(skins)
            )
    for x, y in ((1230, 960), (1400, 1040), (1180, 1090), (260, 1070), (410, 1120)):
        _potato(c, x, y, c.rng.uniform(88, 112), c.rng.choice(skins))


def chuno(c: Canvas) -> None:
    """Freeze-dried potatoes, the white, the black or both, in two bowls."""
    grounds.any_top(c)
    left, right = tones(c)
    for cx, cy, hue, clay in ((520, 560, left, (120, 64, 44)), (1110, 690, right, (196, 124, 74))):
        bowl(c, cx, cy, 410, clay)
        for i in range(46):
            a, r = i * 2.4, (1 - i / 46) ** 0.5
            x, y = cx + cos(a) * 310 * r, cy + sin(a) * 226 * r
            c.solid(lump(x, y, 62, 52, c.rng, bump=0.13), vary(hue, c.rng, 12), lift=10, depth=24)
    for x, y, hue in ((180, 1010, left), (300, 1090, left), (1480, 250, right), (1370, 190, right)):
        c.solid(lump(x, y, 66, 52, c.rng, bump=0.13), hue, lift=14)


def cassava(c: Canvas) -> None:
    """Cassava roots, one cut white."""
    grounds.any_top(c)
    bark: Color = (128, 82, 54)
    for i, (x, y, a) in enumerate(
        ((330, 330, 0.25), (300, 560, 0.12), (340, 790, -0.02), (420, 1000, -0.12))
    ):
        way = [toward(x - 160, y, a, d) for d in (0, 260, 620, 980)]
        way[1] = (way[1][0], way[1][1] + c.rng.uniform(-22, 22))
        c.solid(ribbon(way, (90, 210, 200, 40)), vary(bark, c.rng), depth=60, shade=0.75, mottle=0.2, lift=30)
        for _ in range(9):
            px, py = toward(x - 160, y, a, c.rng.uniform(60, 820))
            c.line([(px, py - 60), (px + 12, py + 40)], tone(bark, 0.6), 5, 0.35)
        if i in (0, 2):
            px, py = toward(x - 160, y, a, 800)
            c.solid(oval(px + 60, py, 62, 78, a), bark, depth=10)
            c.solid(oval(px + 68, py, 50, 66, a), (250, 244, 226), cast=0, depth=20, shade=0.2)
            c.flat(oval(px + 70, py, 8, 12), (200, 176, 140))
    for x, y in ((1290, 560), (1390, 850)):
        c.solid(oval(x, y, 128, 128), bark, depth=10, lift=26)
        c.solid(oval(x - 3, y - 5, 108, 108), (252, 246, 230), cast=0, depth=30, shade=0.2)
        for i in range(14):
            c.line([toward(x, y, i * 0.45, 30), toward(x, y, i * 0.45, 92)], (216, 200, 168), 3, 0.6)
        c.flat(oval(x, y, 12, 12), (196, 170, 130))


def _ear(c: Canvas, x: float, y: float, angle: float, hues: tuple[Color, ...], long: float = 640) -> None:
    half = 106.0
    shape = curve(
        [
            *(
                (x, y - half * 0.8),
                (x + long * 0.4, y - half),
                (x + long * 0.85, y - half * 0.62),
                (x + long, y),
            ),
            *((x + long * 0.85, y + half * 0.62), (x + long * 0.4, y + half), (x, y + half * 0.8)),
        ]
    )
    c.solid(turn(shape, (x, y), angle), tone(hues[0], 0.6), lift=30)
    step = 44.0
    for row in range(-3, 4):
        for i in range(int(long / step)):
            along = i * step + 24
            width = half * (1 - max(0.0, along / long - 0.45) ** 2 * 2.4)
            off = sin(row / 3.6 * pi / 2) * width * 0.94
            if abs(off) > width:
                continue
            px, py = turn([(x + along, y + off)], (x, y), angle)[0]
            tall = 22 * cos(row / 3.6 * pi / 2 * 0.75) + 3
            hue = vary(c.rng.choice(hues), c.rng, 8)
            c.flat(oval(px, py, 21, tall, angle), tone(hue, 0.62))
            c.flat(oval(px - 3, py - 3, 18, tall * 0.82, angle), hue)
            c.flat(oval(px - 7, py - 6, 7, tall * 0.3, angle), tone(hue, 1.6), 0.8)
    for spread, size in ((2.5, 330), (-2.6, 320), (2.9, 380), (-2.95, 360)):
        c.solid(
            leaf(x + 70 * cos(angle), y + 70 * sin(angle), size, 120, angle + spread),
            (206, 190, 122),
            lift=12,
            depth=26,
        )


def corn(c: Canvas) -> None:
    """Ears of corn: white with big kernels, or yellow."""
    grounds.any_top(c)
    hues = tones(c)
    for x, y in ((540, 270), (450, 640), (560, 990)):
        _ear(c, x, y, c.rng.uniform(-0.1, 0.08), hues, 760)


def purple_corn(c: Canvas) -> None:
    """Purple corn, the one for chicha morada."""
    grounds.cloth(c, (226, 208, 174), bands=False)
    for x, y in ((540, 270), (450, 640), (560, 990)):
        _ear(c, x, y, c.rng.uniform(-0.1, 0.08), ((88, 42, 84), (60, 28, 60)), 760)


def quinoa(c: Canvas) -> None:
    """A bowl of quinoa and a ripe panicle."""
    grounds.any_top(c)
    hues = tones(c)
    mouth = bowl(c, 640, 640, 520, (120, 70, 48))
    c.solid(mouth, c.grains(mouth, hues, 9, 5200), cast=0, depth=150, shade=0.4, glow=0.15)
    _panicle(c, 1400, 1130, -1.75, c.rng.choice(((192, 62, 84), (226, 150, 58), (150, 54, 96))), 880)
    for _ in range(60):
        x, y = c.rng.gauss(1130, 70), c.rng.gauss(1010, 60)
        c.flat(oval(x, y, 9, 8), c.rng.choice(hues))


def _panicle(c: Canvas, x: float, y: float, angle: float, color: Color, long: float) -> None:
    c.line([(x, y), toward(x, y, angle, long * 0.8)], (150, 150, 80), 20)
    for i, a in enumerate((0.9, -0.9, 0.7)):
        c.solid(leaf(*toward(x, y, angle, 60 + i * 90), 200, 84, angle + a), (116, 140, 74), lift=14)
    for i in range(34):
        share = 1 - i / 33
        px, py = toward(x, y, angle, long * (0.36 + 0.64 * share))
        wide = 130 * (1 - share) ** 0.6 + 34
        px += c.rng.uniform(-0.75, 0.75) * wide
        blob = lump(px, py, 58, 44, c.rng, bump=0.1)
        c.solid(
            blob,
            c.grains(blob, (color, tone(color, 1.25), mix(color, (240, 190, 90), 0.3)), 9, 70),
            lift=12,
            depth=24,
        )


def kiwicha(c: Canvas) -> None:
    """A small sack of tiny grain with its hanging red plumes."""
    grounds.table(c, 660)
    hues: tuple[Color, ...] = ((248, 232, 190), (238, 214, 160))
    for x, a in ((1210, -1.25), (1330, -1.0), (330, -1.9)):
        _panicle(c, x, 1010, a, (176, 44, 78), 780)
    mouth = sack(c, 780, 1050, 660, 560)
    c.solid(mouth, c.grains(mouth, hues, 8, 4200), cast=0, depth=90, shade=0.45, glow=0.2)


def _beans(c: Canvas, hues: tuple[Color, ...], rx: float, ry: float, clay: Color) -> None:
    cx, cy = 800, 610
    bowl(c, cx, cy, 560, clay)
    for i in range(150):
        a, r = i * 2.39996, (1 - i / 150) ** 0.5
        x, y = cx + cos(a) * 440 * r, cy + 6 + sin(a) * 320 * r
        hue = vary(c.rng.choice(hues), c.rng, 7)
        c.solid(oval(x, y, rx, ry, c.rng.uniform(0, pi)), hue, lift=9, depth=17, mottle=0)
    for x, y in ((180, 1040), (270, 1110), (1440, 1010), (1390, 1110), (150, 160), (1460, 190)):
        c.solid(oval(x, y, rx, ry, c.rng.uniform(0, pi)), c.rng.choice(hues), lift=12, depth=16)


def tarwi(c: Canvas) -> None:
    """White lupin seed in a bowl."""
    grounds.any_top(c, dark=True)
    _beans(c, ((250, 244, 228), (242, 232, 208)), 48, 38, (150, 80, 52))


def corn_kernels(c: Canvas) -> None:
    """Giant white corn off the cob, in a bowl."""
    grounds.any_top(c, dark=True)
    _beans(c, ((250, 244, 224), (244, 232, 202), (252, 248, 234)), 62, 52, (96, 70, 110))


def beans(c: Canvas) -> None:
    """Beans of several colours in a bowl."""
    grounds.any_top(c)
    _beans(c, tones(c), 56, 34, c.rng.choice(((226, 214, 190), (120, 70, 48))))


KINDS: dict[str, Callable[[Canvas], None]] = {
    "papa-nativa": potatoes,
    "papa": potato,
    "chuno": chuno,
    "yuca": cassava,
    "maiz": corn,
    "maiz-grano": corn_kernels,
    "maiz-morado": purple_corn,
    "quinua": quinoa,
    "kiwicha": kiwicha,
    "tarwi": tarwi,
    "frijol": beans,
}
