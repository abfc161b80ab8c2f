"""Fish on the plate and on the leaf, and the roast of the house."""

from collections.abc import Callable
from math import pi

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    CHILLCA,
    INK,
    Color,
    Outline,
    curve,
    leaf,
    lump,
    oval,
    ribbon,
    tone,
    toward,
    vary,
)
from admin.demo.pictures.tones import hues
from admin.demo.pictures.vessels import plate


def trout(c: Canvas) -> None:
    """Rainbow trout on a plate with lime."""
    grounds.any_top(c)
    c.solid(oval(800, 620, 720, 430), (240, 238, 230), lift=40, depth=22)
    c.solid(oval(800, 616, 610, 340), (228, 228, 222), cast=0, depth=30, shade=0.2)
    for y, flip in ((480, 1.0), (750, 1.0)):
        _fish(c, 790, y, 1200, 270 * flip, ((104, 122, 112), (222, 128, 128), (232, 230, 216)), spots=True)
    for x, y in ((1180, 930), (1290, 830)):
        c.solid(oval(x, y, 92, 88), (130, 170, 60), lift=14, depth=8)
        c.flat(oval(x, y, 78, 74), (222, 232, 150))
        c.lines([[(x, y), toward(x, y, i * pi / 4, 66)] for i in range(8)], (246, 248, 220), 6)
    for a in (-0.4, 0.0, 0.4):
        c.solid(leaf(330, 890, 190, 60, a + 2.6), CHILLCA, lift=8)


def _fish(
    c: Canvas, x: float, y: float, long: float, tall: float, hues: tuple[Color, Color, Color], *, spots: bool
) -> None:
    back, side, belly = hues
    tail: Outline = curve(
        [
            (x + long * 0.36, y),
            (x + long * 0.52, y - tall * 0.52),
            (x + long * 0.475, y),
            (x + long * 0.52, y + tall * 0.52),
        ],
        steps=5,
    )
    c.solid(tail, tone(back, 0.9), lift=16, depth=24)
    c.solid(
        curve(
            [
                (x - long * 0.02, y - tall * 0.4),
                (x + long * 0.06, y - tall * 0.72),
                (x + long * 0.16, y - tall * 0.32),
            ]
        ),
        tone(back, 0.8),
        lift=8,
    )
    shape = curve(
        [
            (x - long * 0.5, y + tall * 0.06),
            (x - long * 0.38, y - tall * 0.3),
            (x - long * 0.1, y - tall * 0.5),
            (x + long * 0.2, y - tall * 0.3),
            (x + long * 0.4, y - tall * 0.09),
            (x + long * 0.4, y + tall * 0.09),
            (x + long * 0.2, y + tall * 0.3),
            (x - long * 0.1, y + tall * 0.48),
            (x - long * 0.38, y + tall * 0.32),
        ]
    )
    c.solid(shape, side, lift=24, depth=tall * 0.2)
    upper = [(px, y - tall * 0.1 + (py - y) * 0.72 if py < y else y - tall * 0.1) for px, py in shape]
    c.flat(upper, back, 0.95, blur=10)
    lower = [(px, y + tall * 0.16 + (py - y) * 0.6 if py > y else y + tall * 0.16) for px, py in shape]
    c.flat(lower, belly, 0.95, blur=10)
    if spots:
        for _ in range(60):
            px = x + c.rng.uniform(-0.3, 0.36) * long
            py = y - c.rng.uniform(0.04, 0.36) * tall * (1 - abs(px - x + long * 0.05) / long * 1.6)
            c.flat(oval(px, py, 8, 7), INK, 0.7)
    c.line(
        curve(
            [(x - long * 0.31, y - tall * 0.32), (x - long * 0.27, y), (x - long * 0.31, y + tall * 0.32)],
            closed=False,
        ),
        tone(back, 0.6),
        8,
        0.7,
    )
    c.solid(leaf(x - long * 0.25, y + tall * 0.06, long * 0.13, tall * 0.26, 0.4), tone(side, 0.8), lift=6)
    c.flat(oval(x - long * 0.41, y - tall * 0.08, 26, 26), (244, 226, 170))
    c.flat(oval(x - long * 0.41, y - tall * 0.08, 15, 15), INK)
    c.line([(x - long * 0.495, y + tall * 0.08), (x - long * 0.44, y + tall * 0.13)], tone(back, 0.5), 7)


def river_fish(c: Canvas) -> None:
    """A big river fish on a green leaf, with thick fillets."""
    grounds.wood(c)
    c.solid(leaf(-60, 560, 1780, 900, 0.03), (74, 134, 66), lift=30, depth=60)
    c.line([(-40, 560), (1680, 612)], (140, 178, 96), 16)
    c.lines(
        [
            [(x, 566 + x * 0.03), (x + 150, 566 + x * 0.03 + s * (330 - abs(x - 500) * 0.3))]
            for x in range(120, 1240, 120)
            for s in (-1, 1)
        ],
        (104, 156, 80),
        6,
        0.7,
    )
    _fish(c, 800, 430, 1420, 320, ((92, 84, 80), (150, 134, 116), (220, 176, 150)), spots=False)
    for row in range(4):
        for i in range(12):
            px, py = 560 + i * 70 + (row % 2) * 35, 370 + row * 42
            c.line(
                curve([(px, py - 20), (px + 22, py), (px, py + 20)], closed=False),
                (196, 84, 70) if i > 7 else (66, 58, 56),
                6,
                0.55,
            )
    for x in (470, 800, 1130):
        c.foot(x, 960, 250, 40)
        c.solid(
            curve([(x - 150, 820), (x, 770), (x + 150, 810), (x + 160, 930), (x, 970), (x - 150, 940)]),
            (244, 208, 184),
            lift=20,
            depth=40,
        )
        for k in range(4):
            c.line(
                curve(
                    [(x - 110 + k * 66, 810), (x - 90 + k * 66, 870), (x - 116 + k * 66, 940)], closed=False
                ),
                (224, 160, 138),
                7,
                0.7,
            )


def fillet(c: Canvas) -> None:
    """Fillets without bone or skin on a plate, with lime."""
    grounds.any_top(c)
    flesh = hues(c)[0]
    c.solid(oval(800, 620, 720, 430), (240, 238, 230), lift=40, depth=22)
    c.solid(oval(800, 616, 610, 340), (228, 228, 222), cast=0, depth=30, shade=0.2)
    for y in (420, 620, 820):
        long = 1000 if y == 620 else 860
        left, right = 790 - long / 2, 790 + long / 2
        side = [(left, y + 10), (left + 90, y - 76), (790, y - 98), (right - 160, y - 56), (right, y + 26)]
        side += [(right - 180, y + 62), (800, y + 92), (left + 100, y + 84)]
        c.solid(curve(side), vary(flesh, c.rng, 5), lift=24, depth=54, shade=0.5, mottle=0.06)
        c.line([(left + 60, y + 4), (right - 60, y + 22)], tone(flesh, 0.84), 9, 0.6)
        for k in range(11):
            x, reach = left + 110 + k * (long - 240) / 10, 62 - abs(k - 4) * 4
            for s in (-1, 1):
                rib = curve(
                    [(x, y + 8), (x + 26, y + 8 + s * reach * 0.6), (x + 8, y + 8 + s * reach)], closed=False
                )
                c.line(rib, tone(flesh, 1.22), 8, 0.7)
    for x, y in ((1300, 930), (1400, 830)):
        c.solid(oval(x, y, 92, 88), (130, 170, 60), lift=14, depth=8)
        c.flat(oval(x, y, 78, 74), (222, 232, 150))
        c.lines([[(x, y), toward(x, y, i * pi / 4, 66)] for i in range(8)], (246, 248, 220), 6)


def roast(c: Canvas) -> None:
    """Crisp roast pieces with potatoes, onion and herbs: the dish of the house."""
    grounds.any_top(c)
    plate(c, 800, 620, 690, c.rng.choice(((204, 128, 80), (240, 232, 214), (90, 122, 130))))
    for x, y in ((400, 560), (440, 720), (590, 830), (760, 870), (530, 650)):
        c.solid(lump(x, y, 116, 94, c.rng), vary((244, 206, 112), c.rng), lift=14)
        c.flat(oval(x - 20, y - 16, 60, 40), (212, 150, 60), 0.4, blur=18)
    skin: Color = (196, 106, 42)
    for x, y, long, a in ((720, 470, 250, -0.15), (1060, 530, 230, 0.4), (900, 700, 250, 0.1)):
        foot = [toward(x, y, a, long * 0.5), toward(x, y, a + 0.12, long * 1.0), toward(x, y, a, long * 1.3)]
        c.solid(
            ribbon(foot, (long * 0.55, long * 0.3, long * 0.16)),
            tone(skin, 0.92),
            lift=20,
            depth=26,
            mottle=0.14,
        )
        piece = lump(x, y, long, long * 0.66, c.rng, bump=0.05)
        c.solid(piece, vary(skin, c.rng, 8), lift=28, depth=90, shade=0.7, mottle=0.16)
        c.flat(oval(x + 30, y + 40, long * 0.5, long * 0.24, a), (120, 54, 28), 0.4, blur=34)
        c.shine(x - long * 0.3, y - long * 0.28, long * 0.3, long * 0.09, a - 0.3, 0.45)
        for _ in range(14):
            c.flat(
                oval(x + c.rng.gauss(0, long * 0.36), y + c.rng.gauss(0, long * 0.22), 9, 6),
                (250, 214, 140),
                0.6,
            )
    for x, y in ((1130, 780), (1200, 700), (1090, 850)):
        c.line(oval(x, y, 62, 40, 0.3), (190, 60, 120), 15)
        c.line(oval(x, y, 62, 40, 0.3), (250, 222, 232), 6, 0.8)
    for i in range(6):
        c.solid(leaf(1010 + i * 14, 850, 120, 42, -2.6 + i * 0.5), (86, 142, 66), lift=8)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "trucha": trout,
    "filete": fillet,
    "pescado-rio": river_fish,
    "asado": roast,
}
