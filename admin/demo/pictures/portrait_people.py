"""Who sits for a portrait: the invented person of a seed."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from admin.demo.pictures.shapes import Color

Who = Literal["woman", "man"]
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
