import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageFilter

from core import imaging
from core.imaging import PLACEHOLDER_COLOURS, render_avif, render_photo

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (40, 60, 200), (240, 240, 240)
CORNERS = (RED, GREEN, BLUE, WHITE)  # top left, top right, bottom left, bottom right


def quarters(width: int, height: int) -> Image.Image:
    """Four quarters of known colours, so that any turn shows."""
    image = Image.new("RGB", (width, height))
    for index, colour in enumerate(CORNERS):
        box = (index % 2 * width // 2, index // 2 * height // 2)
        image.paste(colour, (*box, box[0] + width // 2 + 1, box[1] + height // 2 + 1))
    return image


def saved(folder: Path, image: Image.Image, kind: str, **options: object) -> Path:
    path = folder / "photo"
    image.save(path, kind, **options)
    return path


def corners(path: Path) -> list[tuple[int, ...]]:
    with Image.open(path) as image:
        rgb = image.convert("RGB")
    right, bottom = rgb.width - 20, rgb.height - 20
    return [rgb.getpixel(point) for point in ((20, 20), (right, 20), (20, bottom), (right, bottom))]  # type: ignore[misc] - RGB pixels are tuples


def near(actual: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 14) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(actual, wanted, strict=True))


def assert_colours(actual: list[tuple[int, ...]], wanted: tuple[tuple[int, ...], ...]) -> None:
    assert all(near(a, b) for a, b in zip(actual, wanted, strict=True)), actual


@pytest.mark.parametrize(
    ("own", "widths"),
    [
        (300, (300,)),
        (320, (320,)),
        (500, (320, 500)),
        (1024, (320, 640, 1024)),
        (1601, (320, 640, 1024, 1600)),
        (2400, (320, 640, 1024, 1600)),
    ],
)
def test_widths_never_upscale(tmp_path: Path, own: int, widths: tuple[int, ...]) -> None:
    photo = saved(tmp_path, quarters(own, own * 3 // 4), "JPEG")
    facts = render_photo(photo, tmp_path / "out", share=False)
    assert facts.widths == widths
    assert facts.width == widths[-1]
    expected = {f"{width}.{extension}" for width in widths for extension in ("webp", "jpg")}
    assert {path.name for path in (tmp_path / "out").iterdir()} == expected
    for path in (tmp_path / "out").iterdir():
        with Image.open(path) as image:
            assert image.width == int(path.stem)
            assert abs(image.height - image.width * 3 / 4) <= 1
            assert image.format == {"webp": "WEBP", "jpg": "JPEG"}[path.suffix[1:]]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
def test_kinds_are_told_by_content(tmp_path: Path, kind: str) -> None:
    options = {"save_all": True, "append_images": [quarters(200, 200)]} if kind == "MPO" else {}
    photo = saved(tmp_path, quarters(500, 400), kind, **options)
    facts = render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert facts.format == {"MPO": "jpeg"}.get(kind, kind.lower())
    assert (facts.width, facts.height) == (500, 400)
    assert_colours(corners(tmp_path / "out" / "500.jpg"), CORNERS)


def test_a_large_still_webp_keeps_its_colours(tmp_path: Path) -> None:
    photo = saved(tmp_path, quarters(2000, 1500), "WEBP", lossless=True, method=0)
    render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert_colours(corners(tmp_path / "out" / "1600.jpg"), CORNERS)


def test_an_animation_gives_its_first_picture(tmp_path: Path) -> None:
    later = [Image.new("RGB", (500, 400), RED)]
    photo = saved(tmp_path, quarters(500, 400), "WEBP", save_all=True, append_images=later, duration=100)
    render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert_colours(corners(tmp_path / "out" / "500.jpg"), CORNERS)


def test_heic_with_its_orientation(tmp_path: Path) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = tmp_path / "IMG_0001.HEIC"
    turned = quarters(500, 400).transpose(Image.Transpose.ROTATE_90)
    pillow_heif.from_pillow(turned).save(photo, quality=80, exif=exif.tobytes())
    facts = render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert (facts.format, facts.width, facts.height) == ("heic", 500, 400)
    assert_colours(corners(tmp_path / "out" / "500.jpg"), CORNERS)


@pytest.mark.parametrize(
    ("kind", "orientation"),
    [*(("JPEG", orientation) for orientation in range(1, 9)), ("PNG", 6), ("WEBP", 5)],
)
def test_every_orientation_is_applied(tmp_path: Path, kind: str, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = quarters(400, 300)
    raw = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = saved(tmp_path, raw, kind, exif=exif.tobytes())
    facts = render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert (facts.width, facts.height, facts.widths) == (400, 300, (320, 400))
    assert_colours(corners(tmp_path / "out" / "320.jpg"), CORNERS)


def test_a_large_turned_photo_keeps_its_width(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    raw = quarters(1800, 2447).transpose(Image.Transpose.ROTATE_90)
    photo = saved(tmp_path, raw, "JPEG", exif=exif.tobytes())
    facts = render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert (facts.width, facts.height) == (1600, round(2447 * 1600 / 1800))
    assert_colours(corners(tmp_path / "out" / "1600.jpg"), CORNERS)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("1", "PNG"),
        ("P", "PNG"),
        ("L", "PNG"),
        ("LA", "PNG"),
        ("RGBA", "WEBP"),
    ],
)
def test_every_mode_becomes_rgb(tmp_path: Path, mode: str, kind: str) -> None:
    image = Image.new("RGB", (300, 300), "white")
    image.paste("black", (0, 0, 150, 300))
    photo = saved(tmp_path, image.convert(mode), kind)
    render_photo(photo, tmp_path / "out", share=False)
    for name in ("300.jpg", "300.webp"):
        with Image.open(tmp_path / "out" / name) as rendered:
            assert rendered.mode == "RGB"
        left, right, *_ = corners(tmp_path / "out" / name)
        assert near(left, (0, 0, 0), 40)
        assert near(right, (255, 255, 255), 4)


def test_sixteen_bit_greys_keep_their_lights(tmp_path: Path) -> None:
    samples = b"".join((x * 65535 // 399).to_bytes(2, "little") for x in range(400)) * 300
    photo = saved(tmp_path, Image.frombytes("I;16", (400, 300), samples), "PNG")
    render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    with Image.open(tmp_path / "out" / "400.jpg") as image:
        greys = [image.getpixel((x, 150)) for x in (0, 100, 200, 399)]
    assert [near(grey, (wanted,) * 3, 4) for grey, wanted in zip(greys, (0, 64, 128, 255), strict=True)] == [
        True
    ] * 4  # type: ignore[arg-type] - RGB pixels are tuples


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")])
def test_transparency_is_laid_on_warm_paper(tmp_path: Path, mode: str, kind: str) -> None:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (100, 100, 200, 200))
    if mode == "P":
        palette = Image.new("P", (300, 300), 0)
        palette.putpalette([255, 0, 255, 0, 0, 0])
        palette.paste(1, (100, 100, 200, 200))
        photo = saved(tmp_path, palette, "PNG", transparency=0)
    else:
        photo = saved(tmp_path, image.convert(mode), kind)
    render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    paper = tuple(bytes.fromhex(imaging.PAPER[1:]))
    assert all(near(corner, paper, 3) for corner in corners(tmp_path / "out" / "300.jpg"))


def test_an_embedded_profile_is_converted_to_srgb(tmp_path: Path) -> None:
    # A profile whose red and blue primaries are exchanged: ignoring it would show.
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    for index in range(count):
        at = 132 + 12 * index
        tag = bytes(profile[at : at + 4])
        profile[at : at + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(tag, tag)
    icc = bytes(profile).replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))
    photo = saved(tmp_path, Image.new("RGB", (300, 300), RED), "JPEG", icc_profile=icc)
    render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert near(corners(tmp_path / "out" / "300.jpg")[0], RED[::-1], 20)


def test_a_damaged_profile_is_ignored(tmp_path: Path) -> None:
    photo = saved(tmp_path, quarters(300, 300), "JPEG", icc_profile=b"not a profile at all" * 50)
    render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert_colours(corners(tmp_path / "out" / "300.jpg"), CORNERS)


@pytest.mark.parametrize("size", [(1800, 1200), (900, 2000), (300, 240)])
def test_the_share_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    photo = saved(tmp_path, quarters(*size), "JPEG")
    render_photo(photo, tmp_path / "out", formats=())
    with Image.open(tmp_path / "out" / "share.jpg") as share:
        assert (share.size, share.format) == ((1200, 630), "JPEG")
    assert_colours(corners(tmp_path / "out" / "share.jpg"), CORNERS)


def test_the_share_picture_of_noise_stays_light(tmp_path: Path) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1300, 800), 200) for _ in range(3)])
    render_photo(saved(tmp_path, noise, "JPEG", quality=90), tmp_path / "out", formats=())
    assert 50_000 < (tmp_path / "out" / "share.jpg").stat().st_size < 300_000


def test_the_placeholder_is_near_the_mean_colour(tmp_path: Path) -> None:
    photo = saved(tmp_path, Image.new("RGB", (300, 300), (170, 130, 80)), "PNG")
    facts = render_photo(photo, tmp_path / "out", formats=(), share=False)
    assert len(PLACEHOLDER_COLOURS) == 64 == len(set(PLACEHOLDER_COLOURS))
    colour = tuple(bytes.fromhex(PLACEHOLDER_COLOURS[facts.placeholder][1:]))
    assert near(colour, (170, 130, 80), 30)


def test_the_same_photo_gives_the_same_bytes(tmp_path: Path) -> None:
    photo = saved(tmp_path, quarters(700, 500), "JPEG")
    facts = [render_photo(photo, tmp_path / out, formats=("webp", "jpg", "avif")) for out in ("a", "b")]
    assert facts[0] == facts[1]
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_avif_comes_at_the_same_widths(tmp_path: Path) -> None:
    photo = saved(tmp_path, quarters(700, 500), "JPEG")
    facts = render_photo(photo, tmp_path / "out")
    assert render_avif(photo, tmp_path / "out") == facts.widths == (320, 640, 700)
    assert_colours(corners(tmp_path / "out" / "700.avif"), CORNERS)


def test_the_parent_never_loads_pillow() -> None:
    script = (
        "import json, sys, core.imaging; print(json.dumps([m for m in sys.modules if m.startswith('PIL')]))"
    )
    root = Path(__file__).resolve().parents[2]
    loaded = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True)
    assert json.loads(loaded.stdout) == []


def test_hash_is_of_the_source(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (200, 200)).save(data, "PNG")
    (tmp_path / "photo").write_bytes(data.getvalue())
    first = render_photo(tmp_path / "photo", tmp_path / "a", formats=(), share=False)
    (tmp_path / "photo").write_bytes(data.getvalue() + b"\0")
    second = render_photo(tmp_path / "photo", tmp_path / "b", formats=(), share=False)
    assert first.sha256 != second.sha256


def test_light_and_sharpness_are_measured(tmp_path: Path) -> None:
    board = Image.new("RGB", (800, 600), "white")
    for column in range(0, 800, 40):
        board.paste((0, 0, 0), (column, 0, column + 20, 600))
    sharp = render_photo(saved(tmp_path, board, "PNG"), tmp_path / "sharp")
    soft = board.filter(ImageFilter.GaussianBlur(12))
    blurred = render_photo(saved(tmp_path, soft, "PNG"), tmp_path / "blurred")
    dark = render_photo(saved(tmp_path, Image.new("RGB", (800, 600), (20, 20, 20)), "PNG"), tmp_path / "dark")
    assert (dark.brightness, dark.sharpness) == (20, 0)
    assert sharp.brightness in range(120, 136)
    assert (sharp.sharpness or 0) > 1000
    assert (blurred.sharpness or 0) < 40
