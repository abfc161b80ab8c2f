"""Small livestock and fish."""

from collections.abc import Callable
from math import cos, pi, sin

from admin.demo.pictures import grounds
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import (
    CREAM,
    INK,
    Color,
    curve,
    leaf,
    lump,
    mix,
    oval,
    ribbon,
    tone,
    toward,
    vary,
)


def _eye(c: Canvas, x: float, y: float, r: float) -> None:
    c.flat(oval(x, y, r, r), INK)
    c.flat(oval(x - r * 0.3, y - r * 0.35, r * 0.32, r * 0.32), (255, 255, 250))


def _fur(c: Canvas, x: float, y: float, rx: float, ry: float, color: Color, count: int = 60) -> None:
    strokes = []
    for _ in range(count):
        a, r = c.rng.uniform(0, 2 * pi), c.rng.random() ** 0.5
        px, py = x + rx * r * cos(a), y + ry * r * sin(a)
        strokes.append([(px, py), (px + c.rng.uniform(14, 30), py + c.rng.uniform(4, 16))])
    c.lines(strokes, color, 5, 0.4)


def _grass(c: Canvas, low: float, count: int = 60) -> None:
    for _ in range(count):
        x, y = c.rng.uniform(-20, 1620), c.rng.uniform(low, 1220)
        c.flat(
            leaf(x, y, c.rng.uniform(50, 120), 16, -pi / 2 + c.rng.uniform(-0.5, 0.5)),
            vary((92, 132, 62), c.rng, 18),
        )


def guinea_pig(c: Canvas) -> None:
    """Two guinea pigs on straw with alfalfa."""
    grounds.wall(c, (222, 196, 156), 640)
    for x in range(0, 1600, 200):
        c.solid(
            [(x + 20, -20), (x + 180, -20), (x + 180, 640), (x + 20, 640)],
            vary((176, 128, 84), c.rng),
            lift=14,
            depth=26,
        )
    c.solid([(-20, 610), (1620, 610), (1620, 1220), (-20, 1220)], (222, 190, 118), cast=0, depth=40, shade=0)
    straw = []
    for _ in range(240):
        start = c.rng.uniform(-40, 1640), c.rng.uniform(620, 1220)
        straw.append([start, toward(*start, c.rng.uniform(-0.5, 0.5), 120)])
    c.lines(straw[::2], (190, 150, 78), 7, 0.7)
    c.lines(straw[1::2], (244, 220, 154), 6, 0.8)
    coat, patch = c.rng.choice(
        (((186, 108, 58), CREAM), ((246, 236, 216), (176, 96, 50)), ((96, 66, 54), CREAM))
    )
    _cavy(c, 1080, 640, 0.78, patch, coat)
    _cavy(c, 600, 780, 1.08, coat, patch)
    for i in range(9):
        x = 180 + i * 24
        c.line(curve([(x - 30, 1160), (x, 1080), (x + 60, 1000 + i * 8)], closed=False), (76, 124, 60), 9)
        for k in range(5):
            c.flat(leaf(x + k * 12, 1090 - k * 18, 56, 30, -0.6 + (k % 2) * 1.6), vary((98, 152, 70), c.rng))


def _cavy(c: Canvas, x: float, y: float, s: float, coat: Color, patch: Color) -> None:
    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * s, y + dy * s

    c.foot(*at(20, 232), 860 * s, 60 * s)
    for dx in (-250, 150, 260, -160):
        c.solid(oval(*at(dx, 226), 62 * s, 30 * s), (226, 160, 140), cast=0)
    body = curve(
        [
            at(-430, 60),
            at(-410, -60),
            at(-310, -170),
            at(-170, -190),
            at(0, -230),
            at(200, -210),
            at(380, -90),
            at(420, 80),
            at(330, 210),
            at(60, 232),
            at(-220, 226),
            at(-380, 160),
        ]
    )
    c.solid(body, coat, lift=20 * s, depth=120 * s, shade=0.65, mottle=0.1)
    c.flat(
        curve(
            [
                at(-60, -214),
                at(90, -222),
                at(180, -100),
                at(120, 120),
                at(40, 224),
                at(-90, 220),
                at(-40, 60),
                at(-110, -80),
            ]
        ),
        patch,
        0.95,
        blur=9 * s,
    )
    c.flat(
        curve([at(-428, 50), at(-390, -70), at(-340, -120), at(-330, 0), at(-300, 120), at(-390, 140)]),
        patch,
        0.95,
        blur=8 * s,
    )
    _fur(c, *at(40, 10), 340 * s, 190 * s, tone(coat, 0.6), 110)
    _fur(c, *at(60, -40), 280 * s, 140 * s, tone(coat, 1.5), 60)
    for dx in (-150, -250):
        c.solid(
            oval(*at(dx, -172 + (dx + 250) * 0.05), 62 * s, 74 * s, 0.5),
            (206, 132, 116),
            lift=10 * s,
            depth=24,
        )
    c.flat(oval(*at(-290, -50), 42 * s, 40 * s), mix(coat, CREAM, 0.55), blur=6 * s)
    _eye(c, *at(-290, -50), 31 * s)
    c.solid(oval(*at(-418, 40), 26 * s, 20 * s), (206, 120, 112), cast=0)
    c.line(curve([at(-416, 62), at(-396, 96), at(-350, 100)], closed=False), (110, 60, 54), 7 * s)
    for k in (-0.2, 0.1, 0.4):
        c.line([at(-380, 60), toward(*at(-380, 60), pi - k, 130 * s)], (250, 244, 232), 3.5, 0.7)


def hen(c: Canvas) -> None:
    """A hen in the yard with her chicks."""
    grounds.country(c, 560, (140, 158, 84))
    _grass(c, 640)
    coat: Color = c.rng.choice(((184, 92, 46), (240, 230, 212), (70, 58, 60)))
    c.foot(760, 1040, 520, 50)
    for x in (700, 800):
        c.line([(x, 860), (x, 1030)], (226, 160, 50), 22)
        c.lines(
            [[(x, 1030), (x - 56, 1046)], [(x, 1030), (x + 10, 1056)], [(x, 1030), (x + 56, 1040)]],
            (226, 160, 50),
            16,
        )
    for a, long in ((-0.95, 430), (-0.75, 470), (-0.55, 460), (-0.35, 420)):
        c.solid(leaf(1000, 620, long, 150, a), vary(tone(coat, 0.85), c.rng), lift=12, depth=30)
    body = curve(
        [
            (480, 300),
            (560, 290),
            (620, 400),
            (760, 520),
            (960, 540),
            (1120, 560),
            (1100, 760),
            (960, 890),
            (740, 910),
            (560, 820),
            (480, 640),
            (450, 440),
        ]
    )
    c.solid(body, coat, lift=26, depth=130, shade=0.65, mottle=0.1)
    for row in range(4):
        for i in range(6 - row):
            x, y = 700 + i * 62 + row * 34, 590 + row * 56
            c.solid(leaf(x, y, 150, 84, 0.25), tone(vary(coat, c.rng), 0.92), lift=8, depth=18, cast=0.35)
    for i, (x, y) in enumerate(((470, 265), (516, 222), (568, 240))):
        c.solid(oval(x, y, 44, 56 + (i == 1) * 12), (206, 44, 40), lift=8)
    c.solid([(440, 350), (350, 392), (446, 416)], (236, 178, 56), lift=8, depth=16)
    c.solid(oval(458, 460, 34, 56), (206, 44, 40), lift=8)
    _eye(c, 520, 356, 23)
    for x, y in ((290, 1000), (1180, 1060), (1370, 980)):
        c.foot(x, y + 84, 150, 16)
        c.solid(oval(x, y, 92, 82), (248, 208, 84), cast=0, depth=40)
        c.solid(oval(x - 62, y - 76, 58, 56), (250, 216, 100), cast=0, depth=24)
        c.solid([(x - 116, y - 84), (x - 160, y - 66), (x - 114, y - 56)], (230, 140, 44), cast=0)
        c.solid(leaf(x - 10, y - 6, 96, 56, 0.3), (228, 178, 60), cast=0.3, lift=5)
        _eye(c, x - 78, y - 86, 11)
        c.lines(
            [[(x - 16, y + 76), (x - 20, y + 100)], [(x + 22, y + 76), (x + 24, y + 100)]], (226, 150, 50), 9
        )


def sheep(c: Canvas) -> None:
    """A sheep in high pasture."""
    grounds.country(c, 620)
    _grass(c, 680, 80)
    wool: Color = c.rng.choice(((246, 238, 222), (226, 212, 188), (250, 246, 238)))
    c.foot(860, 1050, 760, 60)
    for x in (640, 780, 1010, 1120):
        c.solid(ribbon([(x, 820), (x, 1040)], (64, 48)), (74, 58, 54), cast=0, depth=16)
    for i in range(54):
        a, r = i * 2.4, (1 - i / 54) ** 0.5
        x, y = 880 + cos(a) * 340 * r, 660 + sin(a) * 210 * r
        c.solid(
            lump(x, y, 116, 106, c.rng, bump=0.06),
            vary(wool, c.rng, 5),
            lift=10,
            cast=0.35,
            depth=50,
            shade=0.35,
        )
    head = curve(
        [(470, 420), (560, 400), (620, 480), (590, 600), (510, 720), (430, 730), (400, 660), (420, 520)]
    )
    c.solid(head, (84, 66, 60), lift=20, depth=60)
    for x, a in ((470, 2.7), (600, 0.35)):
        c.solid(leaf(x, 470, 160, 90, a), (96, 76, 68), lift=10)
    for i in range(7):
        c.solid(oval(470 + i * 24, 400 - (i % 2) * 26, 60, 54), wool, lift=8, cast=0.3)
    _eye(c, 470, 540, 19)
    c.flat(oval(436, 690, 14, 9), INK)


KINDS: dict[str, Callable[[Canvas], None]] = {
    "cuy": guinea_pig,
    "gallina": hen,
    "oveja": sheep,
}
