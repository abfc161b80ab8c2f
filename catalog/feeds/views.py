"""robots.txt, the sitemaps, the icon that browsers ask for by name, and signs of life."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, send_from_directory, url_for
from sqlalchemy import text

from catalog.feeds import queries
from catalog.metadata import absolute
from catalog.places.presentation import paths_with_offers
from catalog.sectors.queries import sector_tree
from core.config import ROOT
from core.db import db
from core.policies import public

bp = Blueprint("feeds", __name__)
PAGES = ("pages.about", "pages.sellers", "pages.not_listed", "pages.privacy")
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Everything public may be read; combinations of filters need not be."""
    lines = [
        "User-agent: *",
        "Disallow: /gestion",
        "Disallow: /denunciar",
        "Disallow: /privacidad/solicitud",
        "Disallow: /*?*&*&",
        f"Sitemap: {absolute(url_for('.sitemap'))}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """The index of the maps."""
    maps = max(1, -(-queries.product_count(db.session()) // queries.MAP_SIZE))
    paths = [url_for(".pages_map"), *(url_for(".products_map", page=page) for page in range(1, maps + 1))]
    inner = "".join(f"<sitemap><loc>{absolute(path)}</loc></sitemap>" for path in paths)
    return _xml([f'<sitemapindex xmlns="{_MAP}">{inner}</sitemapindex>'])


@bp.get("/sitemap-paginas.xml")
@public
def pages_map() -> Response:
    """Fixed pages, sectors, places and enterprises."""
    session = db.session()
    names = ("pages.home", "products.index", "enterprises.index", *PAGES)
    paths = [(url_for(f"catalog.{name}"), "") for name in names]
    paths += [(url_for("catalog.sectors.show", slug=slug), "") for slug in sector_tree(session).by_slug]
    paths += [(path, "") for path in paths_with_offers(session)]
    start = url_for("catalog.enterprises.show", slug="-")[:-1]
    paths += [
        (start + slug, changed.date().isoformat()) for slug, changed in queries.enterprise_slugs(session)
    ]
    return _urls(paths)


@bp.get("/sitemap-productos-<int(max=1000):page>.xml")
@public
def products_map(page: int) -> Response:
    """One map of products."""
    start = url_for("catalog.products.show", slug="-")[:-1]
    found = [
        (start + slug, day.date().isoformat())
        for slug, day in queries.product_slugs(db.session(), max(page, 1))
    ]
    if page < 1 or (not found and page > 1):
        abort(404)
    return _urls(found)


def _urls(paths: Iterable[tuple[str, str]]) -> Response:
    lines = (
        f"<url><loc>{absolute(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in paths
    )
    return _xml([f'<urlset xmlns="{_MAP}">', *lines, "</urlset>"])


def _xml(parts: list[str]) -> Response:
    return Response('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(parts), mimetype="application/xml")


@bp.get("/favicon.ico")
@public
def favicon() -> Response:
    """For browsers that ask without having read the page."""
    return send_from_directory(
        ROOT / "static" / "img", "favicon.ico", mimetype="image/x-icon", max_age=86_400
    )


@bp.get("/salud")
@public
def alive() -> Response:
    """Liveness: the process answers."""
    return _sign("vivo")


@bp.get("/salud/listo")
@public
def ready() -> Response:
    """Readiness: the database answers too; 503 comes from the error pages where it does not."""
    db.session().execute(text("SELECT 1"))
    return _sign("listo")


def _sign(word: str) -> Response:
    return Response(f"{word}\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
