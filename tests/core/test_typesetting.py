"""Documents by typst: what comes out, what no text can do, and what a bad template costs."""

import io

import pytest
from PIL import Image

from core.typesetting import Limits, TypesettingError, render

PAGE = '#set page(width: 200pt, height: 100pt, margin: 20pt)\n#set text(font: "Libertinus Serif")\n'
NAME = '#json("data.json").name'
MARKUP = (
    '#read("/etc/passwd")',
    "*negrita* _cursiva_ `código`",
    "$x$ \\ ] [ } { ) (",
    '"; #panic("no")',
    "// comentario /* y otro */",
    "= Título",
    "@etiqueta <otra>",
)


def drawn(words: str) -> bytes:
    return render(PAGE + NAME, {"name": words}, format="png")


def as_code(words: str) -> bytes:
    """The same words written into a template as a string, which is never markup."""
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    return render(f'{PAGE}#"{quoted}"', {}, format="png")


def test_a_pdf_is_tagged_and_carries_its_fonts() -> None:
    made = render(PAGE + NAME, {"name": "Ñuñoa"})
    assert made.startswith(b"%PDF-")
    assert b"/MarkInfo" in made
    assert b"Libertinus" in made


def test_a_picture_has_as_many_pixels_as_points() -> None:
    with Image.open(io.BytesIO(drawn("Papa"))) as picture:
        assert (picture.format, picture.size) == ("PNG", (200, 100))


def test_a_jpeg_keeps_under_its_bytes() -> None:
    noise = Image.effect_noise((400, 300), 90)
    file = io.BytesIO()
    noise.save(file, "PNG")
    template = f'{PAGE}#image("noise.png", width: 200pt)'
    free = render(template, {}, files={"noise.png": file.getvalue()}, format="jpg", ppi=144)
    held = render(
        template, {}, files={"noise.png": file.getvalue()}, format="jpg", ppi=144, max_bytes=len(free) // 2
    )
    assert len(held) <= len(free) // 2
    with Image.open(io.BytesIO(held)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (400, 200))


def test_a_jpeg_that_cannot_be_so_small_is_refused() -> None:
    with pytest.raises(TypesettingError, match="more than 10 bytes"):
        render(PAGE + NAME, {"name": "Papa"}, format="jpg", max_bytes=10)


@pytest.mark.parametrize("words", MARKUP)
def test_text_is_never_read_as_markup(words: str) -> None:
    assert drawn(words) == as_code(words)
    assert drawn(words) != drawn("")


def test_accents_are_letters_of_the_font() -> None:
    assert len({drawn(letter) for letter in "ñnÑNáaüu¿?"}) == 10


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd"])
def test_a_template_reads_only_its_own_folder(path: str) -> None:
    with pytest.raises(TypesettingError, match=r"not found|escape"):
        render(f'{PAGE}#read("{path}")', {})


def test_no_package_is_fetched() -> None:
    with pytest.raises(TypesettingError, match=r"127\.0\.0\.1|refused|download"):
        render('#import "@preview/cetz:0.3.0": *', {})


@pytest.mark.parametrize("name", ["../fuera.svg", "a/b.svg", ".oculto"])
def test_files_have_plain_names(name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        render(PAGE, {}, files={name: b""})


def test_a_file_cannot_take_the_template_s_place() -> None:
    with pytest.raises(FileExistsError):
        render(PAGE, {}, files={"main.typ": b"#panic()"})


def test_a_picture_of_two_pages_is_refused() -> None:
    with pytest.raises(TypesettingError, match="one page"):
        render(f"{PAGE}a#pagebreak()b", {}, format="png")


def test_memory_is_bounded() -> None:
    with pytest.raises(TypesettingError) as refusal:
        render(f"{PAGE}#let a = (1,) * 1000000000\n#a.len()", {})
    assert refusal.value.kind == "memory"


def test_time_is_bounded() -> None:
    with pytest.raises(TypesettingError) as refusal:
        render(
            f"{PAGE}#range(100000000).map(calc.sin).sum()",
            {},
            limits=Limits(memory_mb=8192, wall_seconds=0.5),
        )
    assert refusal.value.kind == "time"
