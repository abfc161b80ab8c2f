"""The drawing: its size and weight, what it shows, and that no name breaks it."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from PIL import Image, ImageChops

from catalog.sharing.drawing import STYLES, Shown, cloth, digest, draw, tokens
from tests.support.databases import Databases

PAPA = Shown(
    name="Papa nativa huayro",
    place="Kishuará, Apurímac",
    brand="Juntos Emprende",
    sector="agropecuario",
    price="S/ 3.50",
    unit="por kg",
    maker="Papas Ccotana",
)
HARD = (
    "Ñ",
    "Chompa de alpaca bebé teñida con cochinilla, para niñas y niños de 2 a 6 años, con capucha y bolsillos",
    "Supercalifragilisticoespialidosoextraordinariamentelarguísimoquenocabeenningunacolumnadeestedibujo",
    '#read("/etc/passwd") *b* _c_ $x$ ] } \\',
    "Queso 🧀 andino",
)
# Where words stand, and the paper round them.
COLUMN = (608, 0, 1200, 630)
MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = (1157, 0, 1200, 630), (612, 0, 1200, 36), (612, 608, 1200, 630)


@pytest.fixture(autouse=True)
def _inside(databases: Databases) -> Iterator[None]:
    app: Flask = databases["sqlite"].app
    with app.app_context():
        yield


def noise() -> bytes:
    """A photo of the hardest kind for a JPEG."""
    file = io.BytesIO()
    Image.merge("RGB", [Image.effect_noise((1024, 768), 120) for _ in "RGB"]).save(file, "JPEG")
    return file.getvalue()


def picture(shown: Shown, photo: bytes | None = None) -> Image.Image:
    image = Image.open(io.BytesIO(draw(shown, photo)))
    image.load()
    return image


def is_paper(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    part = image.crop(box)
    plain = Image.new("RGB", part.size, tokens()["paper"])
    return max(high for _low, high in ImageChops.difference(part, plain).getextrema()) < 24


def test_it_is_a_jpeg_of_1200_by_630() -> None:
    image = picture(PAPA)
    assert (image.format, image.size) == ("JPEG", (1200, 630))


def test_whatsapp_does_not_find_it_too_heavy() -> None:
    assert len(draw(PAPA, noise())) < 300_000


def test_the_photo_fills_its_side() -> None:
    file = io.BytesIO()
    Image.new("RGB", (640, 900), "#00ff00").save(file, "JPEG")
    image = picture(PAPA, file.getvalue())
    for at in ((3, 3), (3, 626), (560, 3), (560, 626)):
        red, green, blue = image.getpixel(at)
        assert green > 240 > 30 > max(red, blue)


def test_the_cloth_of_its_sector_stands_for_a_photo() -> None:
    assert cloth("agropecuario") != cloth("artesanal") != cloth("servicios")
    assert picture(PAPA).crop((0, 0, 560, 630)) != picture(replace(PAPA, sector="artesanal")).crop(
        (0, 0, 560, 630)
    )


@pytest.mark.parametrize("name", HARD)
def test_no_name_leaves_the_column(name: str) -> None:
    image = picture(replace(PAPA, name=name, maker=name, place=name, fictitious=True))
    for margin in (MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM):
        assert is_paper(image, margin), margin
    assert not is_paper(image, COLUMN)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Papa nativa huayru"},
        {"place": "Kishuara, Apurímac"},
        {"price": "S/ 3.60"},
        {"unit": "la arroba"},
        {"maker": "Papas Ccotaña"},
        {"makes": "Chuño"},
        {"brand": "Otra"},
        {"fictitious": True},
        {"sector": "artesanal"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_thing_it_tells_is_seen_and_changes_the_digest(change: dict[str, object]) -> None:
    other = replace(PAPA, **change)  # type: ignore[arg-type]  # each value fits its name
    assert draw(other, None) != draw(PAPA, None)
    assert digest(other) != digest(PAPA)


def test_the_same_things_have_the_same_digest() -> None:
    assert digest(PAPA) == digest(replace(PAPA))
    assert len(digest(PAPA)) == 64


def test_colours_are_the_site_s_by_daylight() -> None:
    assert tokens()["cochinilla"] == "#9c1f3c"
    assert f"--paper: {tokens()['paper']}" in (STYLES / "tokens.css").read_text()
    assert tokens()["paper"] in {"#fbf7ef"}
