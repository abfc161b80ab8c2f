"""What cards and product pages say: every sentence of a product, made from its values."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from catalog.enterprises.models import Invoice, Wallet
from catalog.photos.presentation import Picture, small_picture
from catalog.places.queries import Gazetteer
from catalog.products import pause
from catalog.products.models import Payment, Product, SanitaryPaper
from catalog.products.months import ALL_MONTHS, MONTH_LETTERS, MONTH_NAMES, say_months
from catalog.products.papers import KIND_NAMES
from catalog.products.prices import say_quantity
from catalog.products.units import UNITS
from catalog.sectors.queries import Branch, SectorTree
from core.i18n import say_date
from core.numbers import format_money

OLD_PRICE = timedelta(days=183)
BAR_STEPS = 8


@dataclass(frozen=True, slots=True)
class Card:
    """One product in a list."""

    slug: str
    name: str
    maker: str
    place: str
    money: str
    per: str
    paused: bool
    capacity: str
    season: str
    strip: "Strip | None"
    picture: Picture | None
    hue: str
    sealed: bool
    papered: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Twelve months as the paths of a small drawing, over the bare months that the stylesheet paints."""

    free: str
    full: str


def card(row: Any, places: Gazetteer, sectors: SectorTree, today: date) -> Card:
    """The card of a row of queries.card_rows."""
    unit = UNITS[row.unit]
    return Card(
        slug=row.slug,
        name=row.name,
        maker=row.maker,
        place=places.short(row.province_code, row.district_code),
        money=format_money(row.price),
        per=unit.price_phrase,
        paused=row.paused_on is not None,
        capacity=say_quantity(row.capacity, unit) if row.capacity else "",
        season=season(row.months, today),
        strip=strip(row.months, row.full or 0) if row.months else None,
        picture=small_picture(row) if row.token else None,
        hue=hue(sectors.by_id.get(row.sector_id)),
        sealed=row.sealed,
        papered=row.papered,
        demo=row.demo,
    )


def hue(sector: Branch | None) -> str:
    """The class that colours what stands in for a photo."""
    return f"hue-{sector.root}" if sector else "hue-agropecuario"


def strip(months: int, full: int) -> Strip:
    """The small drawing of a card: what is free, and what is promised whole; the stylesheet marks the present month."""
    kinds: dict[str, list[str]] = {"free": [], "full": []}
    for month in range(12):
        if months >> month & 1:
            kinds["full" if full >> month & 1 else "free"].append(f"M{month * 8} 1h6v12h-6z")
    return Strip(**{kind: "".join(paths) for kind, paths in kinds.items()})


def season(months: int, today: date) -> str:
    """«Todo el año», «De abril a agosto; ahora no», or empty where nobody has said."""
    if not months:
        return ""
    said = _capital(say_months(months))
    if months == ALL_MONTHS or months >> (today.month - 1) & 1:
        return said
    return _("%(months)s; ahora no", months=said)


def next_month(months: int, today: date) -> str:
    """The next month of the season, with its year where that is not this one; empty where none is known."""
    for step in range(12):
        month = (today.month - 1 + step) % 12
        if months >> month & 1:
            year = today.year + (today.month - 1 + step) // 12
            named = _("%(month)s de %(year)s", month=MONTH_NAMES[month], year=year)
            return MONTH_NAMES[month] if year == today.year else named
    return ""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month of the big strip: its state, the share still free in eighths, and its words."""

    letter: str
    name: str
    state: str
    eighths: int
    now: bool
    words: str


def month_bars(product: Product, promised: dict[str, int], today: date) -> list[MonthBar]:
    """January to December, each in its next occurrence."""
    unit = UNITS[product.unit]
    bars = []
    for month in range(12):
        year = today.year + (month < today.month - 1)
        taken = promised.get(f"{year}-{month + 1:02}", 0)
        bars.append(_bar(product, month, year, taken, unit, now=month == today.month - 1))
    return bars


def _bar(product: Product, month: int, year: int, taken: int, unit: Any, *, now: bool) -> MonthBar:
    name = _("%(month)s de %(year)s", month=MONTH_NAMES[month], year=year)
    if not product.months >> month & 1:
        return MonthBar(MONTH_LETTERS[month], name, "out", 0, now, _("fuera de temporada"))
    if product.capacity is None:
        return MonthBar(MONTH_LETTERS[month], name, "free", BAR_STEPS, now, _("disponible"))
    free = max(product.capacity - taken, 0)
    if free == 0:
        return MonthBar(MONTH_LETTERS[month], name, "full", 0, now, _("todo está comprometido"))
    eighths = max(1, free * BAR_STEPS // product.capacity)
    words = _("quedan %(free)s", free=say_quantity(free, unit)) if taken else say_quantity(free, unit)
    return MonthBar(MONTH_LETTERS[month], name, "free", eighths, now, words)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the technical sheet; `unknown` is shown as such, not hidden."""

    term: str
    words: str
    icon: str
    note: str = ""
    unknown: bool = False


def _fact(term: str, words: str, icon: str, note: str = "") -> Fact:
    return Fact(term, words or _("sin dato"), icon, note, unknown=not words)


def facts(product: Product, served: list[str], paper: Fact) -> list[Fact]:
    """The technical sheet, in the order a buyer asks."""
    sheet = [
        _supply(product),
        _fact(_("Pedido mínimo"), amount(product.min_order, product), "shopping-basket"),
        _fact(_("Plazo de entrega"), lead_time(product.lead_days), "clock"),
        _delivery(product, served),
        _fact(_("Flete"), who_pays_freight(product.freight), "hand-coins"),
    ]
    if product.kind == "good":
        sheet += [_fact(_("Empaque"), _capital(product.packaging), "package"), paper]
    if product.cold_chain is not None:
        sheet.append(_fact(_("Cadena de frío"), _("Sí") if product.cold_chain else _("No"), "snowflake"))
    sheet.append(_fact(_("Forma de pago"), payments(product.payments), "wallet"))
    return sheet


def _supply(product: Product) -> Fact:
    if product.paused_on:
        return _fact(_("Capacidad al mes"), pause.none_for_now(), "scale", pause.since(product.paused_on))
    said, confirmed = amount(product.capacity, product), say_date(product.availability_confirmed_on)
    return _fact(_("Capacidad al mes"), said, "scale", said and _("Confirmada el %(day)s", day=confirmed))


def amount(quantity: int | None, product: Product) -> str:
    """A quantity of the product with its unit; empty where nobody has said."""
    return say_quantity(quantity, UNITS[product.unit]) if quantity else ""


def _delivery(product: Product, served: list[str]) -> Fact:
    """Places known by their code first; what was typed explains them, or stands in for them."""
    said = [product.delivery, product.delivery_days]
    where = ", ".join(served) or said.pop(0)
    return _fact(_("Entrega en"), where, "truck", " · ".join(filter(None, said)))


def lead_time(days: int | None) -> str:
    """How long from the order to the delivery; empty where nobody has said."""
    if days is None:
        return ""
    if days == 0:
        return _("El mismo día")
    return _("1 día desde el pedido") if days == 1 else _("%(days)s días desde el pedido", days=days)


def who_pays_freight(freight: str | None) -> str:
    """Who pays the freight; empty where nobody has said."""
    words = {
        "buyer": _("Lo paga quien compra"),
        "maker": _("Incluido en el precio"),
        "shared": _("Se comparte"),
    }
    return words.get(freight or "", "")


def served_places(codes: list[str], places: Gazetteer) -> list[str]:
    """Names of the places served; the whole country by its name."""
    return [_("Todo el Perú")] if "" in codes else [name for name in map(places.name, codes) if name]


def paper_fact(paper: SanitaryPaper | None, rule: str, today: date) -> Fact:
    """The sanitary paper as it stands today: an expired one is none, and only staff's rule says «no requiere»."""
    term = _("Registro sanitario")
    if paper is None:
        # Without a paper where one is needed a product appears all the same, and says so.
        words = {"not_required": _("No requiere"), "required": _("Todavía sin registro sanitario")}
        return _fact(term, words.get(rule, ""), "hourglass" if rule == "required" else "badge-check")
    kind = KIND_NAMES.get(paper.kind or "", _("tipo por confirmar"))
    if paper.state == "in_progress":
        return _fact(term, _("En camino"), "hourglass", kind)
    if paper.expires_on and paper.expires_on < today:
        return _fact(term, _("Sin registro vigente"), "hourglass", kind)
    until = _("Vence el %(day)s", day=say_date(paper.expires_on)) if paper.expires_on else ""
    return _fact(term, paper.number, "badge-check", " · ".join(filter(None, (kind, until))))


def payments(value: Payment) -> str:
    """«Efectivo, contra entrega»."""
    names = (
        (Payment.CASH, _("efectivo")),
        (Payment.TRANSFER, _("transferencia")),
        (Payment.ON_DELIVERY, _("contra entrega")),
        (Payment.ADVANCE, _("con adelanto")),
        (Payment.CREDIT, _("al crédito")),
    )
    return _capital(", ".join(name for flag, name in names if value & flag))


def invoices(value: Invoice) -> str:
    """The papers of sale; empty where nobody has said."""
    names = (
        (Invoice.FACTURA, _("factura")),
        (Invoice.BOLETA, _("boleta")),
        (Invoice.LIQUIDACION, _("liquidación de compra")),
        (Invoice.NONE, _("no da comprobante")),
    )
    return _capital(", ".join(name for flag, name in names if value & flag))


def wallets(value: Wallet) -> str:
    """«Yape, Plin»; empty where nobody has said."""
    return ", ".join(name for flag, name in ((Wallet.YAPE, "Yape"), (Wallet.PLIN, "Plin")) if value & flag)


def left_now(product: Product, promised: dict[str, int], today: date) -> str:
    """«En noviembre quedan 30 kg.» where part of this month is promised; empty where all or nothing is free."""
    taken = promised.get(f"{today:%Y-%m}", 0)
    if not taken or product.capacity is None or not in_season(product.months, today):
        return ""
    month = MONTH_NAMES[today.month - 1]
    free = product.capacity - taken
    if free <= 0:
        return _("Lo de %(month)s ya está comprometido.", month=month)
    return _("En %(month)s quedan %(free)s.", month=month, free=say_quantity(free, UNITS[product.unit]))


def price_is_old(product: Product, today: date) -> bool:
    """Whether the price was confirmed more than six months ago."""
    return today - product.price_confirmed_on > OLD_PRICE


def in_season(months: int, today: date) -> bool:
    """Whether this month is one of them; months that nobody has said are taken as yes."""
    return not months or bool(months >> (today.month - 1) & 1)


def free_now(product: Product, promised: dict[str, int], today: date) -> bool:
    """Whether something can still be ordered for this month."""
    left = product.capacity is None or promised.get(f"{today:%Y-%m}", 0) < product.capacity
    return left and product.paused_on is None and in_season(product.months, today)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
