"""Portraits of the demo's makers: invented people, from the chest up, in the hand of the goods."""

from PIL import Image, ImageOps

from admin.demo.pictures import portrait_clothes, portrait_face, surfaces
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.land import land
from admin.demo.pictures.portrait_people import Who, person
from admin.demo.pictures.shapes import Color, oval
from admin.demo.pictures.views import Camera

WALLS: tuple[Color, ...] = (
    *((226, 196, 150), (196, 128, 98), (124, 152, 146), (222, 178, 96)),
    *((150, 92, 84), (206, 206, 182), (92, 116, 132), (176, 170, 122)),
)


def draw_portrait(
    seed: int, size: tuple[int, int] = (900, 1125), who: Who | None = None, department: str = ""
) -> Image.Image:
    """A portrait, four parts wide to five high, the same each time it is asked for in the same words."""
    sitter = person(seed, who, department)
    width = max(size[0], -(-size[1] * 4 // 5))
    canvas = Canvas((width, round(width * 5 / 4)), "portrait", seed)
    _setting(canvas, seed)
    # The head a little over the middle, and the shoulders close under it.
    canvas.aim(Camera(800, 960, 1.24))
    # A person's own shadow on the wall, to the right as everywhere in the series.
    canvas.flat(oval(930, 1120, 420, 620), (40, 24, 26), 0.3, blur=90)
    portrait_clothes.behind(canvas, sitter)
    canvas.aim(Camera(800, 1100, 1.24))
    portrait_clothes.body(canvas, sitter)
    canvas.aim(Camera(800, 960, 1.24))
    portrait_face.head(canvas, sitter)
    portrait_clothes.hair(canvas, sitter)
    portrait_clothes.hat(canvas, sitter)
    picture = canvas.finish()
    return picture if picture.size == size else ImageOps.fit(picture, size)


def _setting(c: Canvas, seed: int) -> None:
    """A plain warm wall; for some, the country far behind."""
    with c.behind():
        if seed % 5 == 3:
            with c.out_of_focus(6):
                land(c, 1250, kind=c.rng.randrange(3))
        else:
            surfaces.plaster(c, WALLS[(seed * 3 + seed // 8) % len(WALLS)], 2000)
