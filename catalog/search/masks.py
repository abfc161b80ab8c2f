"""The filters of the list as sets of documents: what catalog.products.queries asks of the database, bit by bit."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_

from catalog.enterprises.models import Invoice, Wallet
from catalog.products.filters import FilterSet
from catalog.products.months import month_numbers, next_occurrence
from catalog.products.units import Unit
from catalog.search.bitsets import to_bits
from catalog.search.orders import rank
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import SectorTree

_BEYOND = 2**64


def masks(snapshot: Snapshot, filters: FilterSet, sectors: SectorTree, today: date) -> dict[str, int]:
    """Of each filter that is on, by the field of the address that says it, the documents that pass."""
    found: dict[str, int] = {}
    if filters.sectors:
        under = {one for each in filters.sectors for one in sectors.ids_under(each)}
        found["rubro"] = _any(snapshot.facet(f"sector:{one}") for one in under)
    if filters.place:
        found["lugar"] = snapshot.facet(f"place:{filters.place.code}")
    if filters.unit:
        found["unidad"] = priced(snapshot, filters.unit, filters.price_min, filters.price_max)
    if filters.capacity is not None and filters.capacity_unit:
        found["capacidad_min"] = _capable(snapshot, filters.capacity_unit, filters.capacity)
    return found | _of_delivery(snapshot, filters, today) | _of_marks(snapshot, filters, today)


def _of_delivery(snapshot: Snapshot, filters: FilterSet, today: date) -> dict[str, int]:
    found: dict[str, int] = {}
    if filters.months:
        found["mes"] = _all(
            free(snapshot, month, today, asked(filters)) for month in month_numbers(filters.months)
        )
    if filters.delivery:
        found["entrega"] = delivered(snapshot, filters.delivery.code)
    return found


def _of_marks(snapshot: Snapshot, filters: FilterSet, today: date) -> dict[str, int]:
    found: dict[str, int] = {}
    if filters.paper:
        found["registro"] = papered(snapshot, filters.paper, today)
    if filters.seals:
        found["sello"] = _all(sealed(snapshot, slug, today) for slug in filters.seals)
    if filters.invoice:
        found["comprobante"] = _any(invoiced(snapshot, one) for one in Invoice if one in filters.invoice)
    if filters.wallet:
        found["billetera"] = _any(paid(snapshot, one) for one in Wallet if one in filters.wallet)
    return found


def asked(filters: FilterSet) -> int | None:
    """The quantity a month that is asked for, in thousandths of base units."""
    if filters.capacity is None or filters.capacity_unit is None:
        return None
    return round(filters.capacity * filters.capacity_unit.factor)


def priced(snapshot: Snapshot, unit: Unit, low: int | None, high: int | None) -> int:
    """Sold by what a unit measures, at a price for one of it between two, both included."""
    if low is None and high is None:
        return snapshot.facet(f"dimension:{unit.dimension}")
    least = 0 if low is None else round(low * 1000 / unit.factor)
    most = _BEYOND if high is None else round(high * 1000 / unit.factor)
    return _within(snapshot, "precio", unit.dimension, least, most)


def _capable(snapshot: Snapshot, unit: Unit, quantity: int) -> int:
    """Offers at least so much a month, measured alike."""
    return _within(snapshot, "capacidad", unit.dimension, -_BEYOND, -round(quantity * unit.factor))


def _within(snapshot: Snapshot, sort: str, dimension: str, least: int, most: int) -> int:
    place = rank(dimension)

    def make() -> int:
        key = snapshot.keys[sort]
        some = snapshot.orders[sort].between(key, (place, least), (place, most + 1))
        return to_bits(some, snapshot.end) & snapshot.live

    found: int = snapshot.kept.get((sort, dimension, least, most), make)
    return found


def free(snapshot: Snapshot, month: int, today: date, quantity: int | None) -> int:
    """Offered in a month (0 January), the next time it comes, with something left, or with as much as is asked."""
    key = next_occurrence(month, today)
    offered = snapshot.facet(f"month:{month + 1}")
    if quantity is None:
        return offered & ~snapshot.facet(f"full:{key}")
    short: int = snapshot.kept.get(("short", key, quantity), lambda: _short(snapshot, key, quantity))
    return offered & ~short


def _short(snapshot: Snapshot, month: str, quantity: int) -> int:
    """Promised so far that less than a quantity is left; reckoned in whole numbers."""
    found = []
    for document in snapshot.documents(snapshot.facet(f"taken:{month}")):
        promised = snapshot.committed(document)
        left = promised[""] - promised[month]
        if left * snapshot.columns["capacity"][document] < quantity * promised[""]:
            found.append(document)
    return to_bits(found, snapshot.end)


def delivered(snapshot: Snapshot, code: str) -> int:
    """Brought to a place, to part of it, or to the country it lies in."""

    def make() -> int:
        around = [f"delivery:{code[:length]}" for length in range(0, len(code), 2)]
        return _any(map(snapshot.facet, (*around, *snapshot.facet_values(f"delivery:{code}"))))

    found: int = snapshot.kept.get(("delivered", code), make)
    return found


def papered(snapshot: Snapshot, state: str, today: date) -> int:
    """With a sanitary paper, granted or on its way, that holds on a day."""
    return _holding(snapshot, f"paper:{state}:", today)


def sealed(snapshot: Snapshot, slug: str, today: date) -> int:
    """With a seal that holds on a day."""
    return _holding(snapshot, f"seal:{slug}:", today)


def _holding(snapshot: Snapshot, prefix: str, today: date) -> int:
    """Facets that end in the last day they hold, or in a dash."""

    def make() -> int:
        since = today.isoformat()
        ends = [(term, term.removeprefix(prefix)) for term in snapshot.facet_values(prefix)]
        return _any(snapshot.facet(term) for term, end in ends if end == "-" or end >= since)

    found: int = snapshot.kept.get((prefix, today), make)
    return found


def invoiced(snapshot: Snapshot, one: Invoice) -> int:
    """From makers who give this paper of sale."""
    return snapshot.facet(f"invoice:{(one.name or '').lower()}")


def paid(snapshot: Snapshot, one: Wallet) -> int:
    """From makers who take this wallet."""
    return snapshot.facet(f"wallet:{(one.name or '').lower()}")


def _any(several: Iterable[int]) -> int:
    return reduce(or_, several, 0)


def _all(several: Iterable[int]) -> int:
    return reduce(and_, several)
