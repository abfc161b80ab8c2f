"""Reading what a visitor asks of the list from the URL, leniently.

Nothing typed in a URL is an error: what is not understood is left out, with a notice where a person typed it.
"""

import functools
import operator
import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from catalog.enterprises.models import Invoice, Wallet
from catalog.places.queries import Gazetteer, Place
from catalog.products.filters import RELEVANCE, SORTS, FilterSet
from catalog.products.months import MONTH_NAMES, month_numbers, parse_months
from catalog.products.prices import parse_quantity
from catalog.products.units import Unit, known_unit
from catalog.sectors.queries import SectorTree
from core.errors import InputError
from core.numbers import parse_money
from core.text import clean, fold

MAX_WORDS = 8
MAX_TEXT = 80
MAX_PAGE = 1_000_000
PAPERS = {"si": "granted", "en-camino": "in_progress"}
INVOICES = {"factura": Invoice.FACTURA, "boleta": Invoice.BOLETA, "liquidacion": Invoice.LIQUIDACION}
WALLETS = {"yape": Wallet.YAPE, "plin": Wallet.PLIN}
MAX_COMPARED = 4
# What words of a search can be read as, and are left words where the address says so.
LITERAL = ("lugar", "rubro", "cantidad", "entrega", "precio", "mes", "palabra")
_SLUG = re.compile(r"[a-z0-9-]{1,140}")


class _Reader:
    """Takes fields one by one, keeping those that mean something and a notice for those that do not."""

    def __init__(self, args: MultiDict[str, str]) -> None:
        self.args = args
        self.params: dict[str, tuple[str, ...]] = {}
        self.typed: dict[str, str] = {}
        self.notices: list[str] = []

    def text(self, name: str) -> str:
        # Most fields are not there, and asking for one that is not costs more than all the rest.
        if name not in self.args:
            return ""
        return clean(self.args.get(name, ""))[:MAX_TEXT]

    def keep(self, name: str, *values: str) -> None:
        if values:
            self.params[name] = values

    def choices(self, name: str, known: Mapping[str, Any]) -> list[Any]:
        if name not in self.args:
            return []
        typed = dict.fromkeys(value.strip().lower() for value in self.args.getlist(name)[:40])
        found = [value for value in typed if value in known]
        if len(found) < len([value for value in typed if value]):
            self.notices.append(_("Dejamos de lado un filtro que no conocemos."))
        self.keep(name, *found)
        return [known[value] for value in found]

    def choice(self, name: str, known: Mapping[str, Any]) -> Any:
        found = self.choices(name, known)[:1]
        self.params.pop(name, None)
        if found:
            self.keep(name, next(value for value in known if known[value] == found[0]))
        return found[0] if found else None

    def any_of(self, name: str, known: Mapping[str, Any]) -> Any:
        """The flags of all values together: any of them will do."""
        return functools.reduce(operator.or_, self.choices(name, known), 0) or None

    def money(self, name: str) -> int | None:
        typed = self.text(name)
        if not typed:
            return None
        self.typed[name] = typed
        try:
            money = parse_money(typed)
        except InputError as error:
            self.notices.append(error.message)
            return None
        self.keep(name, typed)
        return money


def read_filters(
    args: MultiDict[str, str], *, places: Gazetteer, sectors: SectorTree, seals: Mapping[str, str]
) -> FilterSet:
    """The filters of a URL's arguments; never raises."""
    reader = _Reader(args)
    words = _words(reader)
    if words:
        reader.choices("textual", dict.fromkeys(LITERAL))
    sorts = (RELEVANCE, *SORTS) if words else SORTS
    chosen = tuple(reader.choices("rubro", sectors.by_slug))
    place = _place(reader, places)
    price_min, price_max, unit = _price(reader)
    capacity, capacity_unit = _capacity(reader, unit)
    months = _months(reader)
    values: dict[str, Any] = {
        "delivery": reader.choice("entrega", {one.slug: one for one in places.departments}),
        "paper": reader.choice("registro", PAPERS) or "",
        "seals": tuple(reader.choices("sello", {slug: slug for slug in seals})),
        "invoice": reader.any_of("comprobante", INVOICES),
        "wallet": reader.any_of("billetera", WALLETS),
        "sort": reader.choice("orden", {sort: sort for sort in sorts}) or sorts[0],
        "usual": sorts[0],
        "comparing": _comparing(reader),
        "page": _page(reader),
    }
    return FilterSet(
        params=reader.params,
        typed=reader.typed,
        notices=tuple(dict.fromkeys(reader.notices)),
        words=words,
        sectors=chosen,
        place=place,
        price_min=price_min,
        price_max=price_max,
        unit=unit,
        capacity=capacity,
        capacity_unit=capacity_unit,
        months=months,
        **values,
    )


def _words(reader: _Reader) -> tuple[str, ...]:
    typed = reader.text("q")
    words = tuple(dict.fromkeys(fold(typed).split()))[:MAX_WORDS]
    if words:
        reader.keep("q", typed)
    return words


def _place(reader: _Reader, places: Gazetteer) -> Place | None:
    """The narrowest place named: a district needs its province, unless its slug is the only one."""
    found: Place | None = None
    for name, level in (("departamento", 2), ("provincia", 4), ("distrito", 6)):
        slug = reader.text(name).lower()
        if not slug:
            continue
        place = places.find(slug, found.code if found else "", level=level)
        if place is None:
            # A form that is sent with another department chosen still says the province of before.
            if not (found and places.knows(slug, level=level)):
                reader.notices.append(
                    _("No encontramos el lugar «%(place)s»; mostramos los demás filtros.", place=slug)
                )
            continue
        reader.keep(name, slug)
        found = place
    return found


def _price(reader: _Reader) -> tuple[int | None, int | None, Unit | None]:
    unit = known_unit(reader.text("unidad"))
    if reader.text("unidad") and unit is None:
        reader.notices.append(_("No conocemos esa unidad; pruebe con kg, litro o unidad."))
    if unit:
        reader.keep("unidad", unit.code)
    low, high = reader.money("precio_min"), reader.money("precio_max")
    if unit is None and (low is not None or high is not None):
        reader.notices.append(
            _("Para filtrar por precio, elija también la unidad: por kg, por litro, la docena…")
        )
        reader.params.pop("precio_min", None)
        reader.params.pop("precio_max", None)
        return None, None, None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return low, high, unit


def _capacity(reader: _Reader, unit: Unit | None) -> tuple[int | None, Unit | None]:
    typed = reader.text("capacidad_min")
    if not typed:
        return None, None
    reader.typed["capacidad_min"] = typed
    try:
        quantity, of = parse_quantity(typed, unit)
    except InputError as error:
        reader.notices.append(error.message)
        return None, None
    if of is None:
        reader.notices.append(
            _("¿%(number)s de qué? Escriba la cantidad con su unidad: 40 kg.", number=typed)
        )
        return None, None
    reader.keep("capacidad_min", typed)
    return quantity, of


def _months(reader: _Reader) -> int:
    typed = " ".join(reader.args.getlist("mes")[:12])[:200]
    if not typed.strip():
        return 0
    try:
        months = parse_months(typed)
    except InputError as error:
        reader.notices.append(error.message)
        return 0
    reader.keep("mes", *(MONTH_NAMES[month] for month in month_numbers(months)))
    return months


def _comparing(reader: _Reader) -> bool:
    """Whether the list lets one choose what to compare; what was chosen before comes along."""
    chosen = [slug for slug in dict.fromkeys(reader.args.getlist("p")[:40]) if _SLUG.fullmatch(slug)]
    asked = bool(chosen) or reader.text("comparar") == "si"
    if asked:
        reader.keep("comparar", "si")
        reader.keep("p", *chosen[:MAX_COMPARED])
    return asked


def _page(reader: _Reader) -> int:
    page = read_page(reader.text("pagina"))
    if page > 1:
        reader.keep("pagina", str(page))
    return page


def read_page(typed: str) -> int:
    """The number of a page; 1 for nonsense, never more than MAX_PAGE."""
    if not typed.isascii() or not typed.isdigit() or len(typed) > MAX_TEXT:
        return 1
    return max(1, min(int(typed), MAX_PAGE))
