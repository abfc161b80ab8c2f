"""Draws static/img/site.jpg, the picture that messengers show of a page without a photo, and favicon.ico."""

from pathlib import Path

from PIL import Image, ImageDraw

IMG = Path(__file__).resolve().parents[2] / "static" / "img"
COCHINILLA, QOLLE, ANIL, PAPER, ARCILLA = "#9c1f3c", "#e2a321", "#1d4c73", "#fbf7ef", "#b85c38"
CROSS = ((2, 0, 4, 6), (1, 1, 5, 5), (0, 2, 6, 4))
HEART = ((2.34, 1.34, 3.67, 4.67), (1.34, 2.34, 4.67, 3.67))


def cross(draw: ImageDraw.ImageDraw, left: float, top: float, size: float) -> None:
    """The stepped cross of the brand."""
    for boxes, colour in ((CROSS, COCHINILLA), (HEART, QOLLE), (((2.34, 2.34, 3.67, 3.67),), ANIL)):
        for x1, y1, x2, y2 in boxes:
            unit = size / 6
            box = (left + x1 * unit, top + y1 * unit, left + x2 * unit - 1, top + y2 * unit - 1)
            draw.rectangle(box, fill=colour)


def band(draw: ImageDraw.ImageDraw, top: int, ground: str, ink: str, heart: str, unit: int = 8) -> None:
    """A row of stepped diamonds across the whole picture."""
    draw.rectangle((0, top, 1200, top + unit * 13), fill=ground)
    for left in range(-unit * 4, 1200, unit * 12):
        for step, half in enumerate((1, 3, 5, 3, 1)):
            y = top + unit * (1.5 + step * 2)
            draw.rectangle(
                (left + unit * (6 - half), y, left + unit * (6 + half), y + unit * 2 - 1), fill=ink
            )
        draw.rectangle((left + unit * 5, top + unit * 5.5, left + unit * 7, top + unit * 7.5), fill=heart)


def main() -> None:
    """Draw both files."""
    picture = Image.new("RGB", (1200, 630), PAPER)
    draw = ImageDraw.Draw(picture)
    band(draw, 0, COCHINILLA, QOLLE, ANIL)
    band(draw, 630 - 105, ANIL, PAPER, ARCILLA)
    for top in (112, 510):
        draw.rectangle((0, top, 1200, top + 7), fill=QOLLE)
    cross(draw, 465, 180, 270)
    picture.save(IMG / "site.jpg", quality=85, optimize=True)
    icon = Image.new("RGBA", (48, 48))
    cross(ImageDraw.Draw(icon), 0, 0, 48)
    icon.save(IMG / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])


if __name__ == "__main__":
    main()
