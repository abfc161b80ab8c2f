"""What the page of a product tells: of the live product, or of one as it would be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.enterprises.models import Enterprise
from catalog.photos.presentation import Picture
from catalog.places.presentation import place_url
from catalog.places.queries import Gazetteer
from catalog.products import pause, presentation
from catalog.products.models import Product, SanitaryPaper
from catalog.products.months import MONTH_NAMES
from catalog.products.seals import verified
from catalog.products.units import UNITS
from core.i18n import say_date
from core.numbers import format_money


@dataclass(frozen=True)
class Parts:
    """What hangs on a product: pictures large and small, what is promised, places served, papers and marks."""

    pictures: Sequence[Picture]
    thumbs: Sequence[Picture]
    delivery: list[str]
    registration: SanitaryPaper | None
    seals: Sequence[Any]
    portrait: Picture | None
    promised: dict[str, int] = field(default_factory=dict)


def context(
    product: Product, enterprise: Enterprise, paper_rule: str, parts: Parts, places: Gazetteer, day: date
) -> dict[str, Any]:
    """What catalog/products/show.html tells of a product."""
    served = presentation.served_places(parts.delivery, places)
    paper_line = presentation.paper_fact(parts.registration, paper_rule, day)
    return {
        "pictures": parts.pictures,
        "thumbs": parts.thumbs,
        "price": format_money(product.price),
        "unit": UNITS[product.unit],
        "confirmed": say_date(product.price_confirmed_on),
        "old_price": presentation.price_is_old(product, day),
        "months": presentation.month_bars(product, parts.promised, day) if product.months else [],
        "season": presentation.season(product.months, day),
        "in_season": presentation.in_season(product.months, day),
        "this_month_left": presentation.left_now(product, parts.promised, day),
        "next_month": presentation.next_month(product.months, day),
        "this_month": MONTH_NAMES[day.month - 1],
        "capacity": presentation.amount(product.capacity, product),
        "paused_since": pause.since(product.paused_on),
        "facts": presentation.facts(product, served, paper_line),
        "invoices": presentation.invoices(enterprise.invoices),
        "wallets": presentation.wallets(enterprise.wallets),
        "seals": parts.seals,
        "verified": verified,
        "today": say_date(day),
        "portrait": parts.portrait,
        "place_url": place_url(places.by_code[enterprise.province_code], places),
    }
