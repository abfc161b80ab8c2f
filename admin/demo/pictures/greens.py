"""Peppers, vegetables and herbs."""

from collections.abc import Callable
from math import pi

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    COCHINILLA,
    Color,
    curve,
    leaf,
    lump,
    oval,
    ribbon,
    tone,
    toward,
    turn,
    vary,
)
from admin.demo.pictures.tones import hues
from admin.demo.pictures.vessels import basket


def rocoto(c: Canvas) -> None:
    """Rocoto peppers, broad-shouldered and shining, one cut with its black seeds."""
    grounds.any_top(c)
    ripe = hues(c)
    for x, y in ((330, 330), (800, 280), (1270, 330), (1330, 850), (270, 880)):
        hue: Color = c.rng.choice(ripe)
        lean = c.rng.uniform(-0.35, 0.35)
        body = [(x - 90, y - 190), (x, y - 160), (x + 90, y - 190), (x + 196, y - 110), (x + 190, y + 60)]
        body += [(x + 110, y + 190), (x, y + 232), (x - 110, y + 190), (x - 190, y + 60), (x - 196, y - 110)]
        c.solid(turn(curve(body), (x, y), lean), hue, lift=34, depth=96, mottle=0.03, shade=0.7)
        for s in (-1, 1):
            crease = curve([(x + s * 10, y - 160), (x + s * 66, y - 20), (x + s * 40, y + 180)], closed=False)
            c.line(turn(crease, (x, y), lean), tone(hue, 0.6), 12, 0.35)
        c.shine(*turn([(x - 104, y - 84)], (x, y), lean)[0], 30, 74, 0.5, 0.8)
        stalk = [(x, y - 150), (x + 14, y - 226), (x + 80, y - 282)]
        cup = curve(
            [(x - 70, y - 176), (x, y - 196), (x + 70, y - 176), (x + 30, y - 140), (x - 30, y - 140)]
        )
        c.solid(turn(cup, (x, y), lean), (98, 136, 62), lift=8, depth=14)
        c.solid(turn(ribbon(stalk, (34, 26, 30)), (x, y), lean), (104, 142, 66), lift=16)
    x, y = 800, 800
    half = [(x - 120, y - 220), (x, y - 196), (x + 120, y - 220), (x + 250, y - 110), (x + 226, y + 110)]
    half += [(x + 110, y + 250), (x, y + 280), (x - 110, y + 250), (x - 226, y + 110), (x - 250, y - 110)]
    c.solid(curve(half), (190, 28, 30), lift=34, depth=20)
    c.solid(
        curve([(x + (px - x) * 0.85, y + (py - y) * 0.85) for px, py in half]),
        (240, 118, 84),
        cast=0,
        depth=60,
    )
    c.solid(
        curve([(x + (px - x) * 0.62, y + (py - y) * 0.62) for px, py in half]),
        (178, 40, 34),
        cast=0,
        depth=40,
    )
    c.solid(lump(x, y - 60, 120, 104, c.rng, bump=0.12), (250, 232, 200), cast=0.4, lift=10, depth=40)
    for i in range(34):
        px, py = toward(x, y - 50, i * 2.4, 40 + i * 3.2)
        c.solid(oval(px, py, 19, 15, i), (40, 28, 32), lift=4, depth=8, mottle=0)


def vegetables(c: Canvas) -> None:
    """A basket from the garden: carrots, lettuce, onion, tomato."""
    grounds.table(c, 660)
    basket(c, 800, 1070, 1120, 440)
    for i in range(9):
        a = -pi + 0.35 * i
        c.solid(leaf(500, 560, 330, 190, a * 0.82 - 0.3), vary((110, 164, 74), c.rng), lift=14, depth=40)
    c.solid(lump(500, 520, 190, 160, c.rng, bump=0.12), (160, 198, 104), lift=12, mottle=0.25)
    for x, a in ((800, -1.75), (880, -1.5), (960, -1.25)):
        for b in (-0.25, 0.0, 0.25):
            c.solid(leaf(*toward(x, 560, a, 250), 250, 60, a + b), (76, 138, 66), lift=8)
        top = toward(x, 560, a, 280)
        c.solid(ribbon([top, toward(x, 640, a, 40)], (104, 70)), (232, 124, 42), lift=16, depth=34)
        for s in (0.3, 0.6):
            p = toward(x, 560, a, 280 * s)
            c.line([(p[0] - 32, p[1]), (p[0] - 6, p[1] + 6)], (178, 84, 24), 6, 0.6)
    for x, y, hue in (
        (690, 590, (206, 48, 40)),
        (1130, 570, (206, 48, 40)),
        (1250, 610, (150, 44, 92)),
        (850, 630, (214, 58, 44)),
    ):
        c.solid(oval(x, y, 116, 108), vary(hue, c.rng, 6), lift=16, depth=50, mottle=0.03)
        c.shine(x - 36, y - 40, 32, 18, alpha=0.6)
        for i in range(5):
            c.flat(leaf(x + 6, y - 44, 54, 22, i * 1.26 + 0.3), (84, 132, 60))


def onion(c: Canvas) -> None:
    """Red onions, one halved."""
    grounds.any_top(c)
    red: Color = (148, 48, 88)
    for x, y in ((340, 330), (800, 270), (1250, 350), (300, 850), (1300, 880)):
        points = [
            (x, y - 250),
            (x + 40, y - 180),
            (x + 190, y - 40),
            (x + 150, y + 130),
            (x, y + 180),
            (x - 150, y + 130),
            (x - 190, y - 40),
            (x - 40, y - 180),
        ]
        a = c.rng.uniform(-0.7, 0.7)
        c.solid(turn(curve(points), (x, y), a), vary(red, c.rng), lift=30, depth=90)
        for s in (-0.6, -0.2, 0.2, 0.6):
            way = [(x, y - 210), (x + s * 200, y - 40), (x + s * 150, y + 120), (x, y + 175)]
            c.line(turn(curve(way, closed=False), (x, y), a), (214, 140, 160), 5, 0.45)
        c.shine(x - 64, y - 60, 44, 20, alpha=0.45)
    x, y = 790, 790
    for i, r in enumerate((236, 214, 176, 154, 118, 98, 62, 44)):
        hue = (156, 56, 98) if i % 2 == 0 else (244, 226, 230)
        c.solid(oval(x, y, r, r * 0.94), hue, cast=0.5 if i == 0 else 0, lift=30, depth=12, shade=0.25)


def tomato(c: Canvas) -> None:
    """Tomatoes on the branch."""
    grounds.any_top(c)
    for x, y in (
        (370, 300),
        (800, 250),
        (1230, 330),
        (560, 640),
        (1010, 640),
        (330, 940),
        (800, 980),
        (1270, 900),
    ):
        r = c.rng.uniform(185, 215)
        c.solid(
            lump(x, y, r, r * 0.92, c.rng, bump=0.04),
            vary((212, 52, 36), c.rng, 8),
            lift=32,
            depth=r * 0.5,
            mottle=0.04,
        )
        for i in range(6):
            c.solid(leaf(x + 10, y - 30, 96, 34, i * 1.05 + x), (82, 128, 58), lift=6)
        c.line([(x + 10, y - 30), (x + 30, y - 84)], (92, 132, 62), 18)
        c.shine(x - r * 0.4, y - r * 0.42, r * 0.22, r * 0.11, alpha=0.7)


def herbs(c: Canvas) -> None:
    """Three bundles of herbs tied with wool."""
    grounds.any_top(c)
    greens: tuple[Color, ...] = ((84, 134, 72), (124, 152, 84), (70, 112, 84))
    for n, x in enumerate((360, 800, 1240)):
        hue = greens[n]
        for i in range(9):
            base, tip = (
                (x + (i - 4) * 15, 1060),
                (x + (i - 4) * 58 + c.rng.uniform(-16, 16), 190 + abs(i - 4) * 46),
            )
            c.line(curve([base, (x + (i - 4) * 12, 820), tip], closed=False), tone(hue, 0.75), 11)
        for _ in range(70):
            lane, share = c.rng.randint(-4, 4), c.rng.random()
            px, py = x + lane * (12 + 46 * share), 780 - (590 - abs(lane) * 46) * share
            angle = -pi / 2 + c.rng.choice((-1, 1)) * c.rng.uniform(0.4, 1.1)
            c.solid(
                leaf(px, py, (150, 96, 120)[n], (52, 56, 30)[n], angle),
                vary(hue, c.rng),
                lift=9,
                depth=14,
                mottle=0,
            )
        if n == 1:
            for _ in range(16):
                px, py = x + c.rng.uniform(-230, 230), c.rng.uniform(180, 460)
                for k in range(8):
                    c.flat(leaf(px, py, 36, 18, k * pi / 4), (252, 248, 236))
                c.flat(oval(px, py, 14, 14), (236, 178, 48))
        wool = (COCHINILLA, (226, 160, 40), (60, 90, 130))[n]
        for y in (826, 850, 874):
            c.solid(ribbon([(x - 92, y), (x, y + 14), (x + 92, y)], (26, 30, 26)), wool, lift=8, depth=9)


def garlic_onion(c: Canvas) -> None:
    """Garlic in a braid."""
    grounds.wood(c)
    skins = hues(c)
    for i, (x, y) in enumerate(
        (
            (500, 300),
            (760, 240),
            (1020, 330),
            (380, 560),
            (700, 540),
            (1000, 610),
            (1240, 540),
            (520, 840),
            (860, 860),
            (1180, 850),
        )
    ):
        points = [
            (x, y - 190),
            (x + 26, y - 110),
            (x + 140, y - 10),
            (x + 116, y + 106),
            (x, y + 136),
            (x - 116, y + 106),
            (x - 140, y - 10),
            (x - 26, y - 110),
        ]
        a = c.rng.uniform(-0.8, 0.8) + i * 0.2
        c.solid(
            turn(curve(points), (x, y), a), vary(c.rng.choice(skins), c.rng, 5), lift=24, depth=70, shade=0.6
        )
        for s in (-0.55, 0.0, 0.55):
            way = [(x, y - 120), (x + s * 140, y + 20), (x + s * 60, y + 124)]
            c.line(turn(curve(way, closed=False), (x, y), a), (190, 140, 160), 6, 0.5)
        tail = turn([(x, y - 180)], (x, y), a)[0]
        c.line([tail, toward(*tail, a - pi / 2, 60)], (206, 188, 150), 24)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "rocoto": rocoto,
    "verduras": vegetables,
    "cebolla": onion,
    "tomate": tomato,
    "hierbas": herbs,
    "ajo": garlic_onion,
}
