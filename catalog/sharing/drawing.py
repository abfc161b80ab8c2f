"""Drawing the picture that messengers show for a link: 1200 × 630, a JPEG that WhatsApp does not find too heavy."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from flask import render_template
from flask_babel import gettext as _
from lucide import jinja as lucide

from core.config import ROOT
from core.imaging import SHARE_BYTES
from core.typesetting import Limits, render

TEMPLATE = Path(__file__).with_name("share-image.typ")
STYLES = ROOT / "static" / "css"
MARK = ROOT / "static" / "img" / "favicon.svg"
LIMITS = Limits(memory_mb=768, output_mb=4, cpu_seconds=10, wall_seconds=30)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><style>{rules}</style>{shapes}</svg>'
# One band of diamonds with its stripes, of the three that the cloth has, four cloths long.
_BAND_BOX, _BAND_CLOTHS = "0 1 372 22", (0, 95.8, 191.6, 287.4)


@dataclass(frozen=True)
class Shown:
    """All that a share image shows; `photo` names a file of the media store, `sector` colours the cloth.

    A product has `price`, `unit` and `maker`; an enterprise has `makes`.
    """

    name: str
    place: str
    brand: str
    sector: str
    fictitious: bool = False
    price: str = ""
    unit: str = ""
    maker: str = ""
    makes: str = ""
    photo: str = ""


def digest(shown: Shown) -> str:
    """What a drawing was made from, its look included: the same digest is the same picture."""
    look = (TEMPLATE.read_text(encoding="utf-8"), tokens(), cloth(shown.sector), _band(shown.sector))
    made_from = json.dumps([asdict(shown), look], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(made_from.encode()).hexdigest()


def draw(shown: Shown, photo: bytes | None) -> bytes:
    """The picture as a JPEG; the cloth of its sector stands where there is no photo. Raises TypesettingError."""
    words = asdict(shown) | {"fictitious": _("Ficticio") if shown.fictitious else ""}
    return render(
        TEMPLATE.read_text(encoding="utf-8"),
        words | {"photo": bool(photo), "colours": tokens()},
        files=pictures(shown, photo),
        format="jpg",
        max_bytes=SHARE_BYTES - 1,
        limits=LIMITS,
    )


def pictures(shown: Shown, photo: bytes | None) -> dict[str, bytes]:
    """The pictures that the template names."""
    return {
        "mark.svg": MARK.read_bytes(),
        "pin.svg": _pin(tokens()["cochinilla"]).encode(),
        "band.svg": _band(shown.sector).encode(),
        **({"photo.jpg": photo} if photo else {"cloth.svg": cloth(shown.sector).encode()}),
    }


@cache
def tokens() -> dict[str, str]:
    """The site's colours by daylight, as its stylesheet says them."""
    every = _properties("tokens.css", ":root")
    return {name: value for name, value in every.items() if re.fullmatch(r"#[0-9a-f]{3,8}", value)}


def cloth(sector: str) -> str:
    """The woven cloth of a sector as a drawing by itself."""
    return _SVG.format(
        box="0 0 96 72",
        rules=_dyes(sector),
        shapes=f'{_symbols()}<use href="#weave" width="96" height="72"/>',
    )


def _band(sector: str) -> str:
    # A little wider than their steps, so that no seam shows.
    cloths = "".join(f'<use href="#weave" x="{x}" width="96.4" height="72.3"/>' for x in _BAND_CLOTHS)
    return _SVG.format(box=_BAND_BOX, rules=_dyes(sector), shapes=_symbols() + cloths)


def _pin(colour: str) -> str:
    drawn = str(lucide.lucide("map-pin", size=32))
    return drawn.replace("currentColor", colour)


def _symbols() -> str:
    """The cloth's drawing of components/weave.html, out of its wrapping."""
    found = re.search(r"<symbol.*</symbol>", render_template("components/weave.html"), re.DOTALL)
    if found is None:
        raise LookupError("components/weave.html holds no symbol")
    return found.group()


@cache
def _dyes(sector: str) -> str:
    """The four colours of a sector's cloth as rules of the drawing."""
    weave = _properties("components/weave.css", ".weave")
    hue = weave | _properties("components/weave.css", f".hue-{sector}")
    colours = tokens() | {name: value for name, value in hue.items() if value.startswith("#")}

    def colour(name: str) -> str:
        value = hue[name]
        while value.startswith("var("):
            value = colours[value[6:-1]]
        return value

    return "".join(f".w{number}{{fill:{colour(f'w{number}')}}}" for number in (1, 2, 3, 4))


def _properties(sheet: str, selector: str) -> dict[str, str]:
    """The custom properties that the first rule of exactly this selector sets; none where there is no such rule."""
    text = (STYLES / sheet).read_text(encoding="utf-8")
    rule = re.search(rf"(?:^|\}}|\*/)\s*{re.escape(selector)}\s*\{{([^}}]*)\}}", text)
    pairs = re.findall(r"--([\w-]+):\s*([^;}]+?)\s*(?:;|$)", rule[1]) if rule else []
    return dict(pairs)
