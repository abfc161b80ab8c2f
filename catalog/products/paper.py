"""What is taken away on paper: the sheet of one product, and the whole result of a search in neutral order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_time
from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalog import metadata
from catalog.photos.presentation import picture
from catalog.places.queries import Gazetteer
from catalog.products import dossiers, listing, presentation, queries
from catalog.products.dossiers import Dossier
from catalog.products.every_fact import every_fact
from catalog.products.filters import NOT_FILTERS, FilterSet
from catalog.products.neutral import in_order
from catalog.sectors.queries import SectorTree
from core.clock import LIMA, now
from core.i18n import BABEL_LOCALE, say_date
from core.numbers import format_number
from core.page_cache import do_not_keep

MOST = 2_500
# On one A4 the description gives way to the other words: characters of all of them, and the fewest of its own.
SHEET_HOLDS, SHEET_TELLS = 2_000, 240
# With more than so many other words the letters are smaller.
SHEET_IS_EASY = 650
LONGEST_NOTE = 240
MOST_PLACES = 14


@dataclass(frozen=True)
class Whole:
    """All that passes the filters; `products` is empty where there are more than paper takes."""

    products: list[Dossier]
    total: int
    said: list[str]
    notices: Sequence[str]
    made: str
    url: str

    @property
    def too_many(self) -> bool:
        """Whether a filter is needed first."""
        return self.total > MOST


def say_now() -> str:
    """The present moment in Lima: «12 de noviembre de 2026, 9:30 a. m.»; the page that says it is of now only."""
    do_not_keep()
    moment = now().astimezone(LIMA)
    # Babel sets a thin space that half the typefaces lack.
    hour = format_time(moment.time(), "h:mm a", locale=BABEL_LOCALE).replace("\u202f", " ")
    return f"{say_date(moment.date())}, {hour}"


def order_said() -> str:
    """The order, in words, wherever the whole result is handed over."""
    return _(
        "Orden alfabético por nombre de producto; si coinciden, por departamento, provincia y emprendimiento. "
        "Nadie paga ni es elegido para ir primero."
    )


def whole(
    session: Session,
    filters: FilterSet,
    places: Gazetteer,
    sectors: SectorTree,
    seals: dict[str, str],
    day: date,
) -> Whole:
    """Everything that passes the filters, in neutral order, however the list was sorted or paged."""
    filters = unsorted(filters)
    total = queries.count_products(session, filters, sectors, day)
    ids = queries.product_ids(session, filters, sectors, day, limit=MOST) if total <= MOST else []
    read = dossiers.read(session, ids, places, sectors, day)
    base = url_for("catalog.products.index")
    said = [chip.label for chip in listing.chips(filters, base, places, sectors, seals)]
    return gathered(filters, total, read, said, base)


def unsorted(filters: FilterSet) -> FilterSet:
    """The same filters without what only says how a list is looked at."""
    left = {
        name: kept for name, kept in filters.params.items() if name not in NOT_FILTERS or name == "textual"
    }
    return replace(filters, params=left, sort=filters.usual, page=1)


def gathered(filters: FilterSet, total: int, read: list[Dossier], said: Sequence[str], base: str) -> Whole:
    """What passes the filters, put in neutral order, with the words that say which filters these are."""
    url = listing.with_query(base, filters.query())
    return Whole(in_order(read), total, list(said), filters.notices, say_now(), url)


def whole_page(found: Whole, *, demo: bool) -> str:
    """The whole result as a page made for A4 across."""
    return render_template(
        "catalog/products/paper.html",
        meta=metadata.meta(
            _("Resultado completo, en papel"),
            _("Todos los productos que cumplen los filtros, en orden alfabético, con fecha."),
            found.url,
            indexed=False,
        ),
        whole=found,
        most=MOST,
        order=order_said(),
        start=url_for("catalog.products.show", slug="-")[:-1],
        site=metadata.absolute(""),
        xlsx=listing.with_query(found.url.partition("?")[0], _with_format(found.url, "xlsx")),
        short_day=short_day,
        demo=demo,
    )


def _with_format(url: str, kind: str) -> str:
    query = url.partition("?")[2]
    return f"{query}&formato={kind}" if query else f"formato={kind}"


def short_day(day: date) -> str:
    """«01/10/2026», where space is short."""
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True)
class SheetMonth:
    """One month on the sheet: what is left of it and what is promised, in the product's unit."""

    name: str
    year: str
    bar: presentation.MonthBar
    free: str
    promised: str


def sheet_page(session: Session, product_id: int, places: Gazetteer, sectors: SectorTree, day: date) -> str:
    """The technical sheet of one product, on one A4."""
    (one,) = dossiers.read(session, [product_id], places, sectors, day)
    path = url_for("catalog.products.show", slug=one.product.slug)
    facts = [_shortened(fact) for fact in every_fact(one)]
    others = sum(len(fact.words) + len(fact.note) for fact in facts)
    page = metadata.meta(
        _("Ficha técnica de %(name)s", name=one.product.name),
        f"{one.money} {one.unit.price_phrase}. {one.enterprise.name}, {one.place}.",
        path,
        indexed=False,
    )
    return render_template(
        "catalog/products/sheet.html",
        meta=page,
        one=one,
        path=path,
        facts=facts,
        months=_months(one),
        picture=picture(one.photo) if one.photo else None,
        description=_described(one, others),
        dense=others > SHEET_IS_EASY,
        confirmed=say_date(one.product.price_confirmed_on),
        old_price=presentation.price_is_old(one.product, day),
        made=say_now(),
        demo=one.enterprise.demo or queries.any_demo(session),
    )


def _shortened(fact: presentation.Fact) -> presentation.Fact:
    """Forty districts served, or a page of explanations, would push everything else off the sheet."""
    fact = replace(fact, note=_cut(fact.note, LONGEST_NOTE, "…"))
    named = fact.words.split(", ")
    if fact.term != _("Entrega en") or len(named) <= MOST_PLACES:
        return fact
    more = len(named) - MOST_PLACES
    words = _("%(places)s y %(more)s lugares más", places=", ".join(named[:MOST_PLACES]), more=more)
    return replace(fact, words=words)


def _cut(text: str, room: int, end: str) -> str:
    """A text that fits, cut between words."""
    if len(text) <= room:
        return text
    return text[:room].rsplit(" ", 1)[0].rstrip(" ,;.:") + end


def _months(one: Dossier) -> list[SheetMonth]:
    taken = one.promised
    kept = []
    for number, bar in enumerate(one.months, 1):
        name, _of, year = bar.name.partition(" de ")
        promised = taken.get(f"{year}-{number:02}", 0) if bar.state != "out" else 0
        free = ""
        if bar.state != "out" and one.product.capacity is not None:
            free = format_number(max(one.product.capacity - promised, 0))
        said = format_number(promised) if promised else ""
        kept.append(SheetMonth(name, year, bar, free, said))
    return kept


def _described(one: Dossier, others: int) -> str:
    """The description, or as much of it as fits beside the rest."""
    text = " ".join(one.product.description.split())
    return _cut(text, max(SHEET_TELLS, SHEET_HOLDS - others), _("… Sigue en la página."))
