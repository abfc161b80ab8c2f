"""The three views of one kind of goods: the whole, a close look, and another setting."""

from dataclasses import dataclass
from typing import Final

VIEWS: Final = 3
WHOLE, CLOSE, ELSEWHERE = range(VIEWS)


@dataclass(frozen=True)
class Camera:
    """What of the painter's units stands in the middle of the frame, how near, and turned how far."""

    x: float = 800
    y: float = 600
    zoom: float = 1.0
    angle: float = 0.0


# How a view is taken where nothing better is said below, by how the goods stand: seen from above, on a
# table, before a wall, in the open country.
_USUAL: dict[tuple[str, int], Camera] = {
    ("top", CLOSE): Camera(800, 620, 1.6, -0.32),
    ("top", ELSEWHERE): Camera(800, 620, 0.82, 0.4),
    ("table", CLOSE): Camera(780, 780, 1.55),
    ("table", ELSEWHERE): Camera(800, 690, 0.9),
    ("wall", CLOSE): Camera(800, 640, 1.7),
    ("wall", ELSEWHERE): Camera(800, 640, 1.1),
    ("country", CLOSE): Camera(800, 760, 1.55),
    ("country", ELSEWHERE): Camera(800, 700, 1.12),
}
# Where a kind has a part worth coming near to, or would stand badly otherwise.
_OWN: dict[tuple[str, int], Camera] = {
    ("papa", CLOSE): Camera(790, 480, 1.5),
    ("kiwicha", CLOSE): Camera(620, 560, 1.5),
    ("harina", CLOSE): Camera(760, 420, 1.55),
    ("cafe-saco", CLOSE): Camera(800, 430, 1.6),
    ("cafe-bolsa", CLOSE): Camera(840, 830, 1.5),
    ("yuca", CLOSE): Camera(1000, 640, 1.5, -0.4),
    ("maiz", CLOSE): Camera(900, 600, 1.45, -0.5),
    ("maiz-morado", CLOSE): Camera(900, 600, 1.45, -0.5),
    ("quinua", CLOSE): Camera(1000, 640, 1.45, -0.3),
    ("panela-granulada", CLOSE): Camera(760, 420, 1.55),
    ("filete", CLOSE): Camera(700, 600, 1.45, -0.3),
    ("maiz-grano", ELSEWHERE): Camera(800, 620, 0.96, 0.4),
    ("tarwi", ELSEWHERE): Camera(800, 620, 0.96, 0.4),
    ("frijol", ELSEWHERE): Camera(800, 620, 0.96, 0.4),
    ("polen", ELSEWHERE): Camera(800, 620, 0.94, 0.4),
    ("platano", CLOSE): Camera(620, 420, 1.5, 0.5),
    ("cacao", CLOSE): Camera(700, 820, 1.6, -0.3),
    ("naranja", CLOSE): Camera(900, 620, 1.55),
    ("verduras", CLOSE): Camera(800, 440, 1.55),
    ("pan", CLOSE): Camera(760, 560, 1.5),
    ("leche", CLOSE): Camera(900, 800, 1.4),
    ("yogur", CLOSE): Camera(900, 800, 1.4),
    ("charqui", CLOSE): Camera(800, 640, 1.35),
    ("cuy", CLOSE): Camera(500, 760, 1.5),
    ("cuy", ELSEWHERE): Camera(760, 680, 1.2),
    ("gallina", CLOSE): Camera(640, 520, 1.6),
    ("oveja", CLOSE): Camera(600, 540, 1.55),
    ("mula", CLOSE): Camera(620, 520, 1.5),
    ("trucha", CLOSE): Camera(700, 600, 1.45, -0.3),
    ("pescado-rio", CLOSE): Camera(620, 540, 1.5, -0.25),
    ("chompa", CLOSE): Camera(800, 420, 1.5, -0.2),
    ("chullo", CLOSE): Camera(800, 640, 1.5, -0.25),
    ("lana", CLOSE): Camera(700, 560, 1.4, -0.3),
    ("guantes", CLOSE): Camera(1080, 560, 1.4, -0.3),
    ("faja", CLOSE): Camera(1100, 640, 1.5, -0.35),
    ("mantas", CLOSE): Camera(560, 700, 1.5),
    ("poncho", CLOSE): Camera(800, 430, 1.45),
    ("torito", CLOSE): Camera(540, 560, 1.5),
    ("olla", CLOSE): Camera(640, 760, 1.45),
    ("canasta", CLOSE): Camera(700, 760, 1.35),
    ("iglesia", CLOSE): Camera(640, 500, 1.55),
    ("costura", CLOSE): Camera(560, 760, 1.5),
    ("telar", CLOSE): Camera(900, 760, 1.5),
    ("techo", CLOSE): Camera(900, 520, 1.5),
    ("hospedaje", CLOSE): Camera(820, 720, 1.5),
    ("cosecha", CLOSE): Camera(1080, 720, 1.45),
    ("carpinteria", CLOSE): Camera(900, 600, 1.45, -0.15),
    ("bodega", CLOSE): Camera(560, 780, 1.5),
    ("comida-al-paso", CLOSE): Camera(800, 720, 1.5),
}


def camera(kind: str, view: int, stance: str) -> Camera:
    """How a view of a kind is taken."""
    if view == WHOLE:
        return Camera()
    return _OWN.get((kind, view)) or _USUAL[stance, view]
