"""Which pages may be put on paper as a QR, and what stands under it: only pages of this site that answer now."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from flask import current_app, request
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from catalog.enterprises.models import Enterprise
from catalog.places.queries import gazetteer
from catalog.products.models import Product
from catalog.sectors.queries import sector_tree

LONGEST = 300
# One slash and no second: two would begin the name of another site. Slugs are plain letters.
_PATH = re.compile(r"/(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*)?")
_IN_QUERY = "=&+%,.-_~:"


@dataclass(frozen=True)
class Target:
    """A page: its path as the code says it, its name, and a line that says more."""

    path: str
    title: str
    detail: str = ""
    fictitious: bool = False


Words = tuple[str, str] | tuple[str, str, bool]


def find(session: Session, typed: str) -> Target | None:
    """The page of a typed path; None for anything that is not a page of this site, or that would answer 404."""
    path, mark, query = typed.partition("?")
    inside = path.removeprefix(request.script_root)
    if request.script_root and not inside:
        inside = "/"
    if len(typed) > LONGEST or not path.startswith(request.script_root) or not _PATH.fullmatch(inside):
        return None
    try:
        endpoint, values = current_app.url_map.bind("").match(inside, method="GET")
    except HTTPException:
        return None
    describe = _PAGES.get(endpoint)
    words = describe(session, **values) if describe else None
    if words is None:
        return None
    # Only what lists say has more pages than its address, and they bear any query.
    address = path + mark + quote(unquote(query), safe=_IN_QUERY)
    # Quoted, a letter may take twelve: more than a code of this size holds.
    return Target(address, *words) if len(address) <= LONGEST else None


def _product(session: Session, slug: str) -> Words | None:
    row = session.execute(
        select(
            Product.name, Enterprise.name, Enterprise.province_code, Enterprise.district_code, Enterprise.demo
        )
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Product.slug == slug, Product.status == "published", Enterprise.status == "published")
    ).one_or_none()
    return (row[0], f"{row[1]} · {gazetteer(session).short(row[2], row[3])}", row[4]) if row else None


def _enterprise(session: Session, slug: str) -> Words | None:
    row = session.execute(
        select(Enterprise.name, Enterprise.province_code, Enterprise.district_code, Enterprise.demo).where(
            Enterprise.slug == slug, Enterprise.status == "published"
        )
    ).one_or_none()
    return (row[0], gazetteer(session).short(row[1], row[2]), row[3]) if row else None


def _sector(session: Session, slug: str) -> Words | None:
    sector = sector_tree(session).by_slug.get(slug)
    return (sector.name, "") if sector else None


def _department(session: Session, slug: str) -> Words | None:
    place = gazetteer(session).find(slug)
    return (place.name, "") if place else None


def _province(session: Session, slug: str, province_slug: str) -> Words | None:
    places = gazetteer(session)
    above = places.find(slug)
    place = places.find(province_slug, above.code, level=4) if above else None
    return (place.name, above.name) if place and above else None


def _home(_session: Session) -> Words:
    return current_app.config["SETTINGS"].brand_name, ""


def _products(_session: Session) -> Words:
    return _("Productos"), ""


def _enterprises(_session: Session) -> Words:
    return _("Emprendimientos"), ""


def _sectors(_session: Session) -> Words:
    return _("Rubros"), ""


def _places(_session: Session) -> Words:
    return _("Lugares"), ""


_PAGES: dict[str, Callable[..., Words | None]] = {
    "catalog.pages.home": _home,
    "catalog.products.index": _products,
    "catalog.products.show": _product,
    "catalog.enterprises.index": _enterprises,
    "catalog.enterprises.show": _enterprise,
    "catalog.sectors.index": _sectors,
    "catalog.sectors.show": _sector,
    "catalog.places.index": _places,
    "catalog.places.department": _department,
    "catalog.places.province": _province,
}
