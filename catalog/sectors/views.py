"""The sectors as pictures, and the page of each: what hangs from it and what is newest in it."""

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from catalog import metadata
from catalog.places.queries import gazetteer
from catalog.products import listing, presentation, queries
from catalog.products.filter_reading import read_page
from catalog.products.filters import FilterSet
from catalog.sectors.offer import sector_tiles
from catalog.sectors.queries import sector_tree
from core.clock import today
from core.db import db
from core.policies import public

bp = Blueprint("sectors", __name__)


@bp.get("/rubros")
@public
def index() -> str:
    """Every sector with its picture and how much it offers."""
    session = db.session()
    sectors = sector_tree(session)
    tiles = sector_tiles(session, sectors)
    here = url_for(".index")
    return render_template(
        "catalog/sectors/index.html",
        meta=metadata.meta(
            _("Rubros"),
            _("Papas, quesos, café, tejidos, servicios: todo lo que se ofrece, por lo que es."),
            here,
            crumbs=(metadata.home_crumb(), (_("Rubros"), here)),
        ),
        groups=[(tiles[top.id], [tiles[one.id] for one in sectors.children(top)]) for top in sectors.tops],
        demo=queries.any_demo(session),
    )


@bp.get("/rubros/<slug>")
@public
def show(slug: str) -> tuple[str, int]:
    """One sector with its products."""
    session = db.session()
    sectors = sector_tree(session)
    sector = sectors.by_slug.get(slug)
    if sector is None:
        abort(404)
    places = gazetteer(session)
    filters = FilterSet(sectors=(sector,), page=read_page(request.args.get("pagina", "")))
    found = listing.build(session, filters, places, sectors, today())
    base = url_for(".show", slug=slug)

    def url(number: int) -> str:
        return listing.with_query(base, f"pagina={number}" if number > 1 else "")

    line, under = sectors.line(sector), sectors.children(sector)
    tiles = sector_tiles(session, sectors) if under else {}
    page = render_template(
        "catalog/sectors/show.html",
        meta=metadata.meta(
            sector.name,
            _("%(sector)s: precio base, cuánto se puede entregar y en qué meses.", sector=sector.name),
            url(filters.page),
            crumbs=[metadata.home_crumb(), *((one.name, url_for(".show", slug=one.slug)) for one in line)],
            indexed=found.total > 0 and not found.past_the_end,
        ),
        sector=sector,
        parent=line[-2] if len(line) > 1 else None,
        tiles=[tiles[one.id] for one in under],
        siblings=[one for one in sectors.children(line[-2]) if one is not sector] if len(line) > 1 else [],
        hue=presentation.hue(sector),
        listing=found,
        pager_links=listing.page_links(filters.page, found.pages, url),
        page_url=url,
        demo=queries.any_demo(session),
    )
    return page, 404 if found.past_the_end else 200
