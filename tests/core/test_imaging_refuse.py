import io
import random
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from core import imaging
from core.errors import InputError
from core.imaging import render_photo

Made = Callable[[], bytes]


def encoded(kind: str, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    small = Image.frombytes("RGB", (40, 30), random.Random(1).randbytes(3600))
    data = io.BytesIO()
    small.resize(size).save(data, kind, **options)
    return data.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes, *, colour: int = 2, extra: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg_that_claims(width: int, height: int) -> bytes:
    data = bytearray(encoded("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_that_claims(width: int, height: int) -> bytes:
    data = bytearray(encoded("WEBP"))
    at = data.index(b"\x9d\x01\x2a")
    data[at + 3 : at + 7] = struct.pack("<HH", width, height)
    return bytes(data)


def heic_that_claims(width: int, height: int) -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif")
    data = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (512, 384))).save(data, quality=50)
    return data.getvalue().replace(struct.pack(">II", 512, 384), struct.pack(">II", width, height))


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def cut_and_closed(data: bytes, share: float) -> bytes:
    return cut(data, share) + b"\xff\xd9"


def animated_webp(frames: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(data, "WEBP")
    still = data.getvalue()[12:]
    frame = struct.pack("<I", 0)[:3] * 2 + (399).to_bytes(3, "little") + (299).to_bytes(3, "little")
    frame += (10).to_bytes(3, "little") + b"\0" + still
    anmf = b"ANMF" + struct.pack("<I", len(frame)) + frame
    canvas = b"\x02\0\0\0" + (399).to_bytes(3, "little") + (299).to_bytes(3, "little")
    body = (
        b"WEBPVP8X" + struct.pack("<I", 10) + canvas + b"ANIM" + struct.pack("<IIH", 6, 0, 0) + anmf * frames
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_exif_of(megabytes: int) -> bytes:
    data = encoded("JPEG")
    segment = b"\xff\xe1" + struct.pack(">H", 65_535) + b"Exif\0\0" + b"MM\0\x2a" + b"\xff" * 65_523
    return data[:2] + segment * (16 * megabytes) + data[2:]


def with_thumbnail(data: bytes) -> bytes:
    small = encoded("JPEG", (80, 60))
    return data[:2] + b"\xff\xe2" + struct.pack(">H", len(small) + 2) + small + data[2:]


def grey_jpeg(grey: int) -> bytes:
    data = io.BytesIO()
    picture = Image.effect_noise((400, 300), 90)
    picture.paste(grey, (0, 200, 400, 300))
    picture.save(data, "JPEG")
    return data.getvalue()


def middle_grey_jpeg(**options: object) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (400, 300), (128, 128, 128)).save(data, "JPEG", **options)
    return data.getvalue()


ROW = b"\0" + b"\x80\x40\x20" * 400
TIFF = encoded("TIFF", (300, 300))
REFUSED: dict[str, tuple[Made, str]] = {
    "nothing": (lambda: b"", imaging.EMPTY),
    "gif": (lambda: encoded("GIF"), imaging.NOT_A_PHOTO),
    "tiff": (lambda: TIFF, imaging.NOT_A_PHOTO),
    "bmp": (lambda: encoded("BMP"), imaging.NOT_A_PHOTO),
    "avif": (lambda: encoded("AVIF"), imaging.NOT_A_PHOTO),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', imaging.NOT_A_PHOTO),
    "pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", imaging.NOT_A_PHOTO),
    "one byte": (lambda: b"\xff", imaging.NOT_A_PHOTO),
    "ten megabytes and a byte": (
        lambda: encoded("JPEG").ljust(imaging.MAX_BYTES + 1, b"\0"),
        imaging.TOO_BIG,
    ),
    "png bomb": (lambda: png(13_000, 13_000, b"\0" * 100_000), imaging.TOO_BIG),
    "png of 2 ** 31": (lambda: png(2**31 - 1, 2**31 - 1, b"\0"), imaging.TOO_BIG),
    "png of 41 megapixels": (lambda: png(6404, 6404, b"\0" * 1000), imaging.TOO_BIG),
    "jpeg of 41 megapixels": (lambda: jpeg_that_claims(6404, 6404), imaging.TOO_BIG),
    "webp of 41 megapixels": (lambda: webp_that_claims(6404, 6404), imaging.TOO_BIG),
    "heic of 42 megapixels": (lambda: heic_that_claims(7000, 6000), imaging.TOO_BIG),
    "cut jpeg": (lambda: cut(encoded("JPEG"), 0.5), imaging.DAMAGED),
    "jpeg cut and closed again": (lambda: cut_and_closed(encoded("JPEG"), 0.6), imaging.DAMAGED),
    "jpeg whose last hundredth is gone": (lambda: cut_and_closed(encoded("JPEG"), 0.99), imaging.DAMAGED),
    "large jpeg cut and closed again": (
        lambda: cut_and_closed(encoded("JPEG", (4000, 3000)), 0.9),
        imaging.DAMAGED,
    ),
    "grey jpeg cut and closed again": (lambda: cut_and_closed(grey_jpeg(90), 0.8), imaging.DAMAGED),
    "progressive jpeg cut in its first scan": (
        lambda: cut_and_closed(encoded("JPEG", progressive=True), 0.1),
        imaging.DAMAGED,
    ),
    "jpeg with a thumbnail, cut and closed again": (
        lambda: cut_and_closed(with_thumbnail(encoded("JPEG")), 0.8),
        imaging.DAMAGED,
    ),
    "jpeg cut in its header": (lambda: encoded("JPEG")[:100], imaging.DAMAGED),
    "cut png": (lambda: cut(encoded("PNG"), 0.7), imaging.DAMAGED),
    "cut webp": (lambda: cut(encoded("WEBP"), 0.5), imaging.DAMAGED),
    "cut heic": (lambda: cut(heic_that_claims(512, 384), 0.8), imaging.DAMAGED),
    "html with a jpeg's first bytes": (lambda: b"\xff\xd8\xff<html><script>", imaging.DAMAGED),
    "png whose header fails its checksum": (
        lambda: png(400, 300, ROW * 300).replace(struct.pack(">II", 400, 300), struct.pack(">II", 400, 299)),
        imaging.DAMAGED,
    ),
    "png that claims more rows than it has": (lambda: png(400, 300, ROW * 100), imaging.DAMAGED),
    "png with a text bomb": (
        lambda: png(
            400, 300, ROW * 300, extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(30_000_000), 1))
        ),
        imaging.DAMAGED,
    ),
    "png with a profile bomb": (
        lambda: png(
            400, 300, ROW * 300, extra=chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(30_000_000), 1))
        ),
        imaging.DAMAGED,
    ),
    "thumbnail": (lambda: encoded("JPEG", (300, 199)), imaging.TOO_SMALL),
    "strip": (lambda: encoded("PNG", (210, 900)), imaging.TOO_LONG),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_photo_is_refused(tmp_path: Path, case: str) -> None:
    make, message = REFUSED[case]
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(make())
    started = time.monotonic()
    with pytest.raises(InputError) as refusal:
        render_photo(photo, tmp_path / "out")
    assert refusal.value.message == message
    assert time.monotonic() - started < 5
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


ACCEPTED: dict[str, Made] = {
    "exactly ten megabytes": lambda: encoded("JPEG").ljust(imaging.MAX_BYTES, b"\0"),
    "three megabytes of exif": lambda: with_exif_of(3),
    "jpeg on middle grey": middle_grey_jpeg,
    "jpeg on middle grey, with a thumbnail and a tail": lambda: (
        with_thumbnail(middle_grey_jpeg()) + b"\xff\xd9 tail \xff\xd9"
    ),
    "progressive jpeg on middle grey": lambda: middle_grey_jpeg(progressive=True),
    "jpeg without colour on middle grey": lambda: grey_jpeg(128),
    "progressive jpeg whose finest scan was cut": lambda: cut_and_closed(
        encoded("JPEG", progressive=True), 0.9
    ),
    "five thousand frames": lambda: animated_webp(5000),
    "png with rows to spare": lambda: png(400, 300, ROW * 900),
    "png that is really black": lambda: png(400, 300, bytes(1201 * 300)),
    "36 megapixels in 36 kilobytes": lambda: png(6000, 6000, bytes(6001 * 6000), colour=0),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_odd_but_honest_photo_is_taken(tmp_path: Path, case: str) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(ACCEPTED[case]())
    facts = render_photo(photo, tmp_path / "out", formats=("jpg",), share=False)
    assert facts.width in (400, 1600)
    assert (tmp_path / "out" / f"{facts.width}.jpg").exists()


def test_heic_without_its_library_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imaging, "heic_supported", lambda: False)
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(100))
    with pytest.raises(InputError) as refusal:
        render_photo(photo, tmp_path / "out")
    assert refusal.value.message == imaging.HEIC_UNSUPPORTED
