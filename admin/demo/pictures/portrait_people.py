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
# What is worn where, by the first digits of the INEI code; nobody wears another region's dress.
_COAST: dict[Who, tuple[str, ...]] = {"woman": ("delantal", "pañuelo"), "man": ("camisa", "junco", "gorra")}
_NORTH: dict[Who, tuple[str, ...]] = {"woman": ("paja", "pañuelo"), "man": ("junco", "poncho", "camisa")}
_HIGHLANDS: dict[Who, tuple[str, ...]] = {
    "woman": ("montera", "paño", "trenzas"),
    "man": ("chullo", "fieltro", "poncho"),
}
_PLATEAU: dict[Who, tuple[str, ...]] = {"woman": ("bombín", "trenzas"), "man": ("chullo", "fieltro")}
_FOREST: dict[Who, tuple[str, ...]] = {
    "woman": ("pañuelo", "delantal"),
    "man": ("gorra", "camisa", "delantal"),
}
_REGIONS: dict[str, dict[Who, tuple[str, ...]]] = {
    **dict.fromkeys(("04", "07", "11", "13", "14", "15", "18", "20", "23", "24"), _COAST),
    **dict.fromkeys(("01", "06"), _NORTH),
    **dict.fromkeys(("02", "03", "05", "08", "09", "10", "12", "19"), _HIGHLANDS),
    "21": _PLATEAU,
    **dict.fromkeys(("16", "17", "22"), _FOREST),
    "25": {"woman": ("selva", "pañuelo"), "man": ("selva", "gorra", "camisa")},
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


def person(seed: int, who: Who | None = None, department: str = "") -> Person:
    """The person of a seed, a woman or a man as asked or in turn, dressed as in that department where one is given."""
    chance = Random(f"person:{seed}")  # noqa: S311 - a drawing must come out the same each time
    own: Who = who or ("woman", "man")[seed % 2]
    turn = seed if who else seed // 2
    age = (0.1, 0.75, 0.4, 1.0, 0.25, 0.6)[(turn + turn // 8) % 6]
    grey = (206, 198, 190) if age > 0.9 else (116, 106, 104) if age > 0.7 else None
    dresses = _REGIONS.get(department, _DRESSES)[own]
    dress = dresses[turn % len(dresses)]
    return Person(
        woman=own == "woman",
        dress=dress,
        age=age,
        skin=SKINS[(turn * 5 + (own == "man")) % len(SKINS)],
        hair=grey or chance.choice(((34, 26, 26), (46, 32, 28), (58, 40, 32))),
        wide=chance.uniform(0.95, 1.07),
        lean=chance.uniform(-0.05, 0.05),
    )
