"""What goods stand on or before, another one in each view: wood, stone, cloth, a table, a wall, the country."""

from random import Random

from admin.demo.pictures import surfaces
from admin.demo.pictures.canvas import LIGHT, SHADOW, Canvas
from admin.demo.pictures.land import land
from admin.demo.pictures.shapes import Color, rect
from admin.demo.pictures.surfaces import FIELDS, STONES, WALLS, WOODS
from admin.demo.pictures.views import CLOSE, ELSEWHERE, WHOLE
from admin.demo.pictures.weave import PALETTES, stripes, woven

_DARK: tuple[Color, ...] = ((134, 88, 60), (104, 100, 100), (62, 84, 92))
# Cloth would not show on cloth.
_TEXTILES = {"lliclla", "tela-shipiba", "faja", "chompa", "chullo", "guantes", "lana", "mantas", "bolso"}


def any_top(c: Canvas, *, dark: bool = False) -> None:
    """A ground seen from above, another in each view: wood, stone and cloth, in an order of the seed's."""
    order = Random(f"{c.kind}:ground").sample(range(3), 3)  # noqa: S311 - the same each time
    _top(c, order[(c.seed + c.view) % 3], dark=dark)


def wood(c: Canvas, color: Color | None = None, top: float = 0, plank: float = 230) -> None:
    """Planks from above, or from a height down as a floor."""
    if top:
        with c.behind():
            surfaces.wood(c, color, c.level(top), plank)
    elif c.view == WHOLE:
        with c.behind():
            surfaces.wood(c, color)
    else:
        _top(c, c.view)


def cloth(c: Canvas, field: Color | None = None, bands: bool = True) -> None:
    """A cloth from above; in further views stone and wood."""
    if c.view == WHOLE:
        with c.behind():
            surfaces.cloth(c, field, bands)
    else:
        _top(c, 1 if c.view == CLOSE else 0)


def _top(c: Canvas, ground: int, *, dark: bool = False) -> None:
    c.look("top")
    with c.behind():
        color = _DARK[ground] if dark else None
        (surfaces.wood, surfaces.stone, surfaces.cloth)[ground](c, color)
        if c.view != ELSEWHERE:
            return
        if c.kind in _TEXTILES:
            surfaces.board(c)
        elif ground == 2:
            c.rng.choice((surfaces.tray, surfaces.board))(c)
        else:
            c.rng.choice((surfaces.tray, surfaces.spread))(c)


def wall(c: Canvas, color: Color, bottom: float = 1200) -> None:
    """A wall lit from the side, down to a height: plaster, adobe bricks, or painted half up."""
    c.look("wall")
    with c.behind():
        _wall(c, color, c.level(bottom) if bottom < 1200 else 1200)


def _wall(c: Canvas, color: Color, bottom: float) -> None:
    if c.view == CLOSE:
        surfaces.adobe(c, c.rng.choice(((190, 134, 92), (204, 152, 110))), bottom)
    elif c.view == ELSEWHERE:
        surfaces.dado(c, c.rng.choice(((58, 110, 128), (84, 122, 92), (162, 72, 62))), bottom)
    else:
        surfaces.plaster(c, color, bottom)


def table(c: Canvas, edge: float = 720, runner: bool = True, color: Color | None = None) -> None:
    """A wooden table before a wall, one laid with cloth indoors, or a stone counter in the open."""
    c.look("table")
    edge = c.level(edge)
    with c.behind():
        if c.view == CLOSE:
            surfaces.plaster(c, c.rng.choice(((98, 72, 66), (62, 84, 92), (92, 98, 72))), max(4, edge + 4))
            surfaces.tablecloth(c, edge, c.rng.choice((*FIELDS[:2], (236, 226, 206))))
        elif c.view == ELSEWHERE:
            with c.out_of_focus(5):
                land(c, edge + 30, kind=c.rng.randrange(3))
            surfaces.slab(c, edge, c.rng.choice(STONES))
            if c.kind not in _TEXTILES:
                surfaces.aguayo(c, edge)
        else:
            surfaces.plaster(c, color or c.rng.choice(WALLS), edge + 4)
            surfaces.wood(c, c.rng.choice(WOODS), edge, (1200 - edge) / 3)
        c.flat(rect(-20, edge - 22, 1640, 26), SHADOW, 0.28, blur=16)
        c.line([(0, edge + 3), (1600, edge + 3)], LIGHT, 4, 0.35)
        if runner and c.view == WHOLE and c.rng.random() < 0.7:
            _runner(c, (1200 - edge) * 0.34)


def _runner(c: Canvas, high: float) -> None:
    band = rect(-10, 1200 - high, 1620, high)
    c.flat(rect(-10, 1196 - high, 1620, high), SHADOW, 0.4, blur=10)
    threads = stripes(170, max(12, round(high / 9.4)), c.rng.choice(PALETTES), c.rng, 0.9)
    c.image.paste(woven(threads, c.pixels(band)), (round(-10 * c.k), round((1200 - high) * c.k)))


def country(c: Canvas, horizon: float = 660, field: Color | None = None) -> None:
    """The open country from a horizon down, another country in each view."""
    c.look("country")
    with c.behind():
        land(c, c.level(horizon), field, c.view)
