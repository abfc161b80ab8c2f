"""How many one would get by choosing each value of a filter, all other filters staying as they are.

Of a filter that takes one value, or any of several, a value is counted as if it were the only one chosen; of months and
seals, which all have to hold, it is counted beside those chosen already. Values that would find nothing are left out.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from sys import getsizeof
from typing import Any

from catalog.places.queries import Gazetteer
from catalog.products.filter_reading import INVOICES, PAPERS, WALLETS
from catalog.products.filters import FilterSet
from catalog.products.forms import COMMON_UNITS
from catalog.products.months import MONTH_NAMES
from catalog.products.units import UNITS
from catalog.search import masks
from catalog.search.engine import Matches, by_dimension, matches
from catalog.search.needs import Need
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import SectorTree

Facets = Mapping[str, Mapping[str, int]]
Values = list[tuple[str, int]]


def count(
    snapshot: Snapshot,
    needs: tuple[Need, ...],
    filters: FilterSet,
    places: Gazetteer,
    sectors: SectorTree,
    today: date,
    *,
    hidden: int = 0,
) -> Facets:
    """The counts of every filter with values to choose, by its field in the address and the value there."""
    found = matches(snapshot, needs, filters, sectors, today, hidden=hidden)
    if found.facets is None:
        found.facets = _count(snapshot, found, filters, places, sectors, today)
    return found.facets


def _count(
    snapshot: Snapshot,
    found: Matches,
    filters: FilterSet,
    places: Gazetteer,
    sectors: SectorTree,
    today: date,
) -> Facets:
    elsewhere = found.without("lugar")
    code = filters.place.code if filters.place else ""
    return {
        "rubro": _numbers(found.without("rubro"), _sectors(snapshot, sectors)),
        "departamento": _numbers(elsewhere, _places(snapshot, places, "")),
        "provincia": _numbers(elsewhere, _places(snapshot, places, code[:2])) if code else {},
        "distrito": _numbers(elsewhere, _places(snapshot, places, code[:4])) if len(code) > 2 else {},
        "mes": _numbers(found.all, _months(snapshot, today, masks.asked(filters))),
        "entrega": _numbers(found.without("entrega"), _delivery(snapshot, places)),
        "registro": _numbers(found.without("registro"), _papers(snapshot, today)),
        "sello": _numbers(found.all, _seals(snapshot, today)),
        "comprobante": _numbers(found.without("comprobante"), _invoices(snapshot)),
        "billetera": _numbers(found.without("billetera"), _wallets(snapshot)),
        "unidad": _units(snapshot, found, filters),
    }


def _numbers(within: int, values: Values) -> dict[str, int]:
    # The innermost work of a search page: counting bits is nearly all that it costs.
    found: dict[str, int] = {}
    for value, bits in values:
        number = (within & bits).bit_count()
        if number:
            found[value] = number
    return found


def _kept(
    snapshot: Snapshot, key: tuple[Any, ...], values: Callable[[], Iterable[tuple[str, int]]]
) -> Values:
    """Values and their documents, the same for every question until the snapshot changes, or the day."""
    found: Values = snapshot.kept.get(
        ("values", *key), lambda: list(values()), lambda kept: sum(getsizeof(bits) for _value, bits in kept)
    )
    return found


def _sectors(snapshot: Snapshot, sectors: SectorTree) -> Values:
    """Sectors are known by their ids: the name in the address may change before the index does."""
    branches = sectors.by_id.values()
    return _kept(
        snapshot,
        ("rubro", sectors.said),
        lambda: [(one.slug, snapshot.facet(f"sector:{one.id}")) for one in branches],
    )


def _places(snapshot: Snapshot, places: Gazetteer, under: str) -> Values:
    some = places.under(under)
    return _kept(
        snapshot, ("lugar", under), lambda: [(one.slug, snapshot.facet(f"place:{one.code}")) for one in some]
    )


def _months(snapshot: Snapshot, today: date, asked: int | None) -> Values:
    free = enumerate(MONTH_NAMES)
    return _kept(
        snapshot,
        ("mes", today.year, today.month, asked),
        lambda: [(name, masks.free(snapshot, month, today, asked)) for month, name in free],
    )


def _delivery(snapshot: Snapshot, places: Gazetteer) -> Values:
    some = places.departments
    return _kept(
        snapshot, ("entrega",), lambda: [(one.slug, masks.delivered(snapshot, one.code)) for one in some]
    )


def _papers(snapshot: Snapshot, today: date) -> Values:
    return _kept(
        snapshot,
        ("registro", today),
        lambda: [(value, masks.papered(snapshot, state, today)) for value, state in PAPERS.items()],
    )


def _seals(snapshot: Snapshot, today: date) -> Values:
    def values() -> Iterable[tuple[str, int]]:
        slugs = sorted({_value(term).partition(":")[0] for term in snapshot.facet_values("seal:")})
        return [(slug, masks.sealed(snapshot, slug, today)) for slug in slugs]

    return _kept(snapshot, ("sello", today), values)


def _invoices(snapshot: Snapshot) -> Values:
    return _kept(
        snapshot,
        ("comprobante",),
        lambda: [(value, masks.invoiced(snapshot, one)) for value, one in INVOICES.items()],
    )


def _wallets(snapshot: Snapshot) -> Values:
    return _kept(
        snapshot,
        ("billetera",),
        lambda: [(value, masks.paid(snapshot, one)) for value, one in WALLETS.items()],
    )


def _units(snapshot: Snapshot, found: Matches, filters: FilterSet) -> dict[str, int]:
    """Units of one dimension find the same; but where a price is asked for, it is the price of that unit."""
    chosen = (filters.unit.code,) if filters.unit else ()
    units = [UNITS[code] for code in dict.fromkeys((*COMMON_UNITS, *chosen))]
    if filters.price_min is None and filters.price_max is None:
        counts = by_dimension(snapshot, found)
        return {unit.code: counts[unit.dimension] for unit in units if unit.dimension in counts}
    low, high, within = filters.price_min, filters.price_max, found.without("unidad")
    return _numbers(within, [(unit.code, masks.priced(snapshot, unit, low, high)) for unit in units])


def _value(term: str) -> str:
    return term.partition(":")[2]
