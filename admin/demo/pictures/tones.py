"""The tones of a kind, by the name the goods have: white or red quinoa, purple garlic, dark honey."""

from admin.demo.pictures.canvas import Canvas
from admin.demo.pictures.shapes import DYES, Color
from admin.demo.pictures.weave import NATURALS

Hues = tuple[Color, ...]
TONES: dict[str, dict[str, Hues]] = {
    "quinua": {
        "blanca": ((246, 232, 192), (236, 214, 166)),
        "roja": ((196, 84, 70), (164, 60, 58)),
        "negra": ((70, 56, 54), (98, 76, 66)),
    },
    "maiz": {
        "blanco": ((252, 244, 216), (246, 232, 192)),
        "amarillo": ((246, 214, 120), (238, 196, 96)),
    },
    "papa": {
        "amarilla": ((222, 178, 96),),
        "blanca": ((226, 196, 138), (208, 160, 110)),
        "huayro": ((164, 70, 74), (84, 50, 62)),
    },
    # What is in the left bowl, and in the right one.
    "chuno": {
        "surtido": ((240, 232, 214), (74, 62, 58)),
        "blanco": ((240, 232, 214), (232, 220, 198)),
        "negro": ((74, 62, 58), (92, 76, 68)),
    },
    "frijol": {
        "colores": ((150, 42, 48), (236, 206, 150), (62, 40, 44), (214, 150, 80)),
        "palo": ((242, 232, 206), (206, 188, 138), (228, 214, 178)),
    },
    "ajo": {
        "blanco": ((246, 238, 226),),
        "morado": ((196, 146, 176), (180, 122, 160), (212, 172, 192)),
    },
    "rocoto": {
        "surtido": ((190, 26, 30), (206, 36, 30), (236, 160, 36)),
        "rojo": ((190, 26, 30), (206, 36, 30)),
    },
    "miel": {
        "ambar": ((224, 142, 28),),
        "clara": ((236, 168, 52),),
        "oscura": ((150, 78, 22),),
    },
    # As many as there are jars, at least.
    "mermelada": {
        "surtida": ((168, 34, 52), (232, 130, 30), (104, 36, 84), (214, 76, 40), (230, 168, 40)),
        "naranja": ((232, 130, 30), (238, 146, 40), (224, 118, 30)),
        "morada": ((104, 36, 84), (84, 28, 60), (112, 32, 58)),
    },
    "harina": {
        "blanca": ((248, 240, 222),),
        "tostada": ((222, 196, 160),),
        "amarilla": ((238, 204, 110),),
    },
    "cafe-saco": {
        "tostado": ((104, 60, 38),),
        "verde": ((186, 174, 128),),
        "pergamino": ((222, 200, 152),),
    },
    "platano": {"maduro": ((244, 204, 66),), "verde": ((142, 168, 66),)},
    "filete": {"trucha": ((240, 142, 104),), "paiche": ((246, 218, 200),)},
    "lana": {"tintes": tuple(DYES), "natural": (*NATURALS[0], *NATURALS[2][:2])},
}


def hues(c: Canvas) -> Hues:
    """The colours of the tone that was asked for; where none was, those of one that the seed picks."""
    named = TONES[c.kind]
    by_seed = c.rng.choice(tuple(named.values()))
    return named[c.tone] if c.tone else by_seed
