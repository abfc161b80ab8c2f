"""Work in the field and on the road, the shop and the stall."""

from collections.abc import Callable

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    COCHINILLA,
    INK,
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
from admin.demo.pictures.vessels import sack
from admin.demo.pictures.weave import PALETTES, stripes, woven


def mule(c: Canvas) -> None:
    """A mule with two loaded sacks on a mountain path."""
    grounds.country(c, 640)
    c.flat(ribbon([(-60, 1100), (600, 1060), (1660, 1010)], (230, 230, 150)), (224, 194, 144), 0.95, blur=6)
    coat: Color = c.rng.choice(((118, 82, 62), (86, 70, 66), (150, 112, 84)))
    c.foot(850, 1070, 800, 60)
    for x, tint in ((640, 0.75), (1150, 0.75), (560, 0.95), (1060, 0.95)):
        c.solid(
            ribbon([(x, 740), (x + 8, 880), (x, 1050)], (110, 58, 52)), tone(coat, tint), cast=0, depth=20
        )
        c.solid(rect(x - 34, 1030, 68, 44, 10), INK, cast=0)
    c.solid(ribbon([(1180, 560), (1270, 640), (1260, 830)], (40, 30, 60)), tone(coat, 0.6), lift=10)
    c.solid(
        curve(
            [
                (470, 560),
                (620, 500),
                (900, 530),
                (1130, 500),
                (1230, 600),
                (1200, 760),
                (1040, 820),
                (700, 840),
                (520, 800),
                (440, 690),
            ]
        ),
        coat,
        lift=18,
        depth=110,
    )
    c.solid(ribbon([(560, 640), (460, 480), (380, 320)], (300, 220, 170)), coat, cast=0.3, lift=14, depth=60)
    c.line(curve([(600, 500), (500, 380), (440, 240)], closed=False), tone(coat, 0.45), 40)
    for x, a in ((400, -1.9), (450, -1.35)):
        c.solid(leaf(x, 290, 230, 84, a), coat, lift=10)
        c.flat(leaf(x, 262, 160, 34, a), tone(coat, 0.55))
    c.solid(
        curve(
            [(330, 260), (470, 260), (490, 370), (330, 470), (210, 560), (140, 540), (150, 460), (240, 370)]
        ),
        coat,
        lift=18,
        depth=50,
    )
    c.solid(
        curve([(220, 450), (270, 520), (200, 566), (140, 540), (150, 460)]), tone(coat, 1.5), cast=0, depth=24
    )
    c.flat(oval(350, 350, 20, 20), INK)
    c.flat(oval(345, 344, 6, 6), (255, 255, 250))
    c.lines([[(216, 420), (290, 520)], [(380, 280), (290, 520)], [(290, 520), (480, 640)]], COCHINILLA, 16)
    blanket = curve([(690, 500), (860, 490), (1050, 500), (1070, 720), (860, 740), (680, 720)])
    c.solid(
        blanket,
        woven(stripes(50, 34, c.rng.choice(PALETTES), c.rng, 0.9), c.pixels(blanket)),
        lift=12,
        depth=30,
    )
    for x, w in ((870, 380), (850, 330)):
        y = 560 if w > 350 else 400
        c.solid(
            curve(
                [
                    (x - w / 2, y),
                    (x - w / 2 + 30, y - 110),
                    (x, y - 130),
                    (x + w / 2 - 30, y - 110),
                    (x + w / 2, y),
                    (x + w / 2 - 30, y + 120),
                    (x, y + 136),
                    (x - w / 2 + 30, y + 120),
                ]
            ),
            vary((214, 178, 122), c.rng),
            lift=18,
            depth=80,
            mottle=0.12,
        )
    for x in (770, 950):
        c.line(curve([(x, 284), (x - 14, 480), (x, 700)], closed=False), (96, 60, 42), 14)


def harvest(c: Canvas) -> None:
    """A field in furrows with full sacks and a hoe."""
    grounds.country(c, 520)
    c.solid(rect(-40, 560, 1680, 700), (132, 90, 62), cast=0, depth=30, shade=0, mottle=0.18)
    for i in range(-7, 8):
        far, near = 800 + i * 90, 800 + i * 420
        c.flat(
            [(far - 16, 560), (far + 16, 560), (near + 90, 1220), (near - 90, 1220)],
            (92, 60, 46),
            0.7,
            blur=6,
        )
        for k in range(6):
            share = (k + 0.5 + (i % 2) * 0.4) / 6.5
            x, y, s = far + 45 + (near + 210 - far - 45) * share**1.4, 580 + 600 * share**1.4, 0.25 + share
            for a in (-2.5, -2.0, -1.57, -1.1, -0.6):
                c.flat(leaf(x, y, 64 * s, 26 * s, a), vary((92, 144, 72), c.rng))
    for x, y in ((1330, 960), (1080, 1060)):
        mouth = sack(c, x, y, 400, 420)
        del mouth
        for k in range(9):
            c.solid(
                lump(x - 130 + (k % 5) * 66, y - 440 - (k // 5) * 44, 54, 44, c.rng),
                vary((206, 158, 92), c.rng),
                lift=8,
            )
    c.solid(ribbon([(330, 1120), (640, 330)], (36, 32)), (196, 142, 86), lift=26)
    c.solid(
        curve(
            [
                (590, 350),
                (610, 290),
                (690, 290),
                (700, 360),
                (780, 460),
                (850, 620),
                (760, 640),
                (640, 540),
                (600, 430),
            ]
        ),
        (120, 126, 132),
        lift=22,
        depth=30,
        glow=0.6,
    )
    c.solid(oval(340, 1090, 230, 60), (232, 206, 146), lift=18, depth=20)
    c.solid(turned(340, [(930, 90), (980, 128), (1080, 140)]), (238, 214, 156), cast=0, depth=44)
    c.line(curve([(202, 1060), (340, 1084), (478, 1060)], closed=False), COCHINILLA, 26)


def woodwork(c: Canvas) -> None:
    """Carpenter's bench: a saw, a chisel and a plane that has just taken a long shaving off a board."""
    grounds.wood(c)
    steel, grip, plank = (186, 192, 198), vary((150, 84, 48), c.rng, 14), (226, 180, 118)
    c.solid(rect(-60, 700, 1720, 250), plank, lift=26, depth=16, mottle=0.03)
    for y, bend in ((760, 14), (815, -18), (870, 16), (915, -8)):
        grain = [(-60, y), (400, y + bend), (900, y - bend), (1660, y)]
        c.line(curve(grain, closed=False), tone(plank, 0.78), 6, 0.6)
    blade = [(110.0, 160.0), (1010.0, 120.0), (1030.0, 390.0), (130.0, 270.0)]
    c.solid(blade, steel, lift=26, depth=20, glow=0.8)
    teeth = 44
    foot = [(130 + 900 * k / teeth, 270 + 120 * k / teeth + (24 if k % 2 else 0)) for k in range(teeth + 1)]
    c.flat([*foot, (1030, 370), (130, 256)], tone(steel, 0.86))
    handle = [(1000, 110), (1200, 70), (1370, 120), (1400, 300), (1290, 420), (1120, 430), (1010, 400)]
    c.solid(curve(handle), grip, lift=28, depth=44)
    c.solid(curve([(1130, 190), (1230, 170), (1270, 250), (1230, 330), (1130, 330)]), tone(grip, 0.4), cast=0)
    c.flats([oval(1060, y, 15, 15) for y in (170, 350)], (226, 196, 120))
    _plane(c, grip, steel)
    c.solid(ribbon([(330, 1090), (700, 1060)], (60, 40)), (196, 70, 54), lift=20, depth=18)
    c.solid([(690, 1040), (1000, 1014), (1040, 1034), (1000, 1056), (694, 1082)], steel, lift=14, glow=0.8)
    for x, y, wide in ((150, 640, 60), (330, 610, 46), (1180, 1090, 64), (1390, 1050, 50)):
        _shaving(c, x, y, wide)


def _plane(c: Canvas, grip: Color, steel: Color) -> None:
    c.solid(rect(560, 620, 760, 150, 24), grip, lift=34, depth=34)
    c.solid(rect(540, 756, 800, 26, 8), steel, cast=0, depth=8, glow=0.8)
    c.solid(turned(680, [(500, 60), (550, 66), (600, 34), (640, 50)]), tone(grip, 0.8), lift=14, depth=36)
    horn = [(1130, 650), (1120, 520), (1160, 450), (1240, 470), (1230, 540), (1280, 650)]
    c.solid(curve(horn), tone(grip, 0.8), lift=16, depth=36)
    c.solid([(880, 640), (960, 470), (1020, 490), (960, 650)], steel, lift=14, depth=14, glow=0.8)
    curl = [(880, 650), (830, 560), (740, 470), (820, 400), (920, 430), (900, 510), (830, 500)]
    c.solid(ribbon(curl, (70, 66, 62, 58, 54, 46, 30)), (248, 216, 158), lift=16, depth=16, glow=0.6)


def _shaving(c: Canvas, x: float, y: float, wide: float) -> None:
    """A curl of wood, wound once and a half."""
    turns = [toward(x, y, k * 0.8, wide * (1.5 - k * 0.09)) for k in range(11)]
    c.solid(
        ribbon(turns, (wide * 0.7, wide * 0.45, wide * 0.25)), (246, 212, 152), lift=14, depth=12, glow=0.6
    )


KINDS: dict[str, Callable[[Canvas], None]] = {
    "mula": mule,
    "cosecha": harvest,
    "carpinteria": woodwork,
}
