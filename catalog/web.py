"""The public wing as Flask sees it: its blueprints, its caching and the tools its templates use."""

from functools import lru_cache

import flask_babel
from flask import Blueprint, Flask, Response, request
from lucide import jinja as lucide
from markupsafe import Markup

from catalog import metadata
from catalog.changes import recording
from catalog.comparison import views as comparison
from catalog.components import views as components
from catalog.enterprises import views as enterprises
from catalog.feeds import views as feeds
from catalog.fragments import fragment
from catalog.pages import views as pages
from catalog.photos import views as photos
from catalog.places import views as places
from catalog.privacy import views as privacy
from catalog.products import views as products
from catalog.reports import views as reports
from catalog.search import follower, purposes, service, synonyms
from catalog.search import views as search
from catalog.sectors import views as sectors
from catalog.sharing import views as sharing
from catalog.sharing.codes import own_path, qr_of
from core.clock import today
from core.config import Settings
from core.i18n import language
from core.page_cache import KEEPABLE

CACHE = KEEPABLE
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
# What is no page, and must answer where the database is away.
NOT_PAGES = ("/static/", "/media/", "/salud", "/favicon.ico")


@lru_cache(maxsize=256)
def icon(name: str, size: int = 20) -> Markup:
    """An icon that says nothing by itself: words stand beside it. Its strokes are the stylesheet's (`.i`)."""
    drawn = " ".join(lucide.lucide(name, size=None).split()).replace("> <", "><")
    shapes = drawn.partition(">")[2]
    start = f'<svg class="i" width="{size}" height="{size}" viewBox="0 0 24 24" aria-hidden="true">'
    return Markup(start + shapes)  # noqa: S704 drawn by the icon package


def _month_now() -> int:
    """The month that the strips mark, 1 to 12."""
    return today().month


def _said(message: str) -> str:
    """A message in the language of the page: source strings are Spanish, so Spanish needs no catalogue."""
    return message if language() == "es" else flask_babel.gettext(message)


def _said_many(one: str, many: str, number: int) -> str:
    """The singular or the plural, in the language of the page."""
    if language() == "es":
        return one if number == 1 else many
    translations = flask_babel.get_translations()
    said: str = translations.ungettext(one, many, number)
    return said


def register(app: Flask, settings: Settings) -> None:
    """Add the public wing to the application."""
    recording.watch()
    service.init_app(app, settings)
    follower.register()
    # A line of a file that cannot be used is told to whoever starts the site, not to a visitor.
    synonyms.standard()
    purposes.standard()
    # Level 4 leaves a list of 24 over 6 KB; 6 costs what 5 does and says it shorter.
    app.config.setdefault("COMPRESS_BR_LEVEL", 6)
    # Level 9 takes no longer than 6 for a page of this size.
    app.config.setdefault("COMPRESS_LEVEL", 9)
    app.url_map.converters["token"] = photos.TokenConverter
    app.url_map.converters["rendition"] = photos.RenditionConverter
    # People type addresses with a slash at the end; the canonical link says which one is meant.
    app.url_map.strict_slashes = False
    bp = Blueprint("catalog", __name__)
    for wing in (pages, products, search, comparison, enterprises, sectors, places, photos, feeds, reports):
        bp.register_blueprint(wing.bp)
    bp.register_blueprint(sharing.bp)
    bp.register_blueprint(privacy.bp)
    if settings.app_env != "production":
        bp.register_blueprint(components.bp)
    bp.after_request(_cache)
    app.register_blueprint(bp)
    # Through Flask-Babel each of a page's hundred words asks for its catalogue anew: a third of the time of a list.
    app.jinja_env.install_gettext_callables(_said, _said_many, newstyle=True)  # type: ignore[attr-defined]  # added by jinja2.ext.i18n
    app.jinja_env.globals.update(
        icon=icon, fragment=fragment, month_now=_month_now,
        brand=settings.brand_name, contact_email=settings.contact_email,
        contact_phone=settings.contact_phone, complaints_book=settings.complaints_book_url,
        absolute=metadata.absolute, own_path=own_path, qr_of=qr_of,
        alternates=metadata.alternates, language=language,
    )  # fmt: skip


def _cache(response: Response) -> Response:
    """Browsers keep a page but ask each time whether it still holds: what is unpublished is gone at once."""
    if response.status_code == 200 and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = CACHE
        if not response.is_streamed:
            response.add_etag()
            # Looking for what is not asked costs as much as a search.
            if any(name in request.environ for name in CONDITIONS):
                response.make_conditional(request)
    return response
