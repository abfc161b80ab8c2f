"""What cards and pages say of an enterprise: every sentence made from its values and its products'."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from catalog.enterprises import page_queries, queries
from catalog.enterprises.models import Enterprise, Invoice
from catalog.enterprises.portraits import large_portrait, portrait_rows, small_portrait
from catalog.photos.presentation import Picture, picture, small_picture
from catalog.places.queries import Gazetteer
from catalog.products import presentation
from catalog.products.models import Payment
from catalog.products.months import MONTH_NAMES
from catalog.products.presentation import Fact, MonthBar
from catalog.sectors.queries import SectorTree

MOST_PLACES = 8
MOST_WORDS = 3
_SMALL_WORDS = {"a", "con", "de", "del", "e", "el", "en", "la", "las", "los", "para", "por", "y"}


@dataclass(frozen=True)
class MakerCard:
    """One enterprise in a list."""

    slug: str
    name: str
    place: str
    makes: str
    picture: Picture | None
    portrait: Picture | None
    hue: str
    demo: bool


@dataclass(frozen=True)
class Shown:
    """What cards and pages show of some enterprises, read in two questions."""

    offers: dict[int, list[Any]]
    portraits: dict[int, Any]


def shown(session: Session, enterprise_ids: Sequence[int]) -> Shown:
    """Read what these enterprises offer, and the portraits of who makes it."""
    if not enterprise_ids:
        return Shown({}, {})
    return Shown(queries.offers(session, enterprise_ids), portrait_rows(session, enterprise_ids))


def cards(
    found: Iterable[Enterprise], read: Shown, places: Gazetteer, sectors: SectorTree
) -> list[MakerCard]:
    """The cards of these enterprises."""
    return [
        _card(one, read.offers.get(one.id, []), read.portraits.get(one.id), places, sectors) for one in found
    ]


def _card(
    one: Enterprise, rows: list[Any], portrait: Any, places: Gazetteer, sectors: SectorTree
) -> MakerCard:
    cover = next((row for row in rows if row.token), None)
    return MakerCard(
        slug=one.slug,
        name=one.name,
        place=places.short(one.province_code, one.district_code),
        makes=makes(rows),
        picture=small_picture(cover) if cover else None,
        portrait=small_portrait(portrait) if portrait else None,
        hue=hue(rows, sectors),
        demo=one.demo,
    )


def makes(rows: Sequence[Any]) -> str:
    """«Queso fresco, manjar blanco y 3 más», of rows of queries.offers; empty where she offers nothing."""
    named = ", ".join(row.name for row in rows)
    more = rows[0].total - len(rows) if rows else 0
    return _("%(makes)s y %(more)s más", makes=named, more=more) if more else named


def hue(rows: Sequence[Any], sectors: SectorTree) -> str:
    """The class that colours her cloth: that of what she offers."""
    return presentation.hue(sectors.by_id.get(rows[0].sector_id) if rows else None)


@dataclass(frozen=True)
class Face:
    """What stands at the head of her page: her portrait, else a photo of what she makes, else her cloth."""

    picture: Picture | None
    portrait: bool
    initials: str
    hue: str


def face(enterprise: Enterprise, read: Shown, sectors: SectorTree) -> Face:
    """The face of an enterprise, of what is public of it now."""
    rows, portrait = read.offers.get(enterprise.id, []), read.portraits.get(enterprise.id)
    cover = next((row for row in rows if row.token), None)
    pictured = large_portrait(portrait) if portrait else picture(cover) if cover else None
    return Face(pictured, portrait is not None, initials(enterprise.name), hue(rows, sectors))


def initials(name: str) -> str:
    """«QR» of «Quesos Doña Rosa»: of the first and the last word that mean something."""
    words = [word for word in name.split() if word.lower() not in _SMALL_WORDS and word[0].isalnum()]
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in chosen)


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """One product's twelve months in the calendar; no bars where nobody has said its months, or she has none."""

    slug: str
    name: str
    season: str
    bars: list[MonthBar]
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One month of the calendar's head: the next time it comes."""

    short: str
    name: str
    now: bool


def calendar(session: Session, product_ids: Sequence[int], today: date) -> list[SeasonRow]:
    """The months of these products, what is promised included."""
    if not product_ids:
        return []
    return [
        SeasonRow(
            slug=row.slug,
            name=row.name,
            season="" if row.paused_on else presentation.season(row.months, today),
            bars=presentation.month_bars(row, promised, today) if row.months and not row.paused_on else [],
            paused=row.paused_on is not None,
        )
        for row, promised in page_queries.season_rows(session, product_ids, today)
    ]


def here_now(rows: Sequence[SeasonRow]) -> str:
    """«Este mes hay: chuño blanco, papa amarilla.», what can be ordered now; empty where no months are known."""
    if not any(row.bars for row in rows):
        return ""
    here = [row.name for row in rows if any(bar.now and bar.state == "free" for bar in row.bars)]
    if not here:
        return _("Este mes no queda nada por pedir; vea qué meses siguen.")
    more = len(here) - MOST_WORDS
    named = ", ".join(here[:MOST_WORDS])
    if more > 0:
        return _("Este mes hay: %(names)s y %(more)s más.", names=named, more=more)
    return _("Este mes hay: %(names)s.", names=named)


def columns(today: date) -> list[Column]:
    """January to December, as catalog.products.presentation.month_bars has them."""
    here = today.month - 1
    return [
        Column(name[:3], _("%(month)s de %(year)s", month=name, year=today.year + (n < here)), n == here)
        for n, name in enumerate(MONTH_NAMES)
    ]


def buying(enterprise: Enterprise, terms: Sequence[Any], places: Gazetteer) -> list[Fact]:
    """How one buys from her: paper of sale, wallets, payment, and where her products are delivered."""
    paid = reduce(or_, (row.payments for row in terms), Payment(0))
    return [
        _fact(
            _("Comprobante"),
            presentation.invoices(enterprise.invoices),
            "receipt-text",
            _invoice_note(enterprise.invoices),
        ),
        _fact(_("Billeteras"), presentation.wallets(enterprise.wallets), "smartphone"),
        _fact(_("Forma de pago"), presentation.payments(paid), "wallet"),
        _fact(_("Entrega en"), _delivery(terms, places), "truck"),
    ]


def _fact(term: str, words: str, icon: str, note: str = "") -> Fact:
    return Fact(term, words or _("sin dato"), icon, note, unknown=not words)


def _invoice_note(invoices: Invoice) -> str:
    notes = (
        (Invoice.FACTURA, _("La factura sirve a empresas y negocios con RUC.")),
        (Invoice.LIQUIDACION, _("La liquidación de compra la emite quien compra.")),
        (Invoice.NONE, _("Si usted necesita comprobante, consulte antes de comprar.")),
    )
    return " ".join(note for flag, note in notes if invoices & flag)


def _delivery(terms: Sequence[Any], places: Gazetteer) -> str:
    """Places known by their code; what was typed where none is."""
    codes = widest({row.place_code for row in terms if row.place_code is not None})
    named = presentation.served_places(codes, places)
    if named:
        more = len(named) - MOST_PLACES
        said = ", ".join(named[:MOST_PLACES])
        return _("%(places)s y %(more)s lugares más", places=said, more=more) if more > 0 else said
    typed = dict.fromkeys(row.delivery for row in terms if row.delivery)
    return "; ".join([*typed][:MOST_WORDS])


def widest(codes: Iterable[str]) -> list[str]:
    """The places that lie in no other of them."""
    every = set(codes)
    return sorted(one for one in every if not any(one[:n] in every for n in range(0, len(one), 2)))
