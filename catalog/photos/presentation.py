"""How a photo is named in a page: only the formats and widths that exist, with its size and a colour to wait in."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.imaging import PLACEHOLDER_COLOURS

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "components" / "placeholder.css"
MIME = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
CARD_WIDEST = 640


@dataclass(frozen=True, slots=True)
class Picture:
    """The values of a `<picture>`; `sources` go from the best format to the plainest."""

    sources: tuple[tuple[str, str], ...]
    src: str
    srcset: str
    alt: str
    width: int
    height: int
    css: str


def small_picture(photo: Any) -> Picture:
    """The picture of a card: the best format and a plain JPEG, since 24 of them weigh on every list.

    A card is about as wide as the narrowest rendition, so that a screen chooses by its density alone.
    """
    widths, base = _widths(photo, CARD_WIDEST), f"/media/{photo.token}/"
    name = photo.formats.split(",")[0]
    by_density = [f"{base}{width}.{name}{_density(width, widths[0])}" for width in widths]
    full = picture(photo, widest=CARD_WIDEST, usual=CARD_WIDEST)
    sources = ((MIME[name], ", ".join(by_density)),) if full.sources else ()
    return replace(full, sources=sources, srcset="")


def picture(photo: Any, *, widest: int = 1600, usual: int = 640) -> Picture:
    """The picture of a photo or of a row with a photo's columns; renditions wider than `widest` stay out."""
    formats = photo.formats.split(",")
    widths, base = _widths(photo, widest), f"/media/{photo.token}/"
    sets = {name: ", ".join(f"{base}{width}.{name} {width}w" for width in widths) for name in formats}
    plain = formats[-1]
    fallback = max((width for width in widths if width <= usual), default=widths[0])
    return Picture(
        sources=tuple((MIME[name], sets[name]) for name in formats[:-1] if name in MIME),
        src=f"{base}{fallback}.{plain}",
        srcset=sets[plain],
        alt=photo.alt,
        width=photo.width,
        height=photo.height,
        css=f"p{photo.placeholder}",
    )


def _widths(photo: Any, widest: int) -> list[int]:
    every = [int(width) for width in photo.widths.split(",")]
    return [width for width in every if width <= widest] or every[:1]


def _density(width: int, narrowest: int) -> str:
    return "" if width == narrowest else f" {width / narrowest:.3g}x"


def share_url(photo: Any) -> str:
    """The path of the picture that messengers show."""
    return f"/media/{photo.token}/share.jpg"


def placeholder_css() -> str:
    """One class a colour, since style attributes are not allowed; of two alike one rule is enough."""
    return "".join(f".p{index}{{background:{colour}}}" for index, colour in enumerate(PLACEHOLDER_COLOURS))


def write_stylesheet() -> None:
    """Write the classes to their stylesheet: run after the palette changes."""
    STYLESHEET.write_text(f"/* Written by catalog.photos.presentation. */\n{placeholder_css()}\n")


if __name__ == "__main__":
    write_stylesheet()
