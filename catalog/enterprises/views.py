"""The enterprises and the page of each."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalog import metadata
from catalog.enterprises import page_queries, presentation, queries
from catalog.enterprises.models import Enterprise
from catalog.photos.presentation import share_url
from catalog.places.presentation import place_url
from catalog.places.queries import Gazetteer, gazetteer
from catalog.products import listing
from catalog.products.filter_reading import read_page
from catalog.products.queries import PAGE_SIZE, any_demo
from catalog.products.seals import verified
from catalog.sectors.queries import sector_tree
from catalog.sharing.queries import image_of
from core.clock import today
from core.db import db
from core.policies import public
from core.text import clean

bp = Blueprint("enterprises", __name__)


@dataclass(frozen=True)
class MakerFilters:
    """The state of the list of enterprises."""

    params: dict[str, str] = field(default_factory=dict)
    page: int = 1

    def url(self, base: str, page: int) -> str:
        """The address of one page with the same filters."""
        pairs = {**self.params, **({"pagina": str(page)} if page > 1 else {})}
        return listing.with_query(base, urlencode(pairs))


@bp.get("/emprendimientos")
@public
def index() -> tuple[str, int]:
    """The list by name, by department and sector."""
    session = db.session()
    places, sectors = gazetteer(session), sector_tree(session)
    place = places.find(clean(request.args.get("departamento", ""))[:60].lower())
    sector = sectors.by_slug.get(clean(request.args.get("rubro", ""))[:60].lower())
    chosen = {"departamento": place.slug if place else "", "rubro": sector.slug if sector else ""}
    page = read_page(request.args.get("pagina", ""))
    filters = MakerFilters({name: value for name, value in chosen.items() if value}, page)
    inside = place.code if place else "", sectors.ids_under(sector) if sector else []
    total = queries.count_enterprises(session, *inside)
    pages = max(1, -(-total // queries.PAGE_SIZE))
    past = filters.page > pages
    found = (
        [] if past else queries.enterprises(session, *inside, offset=(filters.page - 1) * queries.PAGE_SIZE)
    )
    base = url_for(".index")
    body = render_template(
        "catalog/enterprises/index.html",
        meta=_list_meta(filters, base, place.name if place else "", indexed=bool(found)),
        cards=presentation.cards(
            found, presentation.shown(session, [one.id for one in found]), places, sectors
        ),
        total=total,
        pages=pages,
        filters=filters,
        past_the_end=past,
        chosen=chosen,
        departments=places.departments,
        tops=sectors.tops,
        children=sectors.children,
        pager_links=listing.page_links(filters.page, pages, lambda number: filters.url(base, number)),
        page_url=lambda number: filters.url(base, number),
        place=place,
        sector=sector,
        demo=any_demo(session),
    )
    return body, 404 if past else 200


def _list_meta(filters: MakerFilters, base: str, place: str, *, indexed: bool) -> metadata.Meta:
    title = _("Emprendimientos de %(place)s", place=place) if place else _("Emprendimientos")
    return metadata.meta(
        title,
        _("%(title)s: quiénes producen, dónde y qué ofrecen.", title=title),
        filters.url(base, filters.page),
        crumbs=(metadata.home_crumb(), (_("Emprendimientos"), base)),
        indexed=indexed,
    )


@bp.get("/emprendimientos/<slug>")
@public
def show(slug: str) -> Response | tuple[str, int] | str:
    """One enterprise: live, no longer in the catalogue (410), moved (301) or not here (404)."""
    session = db.session()
    enterprise = queries.enterprise_by_slug(session, slug)
    if enterprise is None:
        moved = queries.moved_to(session, slug)
        return redirect(url_for(".show", slug=moved), 301) if moved else abort(404)
    if enterprise.status == "unpublished":
        abort(404)
    places = gazetteer(session)
    shared: dict[str, Any] = {
        "enterprise": enterprise,
        "place": places.full(enterprise.province_code, enterprise.district_code),
        "department": places.by_code[enterprise.province_code[:2]],
        "demo": enterprise.demo or any_demo(session),
    }
    if enterprise.status == "archived":
        return render_template("catalog/enterprises/gone.html", meta=_gone_meta(shared), **shared), 410
    return _show_live(session, shared, places)


def _show_live(session: Any, shared: dict[str, Any], places: Gazetteer) -> tuple[str, int]:
    enterprise, day, sectors = shared["enterprise"], today(), sector_tree(session)
    shared["drawing"] = image_of(session, "enterprise", enterprise.id)
    near = page_queries.neighbours(session, enterprise)
    read = presentation.shown(session, [enterprise.id, *(one.id for one in near)])
    rows = read.offers.get(enterprise.id, [])
    total = rows[0].total if rows else 0
    page, pages = read_page(request.args.get("pagina", "")), max(1, -(-total // PAGE_SIZE))
    offset = (page - 1) * PAGE_SIZE
    ids = page_queries.ids_of_enterprise(session, enterprise.id, offset=offset) if page <= pages else []
    base = url_for(".show", slug=enterprise.slug)
    face = presentation.face(enterprise, read, sectors)
    seasons = presentation.calendar(session, ids, day)

    def url(number: int) -> str:
        return listing.with_query(base, f"pagina={number}" if number > 1 else "")

    body = render_template(
        "catalog/enterprises/show.html",
        **shared,
        meta=_meta(shared, rows, face, page, url(page), indexed=page <= pages),
        face=face,
        where=_where(enterprise, places),
        makes=presentation.makes(rows),
        cards=listing.cards(session, ids, places, sectors, day),
        total=total,
        page=page,
        pages=pages,
        pager_links=listing.page_links(page, pages, url),
        page_url=url,
        seasons=seasons,
        here_now=presentation.here_now(seasons) if pages == 1 else "",
        columns=presentation.columns(day),
        buying=presentation.buying(enterprise, page_queries.terms(session, enterprise.id), places),
        seals=page_queries.seals_held(session, enterprise.id, day),
        near=presentation.cards(near, read, places, sectors),
        verified=verified,
    )
    return body, 404 if page > pages else 200


def _where(enterprise: Enterprise, places: Gazetteer) -> list[tuple[str, str]]:
    """Her district, where she shows it, her province and her department; the last two with their pages."""
    codes = enterprise.district_code, enterprise.province_code, enterprise.province_code[:2]
    found = [places.by_code[code] for code in codes if code]
    return [(one.name, place_url(one, places) if len(one.code) < 6 else "") for one in found]


def _gone_meta(shared: dict[str, Any]) -> metadata.Meta:
    """Of one that left only the name is told: her story left with her."""
    enterprise = shared["enterprise"]
    return metadata.meta(
        _("%(name)s ya no está en el catálogo", name=enterprise.name),
        _(
            "Este emprendimiento ya no está en el catálogo. Vea otros de %(place)s.",
            place=shared["department"].name,
        ),
        url_for(".show", slug=enterprise.slug),
        crumbs=_trail(enterprise),
        indexed=False,
    )


def _trail(enterprise: Enterprise) -> tuple[metadata.Crumb, ...]:
    return (
        metadata.home_crumb(),
        (_("Emprendimientos"), url_for(".index")),
        (enterprise.name, ""),
    )


def _meta(
    shared: dict[str, Any], rows: list[Any], face: presentation.Face, page: int, path: str, *, indexed: bool
) -> metadata.Meta:
    enterprise = shared["enterprise"]
    cover = shared["drawing"] or next((row for row in rows if row.token), None)
    business: dict[str, Any] = {
        "@type": "Organization",
        "name": enterprise.name,
        "url": metadata.absolute(url_for(".show", slug=enterprise.slug)),
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "PE",
            "addressRegion": shared["department"].name,
            "addressLocality": shared["place"].split(", ")[0],
        },
    }
    if face.picture:
        business["image"] = metadata.absolute(face.picture.src)
    title = _("%(name)s, de %(place)s", name=enterprise.name, place=shared["department"].name)
    if page > 1:
        title = _("%(title)s, página %(page)s", title=title, page=page)
    said = enterprise.story or f"{enterprise.name}, {shared['place']}. {presentation.makes(rows)}"
    return metadata.meta(
        title,
        said,
        path,
        image=share_url(cover) if cover else "",
        image_alt=title,
        crumbs=_trail(enterprise),
        data=[business] if indexed else [],
        indexed=indexed,
    )
