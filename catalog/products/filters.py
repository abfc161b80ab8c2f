"""What a visitor asks of the list, as values and as the address that says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from catalog.enterprises.models import Invoice, Wallet
from catalog.places.queries import Place
from catalog.products.units import Unit
from catalog.sectors.queries import Branch

SORTS = ("recientes", "precio", "precio-desc", "capacidad", "nombre")
# The order of a search with words, unless another one is asked for.
RELEVANCE = "relevancia"
MEASURES = ("precio_min", "precio_max", "unidad", "capacidad_min")
# A page has one address: fields always stand in this order.
ORDER = (
    *("q", "textual", "rubro", "departamento", "provincia", "distrito", "precio_min", "precio_max", "unidad"),
    *("capacidad_min", "mes", "entrega", "registro", "sello", "comprobante", "billetera", "orden"),
    *("comparar", "p", "pagina", "formato"),
)
# What an address may say besides: how things stand, not which ones.
NOT_FILTERS = ("textual", "orden", "comparar", "p", "pagina")


@dataclass(frozen=True)
class FilterSet:
    """The state of the list: `params` is its URL form, the rest what it means; `typed` stays in the form alone.

    `usual` is the order where none is asked for: the address leaves it out.
    """

    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sectors: tuple[Branch, ...] = ()
    place: Place | None = None
    price_min: int | None = None
    price_max: int | None = None
    unit: Unit | None = None
    capacity: int | None = None
    capacity_unit: Unit | None = None
    months: int = 0
    delivery: Place | None = None
    paper: str = ""
    seals: tuple[str, ...] = ()
    invoice: Invoice | None = None
    wallet: Wallet | None = None
    sort: str = SORTS[0]
    usual: str = SORTS[0]
    comparing: bool = False
    page: int = 1

    @property
    def active(self) -> int:
        """How many filters are on, search words counted as one."""
        return sum(len(values) for name, values in self.params.items() if name not in NOT_FILTERS)

    @property
    def chosen(self) -> int:
        """How many filters are on besides the search words, which the box and the title say."""
        return sum(len(values) for name, values in self.params.items() if name not in ("q", *NOT_FILTERS))

    @property
    def unfiltered(self) -> str:
        """The query string of the search words alone."""
        return FilterSet(
            {name: self.params[name] for name in ("q", "textual") if name in self.params}
        ).query()

    @property
    def dimension(self) -> str:
        """The dimension in which prices are compared; empty where all of them show."""
        return self.unit.dimension if self.unit else ""

    @property
    def grouped(self) -> bool:
        """Whether the order asked for compares only things of one dimension, and all of them show."""
        return self.sort in ("precio", "precio-desc", "capacidad") and not self.dimension

    @property
    def measured(self) -> bool:
        """Whether something is asked that only things of one kind of measure can answer."""
        return bool(self.unit or self.capacity_unit)

    def has(self, name: str, value: str) -> bool:
        """Whether a value is chosen."""
        return value in self.params.get(name, ())

    def text(self, name: str) -> str:
        """The single value of a field to fill the form with, though it was not understood."""
        return self.params.get(name, (self.typed.get(name, ""),))[0]

    def unmeasured(self) -> "FilterSet":
        """The same without what was asked of units, prices and capacity."""
        left = {name: kept for name, kept in self.params.items() if name not in MEASURES}
        nothing: dict[str, Any] = dict.fromkeys(
            ("unit", "price_min", "price_max", "capacity", "capacity_unit")
        )
        return replace(self, params=left, typed={}, page=1, **nothing)

    def query(self, **changes: str | tuple[str, ...] | None) -> str:
        """The query string with some fields changed (None takes one out), always in one order; page 1 is silent."""
        params: dict[str, Any] = {**self.params}
        if "pagina" not in changes:
            params.pop("pagina", None)
        for name, value in changes.items():
            params[name] = (value,) if isinstance(value, str) else value
        pairs = [(name, value) for name in ORDER for value in params.get(name) or ()]
        return urlencode([pair for pair in pairs if pair not in (("pagina", "1"), ("orden", self.usual))])

    def without(self, name: str, value: str) -> str:
        """The query string with one value taken out, and what depended on it."""
        left = tuple(kept for kept in self.params.get(name, ()) if kept != value)
        changes: dict[str, str | tuple[str, ...] | None] = {name: left or None}
        depending = {
            "q": ("textual",),
            "departamento": ("provincia", "distrito"),
            "provincia": ("distrito",),
            "unidad": ("precio_min", "precio_max"),
        }.get(name, ())
        return self.query(**changes, **dict.fromkeys(depending))
