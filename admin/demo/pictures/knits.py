"""Knitted things: jumpers, caps, mittens, and their yarn."""

from collections.abc import Callable
from math import pi

from PIL import Image, ImageChops, ImageDraw

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    Color,
    Outline,
    curve,
    oval,
    rect,
    ribbon,
    tone,
    toward,
    turn,
)
from admin.demo.pictures.tones import hues as tones
from admin.demo.pictures.weave import (
    NATURALS,
    PALETTES,
    cross_band,
    diamond_band,
    tiled,
    zigzag_band,
)


def knit(threads: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A fill of knitted stitches: each thread a little V."""
    wide = max(6, round(size[0] / threads.width))
    tall = max(5, round(wide * 0.8))
    tile = Image.new("L", (wide, tall), 128)
    draw = ImageDraw.Draw(tile)
    stroke = max(1, wide // 5)
    draw.line((0, 0, wide // 2, tall - 1), 70, stroke)
    draw.line((wide, 0, wide // 2, tall - 1), 84, stroke)
    draw.line((wide // 4, 0, wide // 2, tall // 2), 168, stroke)
    sheet = tiled(tile, size)
    return ImageChops.overlay(
        threads.resize(size, Image.Resampling.NEAREST), Image.merge("RGB", (sheet, sheet, sheet))
    )


def _pattern(
    c: Canvas, width: int, height: int, palette: tuple[Color, ...], tops: tuple[int, ...]
) -> Image.Image:
    sheet = Image.new("RGB", (width, height), palette[0])
    for i, y in enumerate(tops):
        one, two = palette[1 + i % 2], palette[(2 + i) % 4]
        band = (
            diamond_band(width, 12, palette[0], one, two),
            zigzag_band(width, 6, palette[0], one),
            cross_band(width, palette[0], two, one),
        )[(i + c.rng.randrange(3)) % 3]
        sheet.paste(band, (0, y))
        sheet.paste(one, (0, y - 2, width, y - 1))
        sheet.paste(one, (0, y + band.height + 1, width, y + band.height + 2))
    return sheet


def _palette(c: Canvas) -> tuple[Color, ...]:
    return c.rng.choice(NATURALS + PALETTES)


def jumper(c: Canvas) -> None:
    """A knitted jumper laid flat."""
    grounds.any_top(c)
    palette = _palette(c)
    for s in (-1, 1):
        arm = [
            (800 + s * 230, 184),
            (800 + s * 420, 250),
            (800 + s * 490, 350),
            (800 + s * 640, 900),
            (800 + s * 470, 960),
            (800 + s * 325, 500),
        ]
        c.solid(arm, knit(_pattern(c, 26, 60, palette, (20,)), c.pixels(arm)), lift=30, depth=36, shade=0.5)
        cuff = [(800 + s * 640, 890), (800 + s * 470, 950), (800 + s * 486, 1010), (800 + s * 655, 950)]
        c.solid(cuff, palette[1], lift=10, depth=14)
    body: Outline = [
        (560, 190),
        (690, 170),
        *curve([(690, 170), (800, 260), (910, 170)], closed=False),
        (1040, 190),
        (1140, 290),
        (1120, 1040),
        (480, 1040),
        (460, 290),
    ]
    c.solid(
        body,
        knit(_pattern(c, 52, 68, palette, (15, 34, 46)), c.pixels(body)),
        lift=30,
        depth=44,
        shade=0.5,
    )
    hem = rect(476, 1030, 648, 80, 12)
    c.solid(hem, palette[1], lift=14, depth=16)
    c.lines([[(x, 1036), (x, 1104)] for x in range(494, 1120, 22)], tone(palette[1], 0.7), 6, 0.5)
    neck = ribbon([(672, 160), (730, 240), (800, 268), (870, 240), (928, 160)], (52, 46, 46, 46, 52))
    c.solid(neck, palette[1], lift=8, depth=14)
    c.flat(curve([(690, 166), (800, 150), (910, 166), (800, 246)]), (60, 40, 38), 0.75)


def hat_knit(c: Canvas) -> None:
    """A chullo: the knitted cap with ear flaps."""
    grounds.any_top(c)
    palette = c.rng.choice(PALETTES)
    for s in (-1, 1):
        c.line(
            curve([(800 + s * 340, 960), (800 + s * 370, 1060), (800 + s * 330, 1150)], closed=False),
            palette[1],
            18,
        )
        flap = curve(
            [
                (800 + s * 400, 700),
                (800 + s * 410, 860),
                (800 + s * 340, 1000),
                (800 + s * 240, 880),
                (800 + s * 160, 740),
            ]
        )
        c.solid(flap, knit(_pattern(c, 22, 26, palette, (8,)), c.pixels(flap)), lift=26, depth=30)
        c.solid(oval(800 + s * 330, 1150, 44, 40), palette[2], lift=12)
    dome = curve(
        [
            (390, 760),
            (400, 560),
            (520, 340),
            (700, 200),
            (800, 150),
            (900, 200),
            (1080, 340),
            (1200, 560),
            (1210, 760),
            (1000, 800),
            (800, 812),
            (600, 800),
        ]
    )
    c.solid(
        dome,
        knit(_pattern(c, 64, 56, palette, (14, 30, 45)), c.pixels(dome)),
        lift=34,
        depth=130,
        shade=0.65,
    )
    rim = ribbon([(384, 760), (600, 806), (800, 818), (1000, 806), (1216, 760)], (44, 48, 48, 48, 44))
    c.solid(rim, palette[1], lift=10, depth=14)
    for i in range(16):
        a = i * pi / 8
        c.solid(
            ribbon([(800, 150), toward(800, 150, a, 56), toward(800, 156, a, 104)], (26, 30, 14)),
            palette[1 + i % 3],
            lift=7,
            depth=8,
        )


def yarn(c: Canvas) -> None:
    """Balls of dyed or natural yarn and two needles."""
    grounds.any_top(c)
    hues = list(tones(c))
    c.rng.shuffle(hues)
    for i, (x, y, r) in enumerate(
        ((420, 380, 270), (1010, 330, 250), (720, 800, 290), (1290, 790, 250), (220, 890, 190))
    ):
        hue = hues[i % len(hues)]
        c.solid(oval(x, y, r, r), hue, lift=36, depth=r * 0.5, shade=0.75)
        for turn_by, n in ((0.5, 9), (-0.7, 9), (1.7, 7)):
            strands = []
            for k in range(-n // 2, n // 2 + 1):
                off = k * r * 0.11
                span = (max(0.0, (r * 0.95) ** 2 - (off * 1.3) ** 2)) ** 0.5
                if span < r * 0.2:
                    continue
                way = [(x - span, y + off), (x, y + off * 1.5 - r * 0.22), (x + span, y + off)]
                strands.append(
                    turn(
                        curve(
                            [
                                p
                                if abs(p[1] - y) < r * 0.9
                                else (p[0], y + r * 0.7 * (1 if p[1] > y else -1))
                                for p in way
                            ],
                            closed=False,
                        ),
                        (x, y),
                        turn_by,
                    )
                )
            c.lines(strands, tone(hue, 0.7), 9, 0.55)
            c.lines([[(px - 4, py - 5) for px, py in one] for one in strands], tone(hue, 1.3), 5, 0.5)
    c.line(curve([(900, 1010), (1040, 1100), (1260, 1090), (1480, 1150)], closed=False), hues[2], 16)
    for a in (-0.5, -0.62):
        c.solid(
            ribbon([toward(300, 660, a, 0), toward(300, 660, a, 1000)], (22, 16)), (196, 148, 96), lift=26
        )
        c.solid(oval(300, 660, 34, 34), (150, 60, 50), lift=14)


def socks(c: Canvas) -> None:
    """Mittens of alpaca, a pair."""
    grounds.any_top(c)
    palette = _palette(c)
    for s in (-1, 1):
        x = 800 + s * 320
        thumb = curve(
            [
                (x - s * 160, 640),
                (x - s * 290, 520),
                (x - s * 300, 440),
                (x - s * 230, 430),
                (x - s * 120, 560),
            ]
        )
        c.solid(thumb, knit(Image.new("RGB", (14, 14), palette[0]), c.pixels(thumb)), lift=24, depth=30)
        hand = curve(
            [
                (x - 200, 800),
                (x - 205, 500),
                (x - 150, 270),
                (x, 190),
                (x + 150, 270),
                (x + 205, 500),
                (x + 200, 800),
            ]
        )
        c.solid(
            hand,
            knit(_pattern(c, 34, 46, palette, (10, 28)), c.pixels(hand)),
            lift=30,
            depth=60,
            shade=0.6,
        )
        c.solid(rect(x - 210, 790, 420, 220, 24), palette[1], lift=16, depth=26)
        c.lines(
            [[(k, 804), (k, 1000)] for k in range(round(x) - 190, round(x) + 200, 26)],
            tone(palette[1], 0.7),
            8,
            0.5,
        )


KINDS: dict[str, Callable[[Canvas], None]] = {
    "chompa": jumper,
    "chullo": hat_knit,
    "lana": yarn,
    "guantes": socks,
}
