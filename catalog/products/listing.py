"""One page of the list: its cards, the way to its neighbours, and how to undo each filter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from flask import current_app, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from catalog import fragments
from catalog.changes.versions import version_of_request
from catalog.places.queries import Gazetteer
from catalog.products import grouping, presentation, queries
from catalog.products.filter_reading import read_filters
from catalog.products.filters import NOT_FILTERS, RELEVANCE, FilterSet
from catalog.products.forms import choices
from catalog.products.prices import say_quantity
from catalog.products.shelf import Piece, shelf
from catalog.products.units import UNITS
from catalog.search.exactly import find_exactly
from catalog.sectors.queries import SectorTree
from core.i18n import language

# Each way out of an empty list is a count: some of many filters are enough.
MOST_WAYS, SHOWN_WAYS = 8, 4
# The first row of a phone.
FIRST_SEEN = 2


class Look(NamedTuple):
    """How the card of one product was asked for: with a box to choose it, at once, in a language, under a path."""

    product: int
    pick: bool
    eager: bool
    language: str
    root: str


@dataclass(frozen=True)
class Link:
    """A link of a list of choices."""

    label: str
    url: str
    on: bool = False


@dataclass(frozen=True)
class Listing:
    """What the template shows."""

    cards: list[Markup]
    total: int
    page: int
    pages: int

    @property
    def woven(self) -> bool:
        """Whether the page needs the cloth: for a card without a photo, or for having no cards."""
        return not self.cards or any("#weave" in card for card in self.cards)

    def bare(self) -> "Listing":
        """The same with one mark in the place of all its cards: no text that is shown can hold it unescaped."""
        mark = Markup("<!--cards #weave-->" if self.woven else "<!--cards-->")  # noqa: S704 constants
        return replace(self, cards=[mark] if self.cards else [])

    @property
    def past_the_end(self) -> bool:
        """Whether a page was asked that does not exist."""
        return self.page > self.pages


def build(
    session: Session, filters: FilterSet, places: Gazetteer, sectors: SectorTree, today: date
) -> Listing:
    """Count, then show one page of cards: from the snapshot, or with three or four queries whatever there is."""
    offset = (filters.page - 1) * queries.PAGE_SIZE
    found = find_exactly(session, filters, sectors, today, offset=offset, limit=queries.PAGE_SIZE)
    total, ids = (found.total, found.ids) if found else _read(session, filters, sectors, today, offset)
    shown = cards(session, ids, places, sectors, today, pick=filters.comparing, first_seen=FIRST_SEEN)
    return Listing(shown, total, filters.page, max(1, -(-total // queries.PAGE_SIZE)))


def _read(
    session: Session, filters: FilterSet, sectors: SectorTree, today: date, offset: int
) -> tuple[int, list[int]]:
    totals = grouping.count_by_dimension(session, filters, sectors, today) if filters.grouped else {}
    total = sum(totals.values()) if totals else queries.count_products(session, filters, sectors, today)
    if offset >= total:
        return total, []
    if totals:
        return total, grouping.ids(session, filters, sectors, today, totals, offset=offset)
    return total, queries.product_ids(session, filters, sectors, today, offset=offset)


def cards(
    session: Session,
    ids: Sequence[int],
    places: Gazetteer,
    sectors: SectorTree,
    today: date,
    *,
    pick: bool = False,
    first_seen: int = 0,
) -> list[Markup]:
    """The rendered cards of these products, in this order; with a box to choose each, where asked.

    The pictures of the `first_seen` are asked for at once, those of the others when they come near the screen.
    """
    at, kept = version_of_request(session), shelf()
    kept.bring_up(session, at, today)
    lang, root = language(), request.script_root
    looks = [Look(one, pick, place < first_seen, lang, root) for place, one in enumerate(ids)]
    found = kept.take(looks)
    missing = {look.product: look for look in looks if look not in found}
    if missing:
        rows = {missing[row.id]: row for row in queries.card_rows(session, list(missing), today)}
        drawn = {
            look: Piece(_card(row, look, places, sectors, today), row.id, row.enterprise_id)
            for look, row in rows.items()
        }
        kept.put(at, today, drawn)
        found.update((look, piece.rendered) for look, piece in drawn.items())
    return [found[look] for look in looks if look in found]


def _card(row: Any, look: Look, places: Gazetteer, sectors: SectorTree, today: date) -> Markup:
    macro: Any = current_app.jinja_env.get_template("components/card.html").module
    prefix = url_for("catalog.products.show", slug="-")[:-1]
    html: Markup = macro.card(presentation.card(row, places, sectors, today), prefix, look.pick, look.eager)
    return html


def filter_form(
    filters: FilterSet, base: str, places: Gazetteer, sectors: SectorTree, seals: dict[str, str]
) -> Markup:
    """The form with the choices of this address."""

    def render() -> Markup:
        macro: Any = current_app.jinja_env.get_template("components/filters.html").module
        html: Markup = macro.filter_form(choices(filters, places, sectors, seals), filters, base)
        return html

    typed = tuple(filters.typed.items())
    shown = (filters.query(), typed, filters.place, sectors.said, tuple(seals.items()))
    return fragments.keep(render, "filters", base, *shown)


def sort_links(filters: FilterSet, base: str) -> list[Link]:
    """The orders to choose from."""
    likest = {RELEVANCE: _("Más parecidos")} if filters.usual == RELEVANCE else {}
    names = likest | {
        "recientes": _("Más recientes"),
        "precio": _("Menor precio"),
        "precio-desc": _("Mayor precio"),
        "capacidad": _("Mayor capacidad"),
        "nombre": _("Nombre, A–Z"),
    }
    return [
        Link(name, with_query(base, filters.query(orden=sort)), filters.sort == sort)
        for sort, name in names.items()
    ]


def chips(
    filters: FilterSet, base: str, places: Gazetteer, sectors: SectorTree, seals: dict[str, str]
) -> list[Link]:
    """One link a filter: following it takes the filter off."""
    links = []
    for name, values in filters.params.items():
        if name in NOT_FILTERS:
            continue
        for value in values:
            label = _label(name, value, filters, places, sectors, seals)
            links.append(Link(label, with_query(base, filters.without(name, value))))
    return links


@dataclass(frozen=True)
class WayOut:
    """An empty list's door to one that is not: what to take off, and how many wait there."""

    label: str
    url: str
    total: int


def ways_out(
    session: Session,
    filters: FilterSet,
    base: str,
    places: Gazetteer,
    sectors: SectorTree,
    seals: dict[str, str],
    today: date,
) -> list[WayOut]:
    """What finds something with one filter less, or with what is looked for alone; asked only of an empty list."""
    off = chips(filters, base, places, sectors, seals)[:MOST_WAYS]
    asked = [(_("Sin %(filter)s", filter=chip.label), chip.url.partition("?")[2]) for chip in off]
    aims = {name: filters.params[name] for name in ("q", "rubro") if name in filters.params}
    aim = FilterSet(params=aims)
    if aims and filters.active > aim.active + 1:
        said = ", ".join(
            _label(name, one, filters, places, sectors, seals) for name in aims for one in aims[name]
        )
        asked.insert(0, (_("Solo %(aim)s", aim=said), aim.query()))
    if not asked:
        return []
    read = [
        read_filters(MultiDict(parse_qsl(q)), places=places, sectors=sectors, seals=seals) for _n, q in asked
    ]
    totals = queries.count_each(session, read, sectors, today)
    found = [
        WayOut(n, with_query(base, q), total) for (n, q), total in zip(asked, totals, strict=True) if total
    ]
    return found[:SHOWN_WAYS]


def _label(
    name: str, value: str, filters: FilterSet, places: Gazetteer, sectors: SectorTree, seals: dict[str, str]
) -> str:
    if name in ("departamento", "provincia", "distrito"):
        return _place_name(name, value, filters, places)
    if name == "rubro":
        return sectors.by_slug[value].name
    if name == "sello":
        return _("Sello: %(seal)s", seal=seals.get(value, value))
    if name == "entrega" and filters.delivery:
        return _("Entrega en %(place)s", place=filters.delivery.name)
    if name == "unidad":
        return _capital(UNITS[value].price_phrase)
    if name == "capacidad_min" and filters.capacity is not None and filters.capacity_unit:
        quantity = say_quantity(filters.capacity, filters.capacity_unit)
        return _("%(quantity)s o más al mes", quantity=quantity)
    words = {
        "q": _("«%(words)s»", words=value),
        "precio_min": _("Desde S/ %(price)s", price=value.removeprefix("S/").strip()),
        "precio_max": _("Hasta S/ %(price)s", price=value.removeprefix("S/").strip()),
        "mes": _("En %(month)s", month=value),
        "registro": _("Con registro sanitario") if value == "si" else _("Registro en camino"),
        "comprobante": _("Con liquidación de compra")
        if value == "liquidacion"
        else _("Con %(paper)s", paper=value),
        "billetera": value.capitalize(),
    }
    return words.get(name, value)


def _place_name(name: str, slug: str, filters: FilterSet, places: Gazetteer) -> str:
    if not filters.place:
        return slug
    length = {"departamento": 2, "provincia": 4, "distrito": 6}[name]
    return places.name(filters.place.code[:length])


def page_links(here: int, pages: int, url: Callable[[int], str]) -> list[Link | None]:
    """First, last and the pages around this one; None stands for those left out."""
    shown = sorted({1, pages, *range(max(1, here - 1), min(pages, here + 1) + 1)})
    links: list[Link | None] = []
    previous = 0
    for page in shown:
        if page - previous > 1:
            links.append(None)
        links.append(Link(str(page), url(page), page == here))
        previous = page
    return links


def page_url(filters: FilterSet, base: str, page: int) -> str:
    """The address of one page with the same filters."""
    return with_query(base, filters.query(pagina=str(page)))


def with_query(base: str, query: str) -> str:
    """A path with its query string, where there is one."""
    return f"{base}?{query}" if query else base


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
