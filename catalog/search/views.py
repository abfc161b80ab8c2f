"""The pages of search: what is found, and what may be meant while it is typed."""

from flask import Blueprint, abort, jsonify, request
from werkzeug.wrappers import Response

from catalog.places.queries import gazetteer
from catalog.products import list_page, queries
from catalog.products.filter_reading import read_filters
from catalog.search import presentation, search
from catalog.search.sources import Ground
from catalog.search.suggestions import as_json, suggest
from catalog.sectors.queries import sector_tree
from core import throttling
from core.clock import today
from core.db import db
from core.policies import public

bp = Blueprint("search", __name__)
# A letter a question: who types fast for ten minutes asks for less.
TYPED = "900 per 10 minutes"


@bp.get("/buscar")
@public
def index() -> Response | tuple[str, int] | str:
    """What the words and the filters of the address find; whole, on paper or as a workbook, where it says so."""
    ground, base = _ground(), list_page.address()
    args = request.args
    asked = read_filters(args, places=ground.places, sectors=ground.sectors, seals=ground.seals)
    demo = queries.any_demo(ground.session)
    if kind := list_page.take_away_asked():
        whole = search.from_source(ground, lambda source: search.whole(ground, source, asked, base))
        return list_page.taken_away(kind, whole, demo=demo)
    page = search.from_source(
        ground, lambda source: presentation.page(ground, source, asked, base, demo=demo)
    )
    html = list_page.rendered("catalog/search/index.html", page.found, page.shown, page.fill)
    return html, 404 if page.found.past_the_end else 200


@bp.get("/buscar/sugerencias")
@public
def suggestions() -> Response:
    """What may be meant by what is typed so far."""
    if throttling.seconds_to_wait("sugerencias", TYPED):
        abort(429)
    ground, typed = _ground(), request.args.get("q", "")
    return jsonify(as_json(search.from_source(ground, lambda source: suggest(ground, source, typed))))


def _ground() -> Ground:
    session = db.session()
    return Ground(session, gazetteer(session), sector_tree(session), queries.seal_names(session), today())
