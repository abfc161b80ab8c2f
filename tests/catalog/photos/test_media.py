"""Photos as files, and how pages name them."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalog.photos import presentation
from core.config import Settings

TOKEN = "0123456789abcdef"


def store(settings: Settings, name: str) -> None:
    folder = settings.media_dir / TOKEN
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"picture")


@pytest.mark.parametrize(
    ("name", "kind"), [("640.webp", "image/webp"), ("320.avif", "image/avif"), ("share.jpg", "image/jpeg")]
)
def test_serves_a_rendition_for_ever(client: FlaskClient, settings: Settings, name: str, kind: str) -> None:
    store(settings, name)
    with client.get(f"/media/{TOKEN}/{name}") as answer:
        assert answer.data == b"picture"
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        f"{TOKEN}/1024.webp",
        f"{TOKEN}/original.jpg",
        f"{TOKEN}/640.svg",
        f"{TOKEN}/640.webp.tmp",
        f"{TOKEN}/..%2f640.webp",
        f"{TOKEN}/",
        f"{TOKEN.upper()}/640.webp",
        "0123/640.webp",
        "../keys.env",
        ".gitkeep",
    ],
)
def test_serves_nothing_else(client: FlaskClient, settings: Settings, path: str) -> None:
    store(settings, "640.webp")
    (settings.media_dir / TOKEN / "original.jpg").write_bytes(b"never")
    assert client.get(f"/media/{path}").status_code == 404


def test_a_picture_names_what_exists_in_order(app: Flask) -> None:
    photo = SimpleNamespace(
        token=TOKEN,
        alt="Queso",
        width=1024,
        height=768,
        widths="320,640,1024",
        formats="avif,webp,jpg",
        placeholder=7,
    )
    shown = presentation.picture(photo, widest=640)
    assert [kind for kind, _ in shown.sources] == ["image/avif", "image/webp"]
    assert shown.srcset == f"/media/{TOKEN}/320.jpg 320w, /media/{TOKEN}/640.jpg 640w"
    assert (shown.width, shown.height, shown.css) == (1024, 768, "p7")


def test_the_stylesheet_has_the_present_placeholders() -> None:
    written = presentation.STYLESHEET.read_text().partition("\n")[2]
    assert written.strip() == presentation.placeholder_css(), "run: python -m catalog.photos.presentation"
