"""Small real photos for the live site: drawn, then through the photo pipeline, so that journeys show photos."""

from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from core.ids import media_token
from core.imaging import render_photo

COLOURS = {"Papas en su manta": "#b85c38", "Papas abiertas": "#e2a321", "Papas en saco": "#2f6145"}
SIZE = (800, 600)


def make_pictures(media: Path) -> list[dict[str, Any]]:
    """Render a few photos into the media folder; the values of their Photo rows, alternative text included."""
    return [_make(media, alt, colour) for alt, colour in COLOURS.items()]


def _make(media: Path, alt: str, colour: str) -> dict[str, Any]:
    token = media_token()
    source = media / f"{token}.png"
    image = Image.new("RGB", SIZE, colour)
    ImageDraw.Draw(image).ellipse((150, 100, 650, 500), fill="#f3eadb")
    image.save(source)
    folder = media / token
    folder.mkdir()
    facts = render_photo(source, folder)
    source.unlink()
    return {
        "token": token,
        "alt": alt,
        "width": facts.width,
        "height": facts.height,
        "widths": ",".join(map(str, facts.widths)),
        "formats": "webp,jpg",
        "placeholder": facts.placeholder,
    }
