"""Work offered: roofs, hair, sewing, food, looms; told by its tools and its place."""

from collections.abc import Callable
from math import pi

from PIL import Image

from admin.demo.pictures import grounds, surfaces
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    ANIL,
    CHILLCA,
    COCHINILLA,
    CREAM,
    DYES,
    INK,
    QOLLE,
    Color,
    curve,
    leaf,
    lump,
    oval,
    rect,
    ribbon,
    tone,
    toward,
    turned,
    vary,
)
from admin.demo.pictures.vessels import plate
from admin.demo.pictures.weave import PALETTES, stripes, woven

STEEL: Color = (176, 182, 188)
ADOBE: Color = (206, 150, 104)


def hairdressing(c: Canvas) -> None:
    """Scissors, comb, brush and towel on a table."""
    grounds.any_top(c)
    towel = rect(120, 90, 620, 1030, 40)
    palette = (CREAM, c.rng.choice(DYES), CREAM, c.rng.choice(DYES))
    sheet = Image.new("RGB", (60, 96), palette[0])
    for y, hue in ((70, 1), (74, 3), (80, 1)):
        sheet.paste(palette[hue], (0, y, 60, y + 3))
    c.solid(towel, woven(sheet, c.pixels(towel)), lift=26, depth=30, shade=0.4)
    for a, b in ((-1.02, 1), (-1.5, -1)):
        x, y = 640, 610
        tip, back = toward(x, y, a, 520), toward(x, y, a + pi, 200)
        c.solid(
            [
                toward(*back, a + pi / 2, 22),
                toward(x, y, a + b * pi / 2, 44),
                tip,
                toward(x, y, a - b * pi / 2, 18),
                toward(*back, a - pi / 2, 22),
            ],
            STEEL,
            lift=24,
            depth=14,
            glow=0.8,
        )
        ring = toward(x, y, a + pi + 0.12 * b, 330)
        c.solid(oval(*ring, 132, 112, a), (40, 40, 48), lift=24, depth=20, glow=0.6)
        hole = oval(*ring, 84, 66, a)
        c.solid(hole, woven(Image.new("RGB", (14, 14), CREAM), c.pixels(hole)), cast=0, shade=0, glow=0)
        c.flat(oval(ring[0] - 20, ring[1] - 16, 70, 54, a), INK, 0.25, blur=16)
    c.solid(oval(640, 610, 26, 26), (226, 190, 96), lift=4, glow=0.8)
    c.solid(rect(1010, 130, 90, 900, 24), (120, 66, 42), lift=26, depth=18)
    for i in range(34):
        c.flat(rect(1096, 160 + i * 25, 130, 13, 6), (120, 66, 42))
        c.flat(rect(1096, 172 + i * 25, 130, 4), INK, 0.25)
    c.solid(ribbon([(1420, 1060), (1420, 760)], (64, 84)), (190, 70, 60), lift=26)
    c.solid(oval(1420, 460, 120, 320), (190, 70, 60), lift=30, depth=30)
    c.flat(oval(1420, 460, 92, 286), CREAM)
    c.flats([oval(1356 + (k % 4) * 42, 250 + (k // 4) * 54, 8, 8) for k in range(32)], INK, 0.85)


def sewing(c: Canvas) -> None:
    """A black pedal sewing machine with cloth under the needle."""
    grounds.table(c, 800, runner=False)
    cloth = [(150, 850), (640, 850), (660, 910), (700, 1220), (90, 1220), (110, 910)]
    c.solid(rect(240, 900, 1180, 110, 20), (126, 80, 52), lift=30, depth=20)
    black: Color = (38, 38, 46)
    c.foot(860, 905, 1000, 40)
    c.solid(rect(320, 850, 1000, 60, 20), black, cast=0, depth=14, glow=0.6)
    arm = curve(
        [
            (350, 400),
            (420, 330),
            (640, 320),
            (1000, 330),
            (1200, 340),
            (1260, 480),
            (1260, 860),
            (1030, 860),
            (1020, 560),
            (960, 500),
            (640, 480),
            (500, 490),
            (490, 640),
            (370, 640),
        ]
    )
    c.solid(arm, black, lift=26, depth=40, glow=0.6)
    c.line(curve([(470, 410), (700, 400), (1000, 410)], closed=False), QOLLE, 10, 0.9)
    for x in (620, 760, 900):
        c.flats([oval(*toward(x, 405, k * pi / 3, 26), 14, 14) for k in range(6)], QOLLE, 0.9)
    c.lines([[(1100, 600), (1190, 600)], [(1100, 640), (1190, 640)]], QOLLE, 8)
    c.solid(oval(1330, 500, 62, 170), STEEL, lift=16, depth=18, glow=0.8)
    c.solid(oval(1318, 500, 26, 70), black, cast=0)
    c.line([(430, 640), (430, 850)], STEEL, 14)
    spool = turned(980, [(210, 56), (226, 44), (320, 44), (330, 58)])
    c.solid(spool, c.rng.choice((COCHINILLA, CHILLCA, ANIL)), lift=14)
    c.line(curve([(960, 260), (700, 290), (440, 360), (430, 640)], closed=False), COCHINILLA, 6)
    c.solid(
        cloth, woven(stripes(80, 30, c.rng.choice(PALETTES), c.rng, 0.4), c.pixels(cloth)), lift=20, depth=50
    )
    c.solid(rect(392, 808, 84, 34, 8), STEEL, lift=8)
    c.line([(434, 700), (434, 816)], STEEL, 14)
    c.lines([[(x, 1150 - (x % 40)), (x + 26, 1150 - (x % 40))] for x in range(130, 680, 40)], CREAM, 8)
    for x in (250, 430, 570):
        c.flat(ribbon([(x, 880), (x + 6, 1040), (x - 8, 1220)], (10, 34, 50)), INK, 0.16, blur=14)


def feast(c: Canvas) -> None:
    """Food for a gathering: pot, corn, potatoes, meat and sauce on a long cloth."""
    grounds.cloth(c)
    c.solid(oval(520, 470, 430, 390), (70, 66, 70), lift=44, depth=40, glow=0.5)
    for s in (-1, 1):
        c.solid(
            ribbon([(520 + s * 410, 380), (520 + s * 510, 440), (520 + s * 410, 530)], (40, 44, 40)),
            (70, 66, 70),
            lift=16,
        )
    c.flat(oval(520, 462, 372, 332), (46, 34, 32))
    c.solid(oval(520, 480, 356, 310), (204, 128, 52), cast=0, depth=60, shade=0.5)
    for i in range(22):
        a, r = i * 2.4, (1 - i / 22) ** 0.5 * 280
        x, y = toward(520, 475, a, r)
        hue = c.rng.choice(((240, 206, 120), (176, 92, 54), (110, 150, 70), (244, 226, 170)))
        c.solid(lump(x, y, 74, 58, c.rng), vary(hue, c.rng), lift=9, cast=0.35, depth=24)
    for x, y, hue in ((1190, 330, (244, 226, 150)), (1130, 850, (190, 60, 44))):
        plate(c, x, y, 310)
        if y < 500:
            for i in range(7):
                c.solid(
                    lump(x - 150 + (i % 4) * 98, y - 60 + (i // 4) * 104, 74, 58, c.rng),
                    vary(hue, c.rng),
                    lift=10,
                )
        else:
            for i in range(4):
                c.solid(
                    ribbon(
                        [(x - 190 + i * 46, y - 110 + i * 40), (x + 80 + i * 34, y - 96 + i * 50)], (76, 66)
                    ),
                    vary((160, 84, 46), c.rng),
                    lift=12,
                    mottle=0.2,
                )
            for a in (0.2, 0.8, 1.4):
                c.flat(leaf(x + 90, y - 60, 110, 44, a), CHILLCA)
    c.solid(oval(560, 1000, 170, 140), (150, 84, 52), lift=24)
    c.solid(oval(560, 992, 134, 106), (224, 170, 52), cast=0, depth=30)
    for i in range(14):
        c.flat(
            oval(*toward(560, 992, i * 2.4, 22 + i * 5), 8, 7), c.rng.choice(((70, 110, 54), (200, 60, 40)))
        )
    c.solid(ribbon([(160, 1120), (330, 880), (400, 790)], (34, 30, 40)), (150, 96, 58), lift=20)


def loom(c: Canvas) -> None:
    """A loom with a half-woven cloth, threads waiting above."""
    grounds.wall(c, c.rng.choice(surfaces.WALLS))
    beam: Color = (142, 92, 58)
    palette = c.rng.choice(PALETTES)
    for x in (250, 1350):
        c.solid(rect(x - 40, 40, 80, 1140, 20), beam, lift=30, depth=24)
    c.lines([[(x, 150), (x, 640)] for x in range(350, 1260, 14)], palette[3], 6)
    c.lines([[(x, 150), (x, 640)] for x in range(357, 1260, 28)], palette[1], 5)
    cloth = rect(340, 610, 920, 440)
    c.solid(
        cloth, woven(stripes(110, 52, palette, c.rng, 0.95), c.pixels(cloth)), lift=20, depth=16, shade=0.4
    )
    for y, h in ((110, 70), (1040, 84)):
        c.solid(rect(170, y, 1260, h, 30), tone(beam, 0.9), lift=26, depth=24)
    for y in (330, 470):
        c.solid(rect(300, y, 1000, 36, 16), tone(beam, 1.2), lift=18, depth=12)
    c.solid(leaf(440, 590, 520, 80, 0.05), (196, 140, 84), lift=18, depth=16)
    for x, hue in ((1120, palette[1]), (1230, palette[2])):
        c.solid(oval(x, 1120, 92, 86), hue, lift=20)
        c.lines(
            [
                curve([(x - 70, 1110 + k), (x, 1080 + k), (x + 70, 1110 + k)], closed=False)
                for k in (-20, 10, 40)
            ],
            tone(hue, 0.7),
            7,
            0.6,
        )


KINDS: dict[str, Callable[[Canvas], None]] = {
    "peluqueria": hairdressing,
    "costura": sewing,
    "comida-eventos": feast,
    "telar": loom,
}
