"""The head of a portrait: soft shading, small features, a calm look towards the light."""

from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.portrait_people import Person
from admin.demo.pictures.shapes import Color, Outline, curve, mix, oval, ribbon, tone

# The face looks a little towards the light.
TO = -16


def head(c: Canvas, who: Person) -> None:
    """Neck, ears and face."""
    skin, wide = who.skin, who.wide
    neck = 118 if who.woman else 140
    c.solid(
        curve(
            [
                (800 - neck, 960),
                (800 - neck - 6, 1220),
                (800, 1330),
                (800 + neck + 6, 1220),
                (800 + neck, 960),
            ]
        ),
        tone(skin, 0.9),
        cast=0,
        depth=70,
    )
    c.flat(oval(824, 1075, 150, 74), (70, 30, 24), 0.42, blur=34)
    for side in (-1, 1):
        x = 800 + side * 212 * wide
        c.solid(oval(x, 812, 34, 62, side * 0.12), tone(skin, 0.93), cast=0, depth=18)
        c.flat(oval(x, 812, 14, 34), tone(skin, 0.6), 0.4, blur=8)
        if who.woman:
            c.solid(oval(x + side * 6, 884, 13, 18), (222, 196, 120), lift=5, depth=7, glow=0.8)
    c.solid(_outline(who), skin, cast=0.35, lift=14, depth=120, shade=0.5, glow=0.34, mottle=0.025)
    _planes(c, who)
    _eyes(c, who)
    _nose(c, who)
    _mouth(c, who)
    _years(c, who)
    if not who.woman and who.dress in ("fieltro", "delantal"):
        _moustache(c, who)


def _outline(who: Person) -> Outline:
    jaw = 128 if who.woman else 146
    right = [(176, 560), (216, 700), (214, 830), (186, 940), (jaw, 1024), (66, 1072)]
    points = [(800.0, 480.0), *((800 + x * who.wide, float(y)) for x, y in right), (794.0, 1086.0)]
    return curve([*points, *((800 - x * who.wide, float(y)) for x, y in right[::-1])])


def _planes(c: Canvas, who: Person) -> None:
    """Cheeks, sockets and the side away from the light."""
    skin, wide = who.skin, who.wide
    c.flat(oval(930, 850, 64 * wide, 190), tone(skin, 0.6), 0.2, blur=46)
    c.flat(oval(800 + TO, 640, 130, 70), tone(skin, 1.5), 0.16, blur=40)
    for x in (-122, 118):
        c.flat(oval(800 + TO + x * wide, 900, 62, 46), (206, 74, 62), 0.2, blur=30)
        c.flat(oval(800 + TO + x * 0.76 * wide, 790, 70, 40), tone(skin, 0.55), 0.22, blur=20)
    c.flat(oval(690, 874, 44, 26, -0.4), tone(skin, 1.6), 0.3, blur=18)
    c.flat(oval(796, 1040, 44, 22), tone(skin, 1.4), 0.24, blur=14)


def _eyes(c: Canvas, who: Person) -> None:
    lid, dark = tone(who.skin, 0.38), (44, 26, 22)
    brow = mix(who.hair, (40, 28, 26), 0.35)
    for side in (-1, 1):
        x, y = 800 + TO + side * 92 * who.wide, 806.0
        half, up = (42, 15) if side < 0 else (39, 15)
        almond = curve(
            [
                (x - half, y + 3),
                (x - half * 0.4, y - up),
                (x + half * 0.4, y - up),
                (x + half, y + 2),
                (x, y + up),
            ]
        )
        c.flat(almond, (236, 222, 204))
        c.flat(oval(x - 3, y - 1, 17, 16), dark)
        c.flat(oval(x - 9, y - 7, 5, 4), (255, 250, 240), 0.9)
        upper = [
            (x - half - 5, y + 5),
            (x - half * 0.4, y - up - 2),
            (x + half * 0.4, y - up - 2),
            (x + half + 5, y + 4),
        ]
        c.line(curve(upper, closed=False), dark, 10 if who.woman else 8, 0.9)
        fold = [(px + side * 2, py - 17) for px, py in upper]
        c.line(curve(fold, closed=False), lid, 5, 0.32)
        c.line(
            curve([(x - half * 0.8, y + 20), (x, y + 30), (x + half * 0.8, y + 19)], closed=False),
            lid,
            5,
            0.2,
        )
        arch = [(x - side * 52, 744.0), (x + side * 4, 728), (x + side * 60, 752)]
        c.flat(ribbon(arch, (17, 18, 6) if who.woman else (24, 24, 9)), brow, 0.82, blur=2.5)


def _nose(c: Canvas, who: Person) -> None:
    skin, x = who.skin, 800 + TO * 1.5
    wing = 38 if who.woman else 44
    c.flat(
        curve([(x + 18, 780), (x + 26, 870), (x + wing + 6, 918), (x + 10, 930)]),
        tone(skin, 0.5),
        0.26,
        blur=12,
    )
    c.flat(ribbon([(x - 4, 780), (x - 8, 900)], (16, 26)), tone(skin, 1.6), 0.28, blur=9)
    c.flat(oval(x - 4, 904, 26, 20), tone(skin, 1.45), 0.26, blur=9)
    under = [(x - wing, 916), (x - 22, 932), (x, 936), (x + 22, 932), (x + wing, 914)]
    c.line(curve(under, closed=False), tone(skin, 0.42), 8, 0.5)
    for side in (-1, 1):
        c.flat(oval(x + side * 19, 929, 10, 5), tone(skin, 0.25), 0.65, blur=2)


def _mouth(c: Canvas, who: Person) -> None:
    x, half = 800 + TO * 1.2, 74 if who.woman else 80
    lip = mix(who.skin, (150, 40, 46), 0.5 if who.woman else 0.3)
    y = 990.0
    corner = y - 9
    top = [(x - half, corner), (x - 22, y - 17), (x, y - 11), (x + 22, y - 17), (x + half, corner)]
    c.flat(
        curve([*top, (x + 30, y + 5), (x, y + 7), (x - 30, y + 5)], steps=5), tone(lip, 0.82), 0.85, blur=2
    )
    low = [(x - half * 0.86, corner + 6), (x - 26, y + 6), (x + 26, y + 6), (x + half * 0.86, corner + 6)]
    c.flat(curve([*low, (x + 32, y + 30), (x - 32, y + 30)], steps=5), lip, 0.75, blur=3)
    line = [
        (x - half - 7, corner - 6),
        (x - 34, y + 2),
        (x, y + 4),
        (x + 34, y + 2),
        (x + half + 7, corner - 6),
    ]
    c.line(curve(line, closed=False), tone(lip, 0.4), 7, 0.75)
    c.flat(oval(x - 8, y + 20, 26, 6), (255, 236, 222), 0.22, blur=5)
    c.flat(oval(x, y + 48, 50, 10), tone(who.skin, 0.5), 0.25, blur=10)
    for side in (-1, 1):
        c.flat(oval(x + side * (half + 16), corner - 6, 12, 12), tone(who.skin, 0.5), 0.3, blur=7)


def _years(c: Canvas, who: Person) -> None:
    """Laughter lines, more of them with age."""
    ink, age = tone(who.skin, 0.42), who.age
    for side in (-1, 1):
        x = 800 + TO + side * 60
        fold = [(x, 918.0), (x + side * 40, 956), (x + side * 50, 1000)]
        c.line(curve(fold, closed=False), ink, 7, 0.1 + 0.28 * age)
        if age < 0.5:
            continue
        eye = 800 + TO + side * 150 * who.wide
        c.lines(
            [[(eye, 806 + k * 10), (eye + side * 34, 800 + k * 18)] for k in (-1, 0, 1)], ink, 5, 0.26 * age
        )
        c.line(
            curve([(eye - side * 92, 838), (eye - side * 60, 850), (eye - side * 24, 840)], closed=False),
            ink,
            5,
            0.3 * age,
        )
    if age >= 0.7:
        for y in (640, 676):
            c.line(curve([(690, y), (784, y - 9), (886, y)], closed=False), ink, 5, 0.2 * age)


def _moustache(c: Canvas, who: Person) -> None:
    x, color = 800 + TO * 1.2, tone(who.hair, 0.95)
    for side in (-1, 1):
        c.flat(
            ribbon([(x + side * 2, 958), (x + side * 46, 958), (x + side * 92, 984)], (26, 28, 6)),
            color,
            0.88,
            blur=4,
        )


def silver(c: Canvas, x: float, y: float, r: float, color: Color = (206, 208, 210)) -> None:
    """A silver pin, as it closes a carrying cloth."""
    c.line([(x - r * 1.6, y + r * 2.6), (x + r * 0.3, y - r * 0.5)], tone(color, 0.75), r * 0.26)
    c.solid(oval(x, y, r, r), color, lift=10, depth=r * 0.4, shade=0.7, glow=0.8)
    c.solid(oval(x, y, r * 0.4, r * 0.4), (168, 40, 58), cast=0, depth=r * 0.2, glow=0.7)
