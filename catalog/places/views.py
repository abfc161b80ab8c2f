"""The places: the map of the departments with its list, and the page of each department and province."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalog import metadata
from catalog.places import map as maps
from catalog.places import offers, presentation
from catalog.places.lookup import usual_slug
from catalog.places.queries import Gazetteer, Place, gazetteer
from catalog.products import listing
from catalog.products.months import MONTH_NAMES
from catalog.products.queries import any_demo
from catalog.sectors.queries import sector_tree
from core.clock import today
from core.db import db
from core.policies import public

bp = Blueprint("places", __name__)
SEASONAL, NEWEST = 4, 8


@bp.get("/lugares")
@public
def index() -> str:
    """The map of the country and the same as a list."""
    session = db.session()
    places, offered, sectors = gazetteer(session), offers.offers(session), sector_tree(session)
    lines = presentation.department_lines(offered, places, offers.sectors_by_department(session), sectors)
    total = offered.get("", offers.NOTHING)
    path = url_for(".index")
    found = [{"name": line.name, "url": metadata.absolute(line.url)} for line in lines if line.products]
    items = [{"@type": "ListItem", "position": place, **one} for place, one in enumerate(found, 1)]
    return render_template(
        "catalog/places/index.html",
        meta=metadata.meta(
            _("Lugares: qué se ofrece en cada departamento"),
            _(
                "El mapa del Perú con lo que ofrece cada departamento: cuántos productos, quiénes y qué rubros."
            ),
            path,
            crumbs=(metadata.home_crumb(), (_("Lugares"), path)),
            data=[{"@type": "ItemList", "itemListElement": items}] if items else (),
            indexed=total.products > 0,
        ),
        map=maps.drawn_map(maps.map_of(offered, places)),
        lines=lines,
        total=total,
        offering=len(found),
        demo=any_demo(session),
    )


@bp.get("/lugares/<slug>")
@public
def department(slug: str) -> Response | str:
    """One department: what it offers, who makes it, and what lies around it."""
    places = gazetteer(db.session())
    place = places.find(usual_slug(slug))
    if place is None:
        abort(404)
    if place.slug != slug:
        return redirect(presentation.place_url(place, places), 301)
    offered = offers.offers(db.session())
    parts = [presentation.place_line(one, places, offered) for one in places.under(place.code)]
    return _page(place, places, offered, parts=presentation.parted(parts))


@bp.get("/lugares/<slug>/<province_slug>")
@public
def province(slug: str, province_slug: str) -> Response | str:
    """One province: the same, with its districts; who shows only her province is counted in no district."""
    session = db.session()
    places = gazetteer(session)
    above = places.find(usual_slug(slug))
    place = places.find(usual_slug(province_slug), above.code, level=4) if above else None
    if place is None or above is None:
        abort(404)
    if (above.slug, place.slug) != (slug, province_slug):
        return redirect(presentation.place_url(place, places), 301)
    districts = offers.districts_in(session, place.code)
    return _page(
        place,
        places,
        offers.offers(session),
        parts=presentation.district_lines(place, places, districts),
        nowhere=districts.get(None, offers.NOTHING),
    )


def _page(place: Place, places: Gazetteer, offered: Any, **shown: Any) -> str:
    session, day = db.session(), today()
    here = offered.get(place.code, offers.NOTHING)
    above = places.by_code[place.code[:2]]
    inside = [place.code] if len(place.code) == 4 else [one.code for one in places.under(place.code)]
    sectors = sector_tree(session)
    rows = offers.sectors_in(session, inside, day.month) if here.products else []
    seasonal, newest = _cards(inside, places, sectors) if rows else ([], [])
    month = MONTH_NAMES[day.month - 1]
    return render_template(
        "catalog/places/show.html",
        meta=_meta(place, above, places, here, rows, sectors),
        place=place,
        above=above if above is not place else None,
        offer=here,
        map=maps.small_map(above.code),
        sectors=presentation.sector_lines(rows, place, places, sectors),
        seasonal=seasonal,
        newest=newest,
        woven=any("#weave" in card for card in [*seasonal, *newest]),
        month=month,
        now=sum(row.now for row in rows),
        now_url=presentation.products_url(place, places, mes=month),
        products_url=presentation.products_url(place, places),
        makers=[_maker(row, places) for row in offers.makers_in(session, inside)] if here.makers else [],
        delivered=offers.delivered_to(session, above.code),
        department=above,
        near=presentation.near(place, places, offered),
        demo=any_demo(session),
        **{"nowhere": offers.NOTHING, **shown},
    )


def _cards(inside: list[str], places: Gazetteer, sectors: Any) -> tuple[list[Any], list[Any]]:
    """What is in season and what is newest beside it, their cards read together."""
    session, day = db.session(), today()
    seasonal = offers.in_season(session, inside, day.month, limit=SEASONAL)
    latest = offers.newest(session, inside, limit=SEASONAL + NEWEST)
    newest = [one for one in latest if one not in seasonal][:NEWEST]
    cards = listing.cards(session, [*seasonal, *newest], places, sectors, day)
    return cards[: len(seasonal)], cards[len(seasonal) :]


def _maker(row: Any, places: Gazetteer) -> dict[str, str]:
    return {
        "slug": row.slug,
        "name": row.name,
        "place": places.name(row.district_code or row.province_code),
    }


def _meta(
    place: Place, above: Place, places: Gazetteer, here: offers.Offer, rows: Any, sectors: Any
) -> metadata.Meta:
    path = presentation.place_url(place, places)
    trail = [metadata.home_crumb(), (_("Lugares"), url_for(".index"))]
    trail += [(one.name, presentation.place_url(one, places)) for one in dict.fromkeys((above, place))]
    names = [sectors.by_id[row.sector_id].name for row in rows[:3] if row.sector_id in sectors.by_id]
    where = place.name if place is above else f"{place.name}, {above.name}"
    inside: dict[str, Any] = {"@type": "Country", "name": "Perú"}
    if place is not above:
        inside = {"@type": "AdministrativeArea", "name": above.name, "containedInPlace": inside}
    area = {
        "@type": "AdministrativeArea",
        "name": place.name,
        "url": metadata.absolute(path),
        "containedInPlace": inside,
    }
    said = _("%(sectors)s y quiénes lo hacen, con precios y meses.", sectors=", ".join(names).capitalize())
    return metadata.meta(
        _("%(place)s: productos y quiénes los hacen", place=where),
        f"{where}. {said}"
        if names
        else _("%(place)s todavía no tiene productos en el catálogo.", place=where),
        path,
        crumbs=trail,
        data=[area] if here.products else (),
        indexed=here.products > 0,
    )
