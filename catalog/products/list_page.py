"""What a page of a list shows around its cards, and how the whole of it is taken away."""

from collections.abc import Callable, Hashable
from typing import Any

from flask import abort, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from catalog import fragments
from catalog.places.queries import Gazetteer
from catalog.products import listing, paper, spreadsheet
from catalog.products.filters import FilterSet
from catalog.sectors.queries import SectorTree
from core import throttling

KINDS = ("papel", "xlsx")
# The whole result costs a hundred times what a page does.
TAKEN_AWAY = "60 per hour"


def address() -> str:
    """Where the list at work stands, without its filters: what `url_for` would put together from its route."""
    return f"{request.script_root}{request.url_rule}"


def take_away_asked() -> str:
    """How the whole result is asked for; empty where a page of it is. Refused to who asks for too many."""
    kind = request.args.get("formato", "")
    if kind not in KINDS:
        return ""
    if throttling.seconds_to_wait("papel", TAKEN_AWAY):
        abort(429)
    return kind


def taken_away(kind: str, whole: paper.Whole, *, demo: bool) -> Response | str:
    """The whole result on paper or as a workbook; paper says so where there is too much of it."""
    if kind == "xlsx" and not whole.too_many:
        return spreadsheet.whole_workbook(whole)
    return paper.whole_page(whole, demo=demo)


def context(
    filters: FilterSet,
    found: listing.Listing,
    base: str,
    places: Gazetteer,
    sectors: SectorTree,
    seals: dict[str, str],
) -> dict[str, Any]:
    """The state of a list, and the links that change it."""

    def url(number: int) -> str:
        return listing.page_url(filters, base, number)

    return {
        "base": base,
        "filters": filters,
        "listing": found,
        "chips": listing.chips(filters, base, places, sectors, seals),
        "sorts": listing.sort_links(filters, base),
        "pager_links": listing.page_links(filters.page, found.pages, url),
        "page_url": url,
        "unmeasured_url": listing.with_query(base, filters.unmeasured().query()),
        "grouped": filters.grouped,
    }


def shown(filters: FilterSet, sectors: SectorTree, seals: dict[str, str]) -> tuple[Hashable, ...]:
    """What the address and the choices beside a list say."""
    typed = tuple(filters.typed.items())
    return (filters.query(), typed, filters.notices, sectors.said, tuple(seals.items()))


def rendered(
    template: str, found: listing.Listing, around: tuple[Hashable, ...], fill: Callable[[], dict[str, Any]]
) -> str:
    """A page of a list: its cards, put into the rest of it, which is kept under all that it shows.

    `around` is all that `fill` shows; what the list found is known here.
    """
    bare = found.bare()

    def render() -> Markup:
        page = render_template(template, **fill() | {"listing": bare})
        return Markup(page)  # noqa: S704 the template escapes what it shows

    counts = (found.total, found.page, found.pages)
    page = fragments.keep(render, template, *around, *counts, *bare.cards)
    return str(page).replace(bare.cards[0], "".join(found.cards)) if bare.cards else str(page)
