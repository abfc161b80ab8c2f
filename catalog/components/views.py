"""The living page of components."""

import re

from flask import Blueprint, current_app, render_template, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from catalog import metadata
from catalog.components import samples
from catalog.enterprises.presentation import Face
from catalog.places.map import drawn_map, offer_map
from catalog.places.queries import gazetteer
from catalog.products.filter_reading import read_filters
from catalog.products.listing import filter_form
from catalog.products.queries import seal_names
from catalog.search.facets_form import facet_form
from catalog.sectors.queries import sector_tree
from core.clock import today
from core.db import db
from core.policies import public

bp = Blueprint("components", __name__)


def _filters() -> tuple[Markup, Markup]:
    """The form of filters with two of them on, as a list has it and with the numbers that a search has."""
    session = db.session()
    places, sectors, seals = gazetteer(session), sector_tree(session), seal_names(session)
    asked = MultiDict([("rubro", "lacteos"), ("mes", "abril")])
    filters = read_filters(asked, places=places, sectors=sectors, seals=seals)
    base = url_for(".index")
    plain = filter_form(filters, base, places, sectors, seals)
    counted = facet_form(filters, samples.counts(), base, places, sectors, seals)
    # One page has one of the two: here each needs names of its own.
    own = re.sub(r'\b(id|for)="f', r'\1="c-f', counted).replace('aria-label="', 'aria-label="Muestra: ')
    return plain, Markup(own)  # noqa: S704 rendered by templates that escape


@bp.get("/_componentes")
@public
def index() -> str:
    """Every component in its states, with the stylesheets the pages use."""
    plain, counted = _filters()
    photo = samples.picture(current_app.jinja_env.globals["asset"])  # type: ignore[arg-type]  # set by core.assets
    return render_template(
        "catalog/components/index.html",
        meta=metadata.meta(
            "Componentes", "Cada pieza de las páginas, en cada estado.", url_for(".index"), indexed=False
        ),
        colours=samples.colours(),
        photo=photo,
        cards=samples.cards(photo, today()),
        bars=samples.month_bars(),
        facts=samples.facts(),
        tiles=samples.tiles(photo),
        faces=[
            Face(photo, portrait=True, initials="PC", hue="hue-agropecuario"),
            Face(None, portrait=False, initials="TW", hue="hue-artesanal"),
        ],
        seasons=samples.seasons(),
        columns=samples.columns(),
        maker=samples.maker(photo),
        form=samples.filled_form(),
        filter_form=plain,
        facet_form=counted,
        map=drawn_map(offer_map(db.session())),
        links=samples.pager(),
        page_url=samples.page_url,
        crumbs_shown=[
            ("Inicio", "/"),
            ("Agropecuario", "#"),
            ("Quesos y lácteos", "#"),
            ("Queso fresco", ""),
        ],
    )
