"""The list of products and the page of each."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalog import metadata
from catalog.enterprises.portraits import portrait_of
from catalog.photos.presentation import picture, share_url
from catalog.places.queries import gazetteer
from catalog.products import (
    detail_queries,
    kept_page,
    list_page,
    listing,
    paper,
    presentation,
    queries,
    showing,
)
from catalog.products.filter_reading import read_filters
from catalog.products.filters import FilterSet
from catalog.products.units import UNITS
from catalog.sectors.queries import SectorTree, sector_tree
from catalog.sharing.models import ShareImage
from core.clock import today
from core.db import db
from core.numbers import format_money
from core.policies import public

bp = Blueprint("products", __name__)
PRICE_HOLDS = timedelta(days=183)


@bp.get("/productos")
@public
def index() -> Response | tuple[str, int] | str:
    """The list, filtered and sorted as its address says; whole, on paper or as a workbook, where it says so."""
    session = db.session()
    places, sectors, seals = gazetteer(session), sector_tree(session), queries.seal_names(session)
    filters = read_filters(request.args, places=places, sectors=sectors, seals=seals)
    if filters.words:
        return _searched(filters)
    if kind := list_page.take_away_asked():
        whole = paper.whole(session, filters, places, sectors, seals, today())
        return list_page.taken_away(kind, whole, demo=queries.any_demo(session))
    day, base, demo = today(), list_page.address(), queries.any_demo(session)
    found = listing.build(session, filters, places, sectors, day)
    unlike = queries.count_unlike(session, filters, sectors, day) if filters.measured else 0
    ways = [] if found.total else listing.ways_out(session, filters, base, places, sectors, seals, day)

    def fill() -> dict[str, Any]:
        return list_page.context(filters, found, base, places, sectors, seals) | {
            "meta": _list_meta(filters, found, base),
            "ways": ways,
            "unlike": unlike,
            "filter_form": listing.filter_form(filters, base, places, sectors, seals),
            "title": _title(filters),
            "demo": demo,
        }

    around = (*list_page.shown(filters, sectors, seals), day, demo, unlike, tuple(ways))
    page = list_page.rendered("catalog/products/index.html", found, around, fill)
    return page, 404 if found.past_the_end else 200


def _searched(filters: FilterSet) -> Response:
    """Words are looked for in another place, with the same filters."""
    kind = request.args.get("formato", "")
    query = filters.query(formato=kind if kind in list_page.KINDS else None)
    return redirect(listing.with_query(url_for("catalog.search.index"), query), 301)


def _title(filters: FilterSet) -> str:
    what = filters.sectors[0].name if len(filters.sectors) == 1 else _("Productos")
    if filters.place:
        return _("%(what)s de %(place)s", what=what, place=filters.place.name)
    return what if len(filters.sectors) == 1 else _("Productos de la tierra y de las manos")


def _list_meta(filters: FilterSet, found: listing.Listing, base: str) -> metadata.Meta:
    title = _title(filters)
    if filters.page > 1:
        title = _("%(title)s, página %(page)s", title=title, page=filters.page)
    here = listing.page_url(filters, base, filters.page)
    return metadata.meta(
        title,
        _(
            "%(title)s: precio base, cuánto se puede entregar y en qué meses, directo de quien produce.",
            title=title,
        ),
        here,
        indexed=not found.past_the_end and found.total > 0 and _worth_finding(filters),
    )


def _worth_finding(filters: FilterSet) -> bool:
    """One filter makes a page worth finding; heaps of combinations do not."""
    return filters.active <= 2 and not filters.comparing


@bp.get("/productos/<slug>")
@public
def show(slug: str) -> Response | tuple[str, int] | str:
    """One product: live, no longer offered (410), moved (301) or not here (404)."""
    session, day, on_paper = db.session(), today(), request.args.get("formato") == "ficha"
    kept = None if on_paper else kept_page.find(session, slug, day)
    if kept is not None:
        return kept
    row = detail_queries.product_by_slug(session, slug)
    if row is None:
        moved = detail_queries.moved_to(session, slug)
        return redirect(url_for(".show", slug=moved), 301) if moved else abort(404)
    product, enterprise, sector, registration, drawing = row
    if "unpublished" in (product.status, enterprise.status):
        abort(404)
    places, sectors = gazetteer(session), sector_tree(session)
    gone = "archived" in (product.status, enterprise.status)
    if on_paper and not gone:
        return paper.sheet_page(session, product.id, places, sectors, day)
    subject = kept_page.Subject(product.id, enterprise.id, sector.id, enterprise.province_code[:2])
    cards = kept_page.related(session, subject, day)
    shared: dict[str, Any] = {
        "product": product,
        "enterprise": enterprise,
        "sector": sectors.by_id[sector.id],
        "related": [kept_page.RELATED] if cards else [],
        "place": places.full(enterprise.province_code, enterprise.district_code),
        "demo": enterprise.demo or queries.any_demo(session),
    }
    if gone:
        return _gone(shared | {"related": cards}, sectors), 410
    photos = detail_queries.photos_of(session, product.id)
    promised = detail_queries.promised(session, product.id, day)
    parts = showing.Parts(
        pictures=[picture(photo) for photo in photos],
        thumbs=[picture(photo, widest=320, usual=320) for photo in photos],
        promised=promised,
        delivery=list(detail_queries.delivery_codes(session, product.id)),
        registration=registration,
        seals=detail_queries.seals_of(session, product.id, day),
        portrait=portrait_of(session, enterprise.id),
    )
    page = render_template(
        "catalog/products/show.html",
        **shared,
        **showing.context(product, enterprise, sector.paper_rule, parts, places, day),
        meta=_meta(shared, photos, drawing, promised, sectors, day),
    )
    return kept_page.keep(session, slug, subject, page, cards, day)


def _trail(sector: Any, sectors: SectorTree, name: str) -> list[metadata.Crumb]:
    line = [(one.name, url_for("catalog.sectors.show", slug=one.slug)) for one in sectors.line(sector)]
    return [metadata.home_crumb(), *line, (name, "")]


def _gone(shared: dict[str, Any], sectors: SectorTree) -> str:
    """410: the address was right and the product is not coming back, so search engines may forget it."""
    product = shared["product"]
    page = metadata.meta(
        _("%(name)s ya no se ofrece", name=product.name),
        _("Este producto ya no se ofrece. Vea otros parecidos."),
        url_for(".show", slug=product.slug),
        crumbs=_trail(shared["sector"], sectors, product.name),
        indexed=False,
    )
    return render_template("catalog/products/gone.html", meta=page, **shared)


def _meta(
    shared: dict[str, Any],
    photos: Any,
    drawing: ShareImage | None,
    promised: dict[str, int],
    sectors: SectorTree,
    day: date,
) -> metadata.Meta:
    product, enterprise = shared["product"], shared["enterprise"]
    path = url_for(".show", slug=product.slug)
    unit = UNITS[product.unit]
    price = format_money(product.price)
    said = _(
        "%(price)s %(unit)s. %(maker)s, %(place)s.",
        price=price, unit=unit.price_phrase, maker=enterprise.name, place=shared["place"],
    )  # fmt: skip
    image = share_url(photos[0]) if photos else ""
    data = metadata.product(
        product.name, product.description, path, [image] if image else [], enterprise.name
    )
    data["offers"] = metadata.offer(
        product.price,
        unit.singular,
        path,
        available=presentation.free_now(product, promised, day),
        until=product.price_confirmed_on + PRICE_HOLDS,
    )
    return metadata.meta(
        _("%(name)s de %(place)s", name=product.name, place=shared["place"].rpartition(", ")[2]),
        f"{said} {product.description}",
        path,
        image=share_url(drawing) if drawing else image,
        image_alt=f"{product.name}. {said}",
        kind="product",
        price=metadata.in_soles(product.price),
        crumbs=_trail(shared["sector"], sectors, product.name),
        data=[data],
    )
