"""The way in: a kind of good or service, a seed, a size; out comes its picture."""

from collections.abc import Callable

from PIL import Image, ImageOps

from admin.demo.pictures import (
    animals,
    clay,
    coffee,
    crafts,
    dairy_bread,
    fish_meat,
    fruits,
    greens,
    knits,
    market,
    outdoors,
    pantry,
    places,
    pottery,
    roots_grains,
    services,
    textiles,
)
from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.tones import TONES
from admin.demo.pictures.views import VIEWS, WHOLE

_FAMILIES = (
    *(roots_grains, fruits, coffee, greens, dairy_bread, pantry, animals, fish_meat),
    *(knits, textiles, clay, pottery, crafts, services, places, outdoors, market),
)
_PAINTERS: dict[str, Callable[[Canvas], None]] = {
    kind: paint for family in _FAMILIES for kind, paint in family.KINDS.items()
}
KINDS: tuple[str, ...] = tuple(_PAINTERS)


def draw(kind: str, seed: int, size: tuple[int, int] = (1600, 1200), view: int = WHOLE) -> Image.Image:
    """A view of a kind such as «queso», or of a kind and its tone as «quinua:roja», the same each time.

    KeyError for a kind not in KINDS or a tone it does not have, IndexError beyond VIEWS.
    """
    kind, hinted, tone = kind.partition(":")
    paint = _PAINTERS[kind]
    if hinted and tone not in TONES.get(kind, {}):
        raise KeyError(tone)
    if view not in range(VIEWS):
        raise IndexError(view)
    width = max(size[0], -(-size[1] * 4 // 3))
    canvas = Canvas((width, round(width * 3 / 4)), kind, seed, view, tone)
    paint(canvas)
    picture = canvas.finish()
    return picture if picture.size == size else ImageOps.fit(picture, size)
