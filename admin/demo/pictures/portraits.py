"""Portraits of the demo's makers: invented people, from the chest up, in the hand of the goods."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from PIL import Image, ImageOps

from admin.demo.pictures import portrait_clothes, portrait_face, surfaces
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.land import land
from admin.demo.pictures.shapes import Color, oval
from admin.demo.pictures.views import Camera

Who = Literal["woman", "man"]
WALLS: tuple[Color, ...] = (
    *((226, 196, 150), (196, 128, 98), (124, 152, 146), (222, 178, 96)),
    *((150, 92, 84), (206, 206, 182), (92, 116, 132), (176, 170, 122)),
)
SKINS: tuple[Color, ...] = (
    *((198, 140, 100), (176, 116, 78), (222, 172, 132), (150, 96, 64), (208, 152, 112), (128, 80, 56)),
)
# One after the other, so that sixteen seeds in a row are sixteen different people.
_DRESSES: dict[Who, tuple[str, ...]] = {
    "woman": ("montera", "paño", "paja", "trenzas", "pañuelo", "selva", "bombín", "delantal"),
    "man": ("chullo", "junco", "fieltro", "camisa", "poncho", "gorra", "selva", "delantal"),
}


@dataclass(frozen=True)
class Person:
    """Who is drawn: all that the face and the clothes go by."""

    woman: bool
    dress: str
    age: float
    skin: Color
    hair: Color
    wide: float
    lean: float


def person(seed: int, who: Who | None = None) -> Person:
    """The person of a seed, a woman or a man as asked or in turn."""
    chance = Random(f"person:{seed}")  # noqa: S311 - a drawing must come out the same each time
    own: Who = who or ("woman", "man")[seed % 2]
    turn = seed if who else seed // 2
    age = (0.1, 0.75, 0.4, 1.0, 0.25, 0.6)[(turn + turn // 8) % 6]
    grey = (206, 198, 190) if age > 0.9 else (116, 106, 104) if age > 0.7 else None
    dress = _DRESSES[own][turn % len(_DRESSES[own])]
    return Person(
        woman=own == "woman",
        dress=dress,
        age=age,
        skin=SKINS[(turn * 5 + (own == "man")) % len(SKINS)],
        hair=grey or chance.choice(((34, 26, 26), (46, 32, 28), (58, 40, 32))),
        wide=chance.uniform(0.95, 1.07),
        lean=chance.uniform(-0.05, 0.05),
    )


def draw_portrait(seed: int, size: tuple[int, int] = (900, 1125), who: Who | None = None) -> Image.Image:
    """A portrait, four parts wide to five high, the same each time for the same seed, size and who."""
    sitter = person(seed, who)
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
