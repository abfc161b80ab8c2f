"""The public wing as Flask sees it: its blueprints, its caching and the tools its templates use."""

from functools import lru_cache

from flask import Blueprint, Flask, Response, request
from lucide import jinja as lucide
from markupsafe import Markup

from catalog import metadata
from catalog.enterprises import views as enterprises
from catalog.feeds import views as feeds
from catalog.pages import views as pages
from catalog.photos import views as photos
from catalog.products import views as products
from catalog.sectors import views as sectors
from core.config import Settings
from core.i18n import language

CACHE = "public, no-cache"


@lru_cache(maxsize=256)
def icon(name: str, size: int = 20) -> Markup:
    """An icon that says nothing by itself: words stand beside it."""
    drawn = lucide.lucide(name, size=size, aria_hidden="true", focusable="false", stroke_width=2)
    return Markup(" ".join(drawn.split()).replace("> <", "><"))  # noqa: S704 drawn by the icon package


def register(app: Flask, settings: Settings) -> None:
    """Add the public wing to the application."""
    app.url_map.converters["token"] = photos.TokenConverter
    app.url_map.converters["rendition"] = photos.RenditionConverter
    bp = Blueprint("catalog", __name__)
    for wing in (pages, products, enterprises, sectors, photos, feeds):
        bp.register_blueprint(wing.bp)
    bp.after_request(_cache)
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        icon=icon, brand=settings.brand_name, contact_email=settings.contact_email,
        contact_phone=settings.contact_phone, alternates=metadata.alternates, language=language,
    )  # fmt: skip


def _cache(response: Response) -> Response:
    """Browsers keep a page but ask each time whether it still holds: what is unpublished is gone at once."""
    if response.status_code == 200 and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = CACHE
        if not response.is_streamed:
            response.add_etag()
            response.make_conditional(request)
    return response
