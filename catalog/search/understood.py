"""What a search was read as: the filters that its words became, and the words that are left to look for."""

from dataclasses import dataclass

from catalog.search.needs import Need
from catalog.search.price_words import Price

PLACE, SECTOR, QUANTITY, DELIVERY, PRICE, MONTHS, WORD = (
    *("lugar", "rubro", "cantidad", "entrega", "precio", "mes", "palabra"),
)
# What each kind of reading says in the address: who says it there has said it already.
FIELDS = {
    SECTOR: ("rubro",),
    PLACE: ("departamento", "provincia", "distrito"),
    DELIVERY: ("entrega",),
    MONTHS: ("mes",),
    QUANTITY: ("capacidad_min",),
    PRICE: ("precio_min", "precio_max", "unidad"),
}

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """Words that became filters: of what kind (what `textual` takes to undo it), how to say it, and the filters."""

    kind: str
    label: str
    words: str
    params: Params


@dataclass(frozen=True, slots=True)
class Correction:
    """Words nobody uses, those that were meant, and the whole search with them; `applied` where it is looked for."""

    typed: str
    meant: str
    query: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a search says.

    `unlike` is a quantity in a measure by which nothing called so is sold, `unpriced` a price that does not say of
    what: both are asked about, and filter nothing.
    """

    needs: tuple[Need, ...] = ()
    understood: tuple[Understood, ...] = ()
    correction: Correction | None = None
    notices: tuple[str, ...] = ()
    unlike: Understood | None = None
    unpriced: Price | None = None

    @property
    def params(self) -> Params:
        """All filters that were understood."""
        return tuple(param for one in self.understood for param in one.params)
