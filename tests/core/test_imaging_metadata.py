"""Nothing of the original but its picture may reach an output: shown on the bytes themselves."""

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from core.imaging import render_photo

MARK = b"Calle Secreta 123"
TEXT = MARK.decode()
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{TEXT}</a></x:xmpmeta>'.encode()


def exif() -> bytes:
    tags = Image.Exif()
    tags[0x010F] = TEXT  # Make
    tags[0x9286] = TEXT  # UserComment
    gps = tags.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (13.0, 31.0, 7.5), "W", (71.0, 58.0, 2.25)
    gps[29] = TEXT
    return tags.tobytes()


def profile() -> bytes:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return icc + MARK


def jpeg() -> bytes:
    data = io.BytesIO()
    image = Image.new("RGB", (400, 300), (180, 120, 60))
    image.save(data, "JPEG", exif=exif(), icc_profile=profile(), comment=MARK, xmp=XMP)
    raw = data.getvalue()
    photoshop = b"Photoshop 3.0\0" + MARK
    return raw[:2] + b"\xff\xed" + struct.pack(">H", len(photoshop) + 2) + photoshop + raw[2:]


def png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", TEXT)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    data = io.BytesIO()
    image = Image.new("RGB", (400, 300), (180, 120, 60))
    image.save(data, "PNG", pnginfo=notes, exif=exif(), icc_profile=profile())
    return data.getvalue()


def webp() -> bytes:
    data = io.BytesIO()
    image = Image.new("RGB", (400, 300), (180, 120, 60))
    image.save(data, "WEBP", exif=exif(), icc_profile=profile(), xmp=XMP)
    return data.getvalue()


def zip_of_a_page() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("page.html", f"<script>alert('{TEXT}')</script>")
    return data.getvalue()


def jpeg_segments(data: bytes) -> Iterator[int]:
    """The markers up to the end of the picture; nothing may follow it."""
    at = 2
    assert data[:2] == b"\xff\xd8"
    while True:
        assert data[at] == 0xFF
        marker = data[at + 1]
        yield marker
        if marker == 0xD9:
            assert at + 2 == len(data)
            return
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            while data[at] != 0xFF or data[at + 1] == 0:
                at += 1


def webp_chunks(data: bytes) -> Iterator[bytes]:
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert int.from_bytes(data[4:8], "little") + 8 == len(data)
    at = 12
    while at < len(data):
        yield data[at : at + 4]
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2


@pytest.mark.parametrize("make", [jpeg, png, webp])
@pytest.mark.parametrize(
    "tail", [b"", b"<html>" + MARK + b"</html>", zip_of_a_page()], ids=["", "html", "zip"]
)
def test_no_byte_of_metadata_survives(tmp_path: Path, make: object, tail: bytes) -> None:
    assert callable(make)
    original = make() + tail
    assert MARK in original
    (tmp_path / "photo").write_bytes(original)
    render_photo(tmp_path / "photo", tmp_path / "out", formats=("webp", "jpg", "avif"))
    outputs = sorted((tmp_path / "out").iterdir())
    assert len(outputs) == 7
    for path in outputs:
        data = path.read_bytes()
        for trace in (
            MARK,
            b"Exif",
            b"GPS",
            b"xmp",
            b"http",
            b"ICC_PROFILE",
            b"acsp",
            b"Photoshop",
            b"PK\3\4",
        ):
            assert trace not in data, (path.name, trace)
        if path.suffix == ".jpg":
            # JFIF, tables, frame, scans, end: no EXIF (E1), no profile (E2), no comment (FE).
            assert set(jpeg_segments(data)) <= {0xE0, 0xDB, 0xC2, 0xC4, 0xDA, 0xD9}
        elif path.suffix == ".webp":
            assert list(webp_chunks(data)) == [b"VP8 "]
        else:
            with Image.open(path) as image:
                assert set(image.info) <= {"loop", "background", "duration", "timestamp"}
