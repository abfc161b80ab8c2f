"""Cloth thread by thread: stripes, stepped diamonds, zigzags and the Shipibo line, as small images."""

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw

from admin.demo.pictures.shapes import ANIL, ARCILLA, CHILLCA, COCHINILLA, CREAM, INK, QOLLE, Color

PALETTES: tuple[tuple[Color, ...], ...] = (
    (COCHINILLA, QOLLE, ANIL, CREAM),
    (ANIL, CREAM, COCHINILLA, QOLLE),
    ((94, 38, 76), QOLLE, CHILLCA, CREAM),
    (CHILLCA, CREAM, COCHINILLA, QOLLE),
    (INK, COCHINILLA, QOLLE, CREAM),
    (ARCILLA, CREAM, (86, 54, 44), QOLLE),
)
NATURALS: tuple[tuple[Color, ...], ...] = (
    ((236, 222, 196), (116, 84, 62), (176, 140, 104), (70, 50, 42)),
    ((150, 112, 80), (240, 228, 204), (84, 58, 46), (206, 178, 140)),
    ((196, 188, 178), (88, 82, 80), (240, 234, 222), (128, 116, 108)),
)

CHAKANA = ("..##..", "..##..", "##oo##", "##oo##", "..##..", "..##..")


def diamond_band(width: int, height: int, ground: Color, ink: Color, heart: Color) -> Image.Image:
    """A row of stepped diamonds, one inside another; sizes in threads."""
    band = Image.new("RGB", (width, height), ground)
    half = height // 2
    pitch = height + 2
    for x in range(width):
        for y in range(height):
            off = abs((x % pitch) - pitch // 2) // 2 * 2 + abs(y - half) // 2 * 2
            if off <= half // 3:
                band.putpixel((x, y), heart)
            elif half // 3 + 2 < off <= half - 1 or off > half + 3:
                band.putpixel((x, y), ink)
    return band


def zigzag_band(width: int, height: int, ground: Color, ink: Color) -> Image.Image:
    """A stepped zigzag; sizes in threads."""
    band = Image.new("RGB", (width, height), ground)
    for x in range(width):
        wave = abs((x // 2 * 2) % (2 * height) - height)
        for y in range(height):
            if wave // 2 <= y < wave // 2 + height // 2:
                band.putpixel((x, y), ink)
    return band


def cross_band(width: int, ground: Color, ink: Color, heart: Color) -> Image.Image:
    """A row of stepped crosses, ten threads high."""
    band = Image.new("RGB", (width, 10), ground)
    for left in range(1, width, 9):
        for y, row in enumerate(CHAKANA):
            for x, mark in enumerate(row):
                if mark != "." and left + x < width:
                    band.putpixel((left + x, y + 2), ink if mark == "#" else heart)
    return band


def stripes(width: int, height: int, palette: Sequence[Color], rng: Random, busy: float = 0.6) -> Image.Image:
    """A whole cloth in threads: plain ground, fine stripes and worked bands, mirrored about its middle."""
    cloth = Image.new("RGB", (width, height), palette[0])
    draw = ImageDraw.Draw(cloth)
    y, half = 0, (height + 1) // 2
    while y < half:
        if rng.random() < busy:
            y = _worked(cloth, y, palette, rng)
        else:
            plain = rng.randint(5, 12)
            draw.rectangle((0, y, width, y + plain - 1), palette[0])
            y += plain
        for color in rng.sample(list(palette), 3):
            thick = rng.choice((1, 1, 2))
            draw.rectangle((0, y, width, y + thick - 1), color)
            y += thick
    top = cloth.crop((0, 0, width, half))
    cloth.paste(top.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, height - half))
    return cloth


def _worked(cloth: Image.Image, y: int, palette: Sequence[Color], rng: Random) -> int:
    one, two, three = rng.sample(list(palette), 3)
    kind = rng.randrange(3)
    if kind == 0:
        band = diamond_band(cloth.width, 14, one, two, three)
    elif kind == 1:
        band = zigzag_band(cloth.width, 8, one, two)
    else:
        band = cross_band(cloth.width, one, two, three)
    cloth.paste(band, (0, y))
    return y + band.height


def woven(threads: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The threads enlarged to a pixel size, each with its own light: one over, one under."""
    big = threads.resize(size, Image.Resampling.NEAREST)
    cell = max(2, round(size[0] / threads.width))
    tile = Image.new("L", (cell * 2, cell * 2), 134)
    draw = ImageDraw.Draw(tile)
    for x, y in ((0, 0), (cell, cell)):
        draw.rectangle((x, y, x + cell - 1, y + cell - 1), 122)
        draw.line((x, y + cell - 1, x + cell - 1, y + cell - 1), 92)
        draw.line((x, y, x + cell - 1, y), 150)
    sheet = tiled(tile, size)
    return ImageChops.overlay(big, Image.merge("RGB", (sheet, sheet, sheet)))


def tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A tile repeated over a pixel size."""
    row = Image.new(tile.mode, (size[0], tile.height))
    for x in range(0, size[0], tile.width):
        row.paste(tile, (x, 0))
    sheet = Image.new(tile.mode, size)
    for y in range(0, size[1], tile.height):
        sheet.paste(row, (0, y))
    return sheet


def kene(size: tuple[int, int], ground: Color, ink: Color, rng: Random) -> Image.Image:
    """The Shipibo line (kené) in our own hand: stepped mazes mirrored both ways, thick and thin."""
    cells = 24
    tile = Image.new("RGB", (cells * 8, cells * 8), ground)
    draw = ImageDraw.Draw(tile)
    for inset, width in ((0, 12), (3, 6), (6, 10), (9, 5)):
        a, b = inset * 8, cells * 8
        step = rng.choice((3, 4)) * 8
        path = [(a, b), (a, a + step), (a + step, a + step), (a + step, a), (b, a)]
        draw.line(path, ink, width, joint="curve")
    for x, y in ((15, 15), (19, 12), (12, 19), (20, 20)):
        draw.rectangle((x * 8, y * 8, x * 8 + 14, y * 8 + 14), ink)
        draw.line((x * 8 + 6, y * 8 + 6, x * 8 + 30, y * 8 + 6), ink, 5)
    quarter = Image.new("RGB", (tile.width * 2, tile.height * 2), ground)
    for flip, place in (
        (None, (tile.width, tile.height)),
        (Image.Transpose.FLIP_LEFT_RIGHT, (0, tile.height)),
        (Image.Transpose.FLIP_TOP_BOTTOM, (tile.width, 0)),
        (Image.Transpose.ROTATE_180, (0, 0)),
    ):
        quarter.paste(tile.transpose(flip) if flip is not None else tile, place)
    side = max(8, round(size[1] / 2.2))
    return tiled(quarter.resize((side, side), Image.Resampling.LANCZOS), size)
