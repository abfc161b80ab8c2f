"""Photos as files: short random names, kept by browsers for ever."""

from flask import Blueprint, Response, abort, current_app, send_from_directory
from werkzeug.routing import BaseConverter

from core.policies import public

bp = Blueprint("photos", __name__)
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


class TokenConverter(BaseConverter):
    """16 hex digits."""

    regex = "[0-9a-f]{16}"


class RenditionConverter(BaseConverter):
    """The name of one file of a photo: `640.webp`, `share.jpg`."""

    regex = r"(?:[1-9][0-9]{1,4}\.(?:avif|webp|jpg)|share\.jpg)"


@bp.get("/media/<token:token>/<rendition:name>")
@public
def show(token: str, name: str) -> Response:
    """Serve one rendition; originals lie elsewhere and have no URL."""
    folder = current_app.config["SETTINGS"].media_dir / token
    if not (folder / name).is_file():
        abort(404)
    response = send_from_directory(folder, name, mimetype=TYPES[name.rpartition(".")[2]], max_age=31_536_000)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    # Messengers and search engines on other sites show these pictures.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
