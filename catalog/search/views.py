"""The pages of search: what is found, and what may be meant while it is typed."""

from flask import Blueprint, abort, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from catalog.places.queries import gazetteer
from catalog.products import list_page, listing, queries
from catalog.products.filter_reading import read_filters
from catalog.search import presentation, search
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
    session = db.session()
    places, sectors, seals = gazetteer(session), sector_tree(session), queries.seal_names(session)
    asked = read_filters(request.args, places=places, sectors=sectors, seals=seals)
    base = url_for("catalog.search.index")
    if kind := list_page.take_away_asked():
        whole = search.whole(session, asked, places, sectors, seals, today(), base)
        return list_page.taken_away(kind, whole, demo=queries.any_demo(session))
    answer = search.answer(session, asked, places, sectors, today())
    found = answer.found
    page = render_template(
        "catalog/search/index.html",
        **list_page.context(asked, found, base, places, sectors, seals),
        meta=presentation.meta(asked, base),
        ways=[] if found.total else listing.ways_out(session, asked, base, places, sectors, seals, today()),
        unlike=queries.count_unlike(session, asked, sectors, today()) if asked.measured else 0,
        filter_form=listing.filter_form(asked, base, places, sectors, seals),
        title=presentation.title(asked),
        demo=queries.any_demo(session),
    )
    return page, 404 if found.past_the_end else 200


@bp.get("/buscar/sugerencias")
@public
def suggestions() -> Response:
    """What may be meant by what is typed so far."""
    if throttling.seconds_to_wait("sugerencias", TYPED):
        abort(429)
    session = db.session()
    typed = request.args.get("q", "")
    groups = suggest(session, typed, gazetteer(session), sector_tree(session), None)
    return jsonify(as_json(groups))
