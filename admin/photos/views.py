"""A photo as it was sent to be listed: /gestion/fotos, and never where the public finds it."""

import io

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import requires
from admin.products import queries
from admin.products.photos import renditions
from core.db import db

bp = Blueprint("photos", __name__)
TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "avif": "image/avif"}


@bp.get("/gestion/fotos/<photo>/<name>")
@requires(Permission.PRODUCTS_VIEW)
def show(photo: str, name: str) -> Response:
    """A photo of one's territory, approved or not: kept by nobody on the way."""
    found = queries.photo_by_id(db.session(), photo) or abort(404)
    known = [f"{width}.{kind}" for width in found.widths.split(",") for kind in found.formats.split(",")]
    if name not in known:
        abort(404)
    try:
        file = io.BytesIO(renditions().read(f"{found.token}/{name}"))
    except FileNotFoundError:
        abort(404)
    answer = send_file(file, TYPES[name.rpartition(".")[2]], etag=False)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
