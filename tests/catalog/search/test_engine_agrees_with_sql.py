"""Whatever is asked, the snapshot answers as the database does: the same products, in the same order, as many."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from catalog.places.queries import Gazetteer, gazetteer
from catalog.products import grouping
from catalog.products.filter_reading import INVOICES, PAPERS, WALLETS, read_filters
from catalog.products.filters import SORTS, FilterSet
from catalog.products.forms import COMMON_UNITS
from catalog.products.months import MONTH_NAMES
from catalog.products.queries import PAGE_SIZE, count_each, count_products, product_ids, seal_names
from catalog.search import engine, facets, orders
from catalog.search.documents import Document, documents
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import SectorTree, sector_tree
from tests.support import random_catalogue
from tests.support.random_catalogue import TODAY, UNITS
from tests.support.search_index import change_index, make_index

Address = dict[str, list[str]]
Fill = Callable[[str, Callable[[], object]], None]
SEEDS = (1, 2)
QUESTIONS = 60
# Filters of which a new value takes the place of the old one.
SINGLE = ("departamento", "provincia", "distrito", "entrega", "registro", "unidad")
# Filters of which any chosen value will do: one is counted as if it were alone.
ANY_OF = ("rubro", "comprobante", "billetera")


@dataclass(frozen=True)
class Both:
    """A catalogue in the database and in a snapshot."""

    session: Session
    snapshot: Snapshot
    places: Gazetteer
    sectors: SectorTree
    seals: dict[str, str]

    def read(self, address: Address) -> FilterSet:
        """What an address asks for."""
        args = MultiDict([(name, value) for name, values in address.items() for value in values])
        return read_filters(args, places=self.places, sectors=self.sectors, seals=self.seals)

    def sql(self, filters: FilterSet) -> list[int]:
        """All ids in their order, from the database."""
        if not filters.grouped:
            return product_ids(self.session, filters, self.sectors, TODAY, limit=1000)
        totals = grouping.count_by_dimension(self.session, filters, self.sectors, TODAY)
        found: list[int] = []
        for offset in range(0, sum(totals.values()), PAGE_SIZE):
            found += grouping.ids(self.session, filters, self.sectors, TODAY, totals, offset=offset)
        return found

    def find(
        self, filters: FilterSet, *, offset: int = 0, limit: int = 1000, hidden: int = 0
    ) -> engine.Found:
        """The same from the snapshot."""
        return engine.find(
            *(self.snapshot, (), filters, self.sectors, TODAY),
            sort=filters.sort,
            offset=offset,
            limit=limit,
            hidden=hidden,
        )


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed{seed}")
def both(
    request: pytest.FixtureRequest,
    session: Session,
    fill: Fill,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Both:
    """A catalogue of this seed; of the second, an index that grew, read along its orders as a large one is."""
    fill(f"random {request.param}", lambda: random_catalogue.fill(session, request.param))
    made = list(documents(session))
    if request.param == 1:
        snapshot = Snapshot.open(make_index(tmp_path / "index", *made))
    else:
        monkeypatch.setattr(orders, "SOON_SORTED", 3)
        monkeypatch.setattr(orders, "FEW_IN_PIECE", 2)
        monkeypatch.setattr(orders, "SHORTEST_CHUNK", 8)
        snapshot = _grown(tmp_path / "index", made)
    return Both(session, snapshot, gazetteer(session), sector_tree(session), seal_names(session))


def _grown(path: Path, made: list[Document]) -> Snapshot:
    """The same documents in several segments, most of them put there twice, with a snapshot from step to step."""
    snapshot = Snapshot.open(make_index(path, *made[:50]))
    for some in (made[50:60], made[5:30], made[60:], made[70:80]):
        change_index(path, *some)
        snapshot = Snapshot.open(path, snapshot)
    assert (len(snapshot.segments) > 2, snapshot.size, snapshot.end > snapshot.size) == (
        True,
        len(made),
        True,
    )
    return snapshot


def addresses(both: Both, seed: int, *, values: int = 3) -> Iterator[Address]:
    """Things that may be asked for, some of them twice and many at once."""
    chance = random.Random(seed)
    offered = {
        "rubro": [branch.slug for branch in both.sectors.by_id.values()],
        "mes": list(MONTH_NAMES),
        "entrega": ["apurimac", "cajamarca", "lima"],
        "registro": list(PAPERS),
        "sello": list(both.seals),
        "comprobante": list(INVOICES),
        "billetera": list(WALLETS),
    }
    for _question in range(QUESTIONS):
        address: Address = {"orden": [chance.choice(SORTS)]}
        for name in chance.sample(list(offered), chance.randrange(values)):
            most = 1 if name in SINGLE else 2
            address[name] = chance.sample(offered[name], min(most, len(offered[name])))
        address |= _place(chance) | _measures(chance)
        yield address


def _place(chance: random.Random) -> Address:
    line = chance.choice(
        (
            *({"departamento": ["apurimac"]}, {"departamento": ["cajamarca"]}),
            {"departamento": ["apurimac"], "provincia": ["andahuaylas"]},
            {"departamento": ["apurimac"], "provincia": ["andahuaylas"], "distrito": ["kishuara"]},
        )
    )
    return line if chance.random() < 0.3 else {}


def _measures(chance: random.Random) -> Address:
    address: Address = {}
    if chance.random() < 0.4:
        address["unidad"] = [chance.choice(UNITS)]
        for name in chance.sample(("precio_min", "precio_max"), chance.randrange(3)):
            address[name] = [chance.choice(("0.50", "1", "3.50", "12", "104.35", "1000"))]
    if chance.random() < 0.3:
        address["capacidad_min"] = [chance.choice(("1 kg", "4 litros", "64 unidades", "32 kg", "5 docenas"))]
    return address


def test_the_same_products_in_the_same_order(both: Both) -> None:
    for address in addresses(both, 1):
        filters = both.read(address)
        assert both.find(filters).ids == both.sql(filters), address


def test_as_many(both: Both) -> None:
    for address in addresses(both, 2):
        filters = both.read(address)
        assert both.find(filters).total == count_products(both.session, filters, both.sectors, TODAY), address


def test_page_after_page_gives_the_whole(both: Both) -> None:
    for address in addresses(both, 3):
        filters = both.read(address)
        whole = both.find(filters).ids
        pages = [both.find(filters, offset=at, limit=7).ids for at in range(0, len(whole) + 7, 7)]
        assert list(chain.from_iterable(pages)) == whole, address


def test_as_many_in_each_dimension_in_their_order(both: Both) -> None:
    for sort in engine.GROUPED:
        filters = replace(both.read({"mes": ["noviembre"]}), sort=sort)
        counted = grouping.count_by_dimension(both.session, filters, both.sectors, TODAY)
        assert list(both.find(filters).by_dimension.items()) == list(counted.items())


@pytest.mark.parametrize("day", [TODAY + timedelta(1), TODAY + timedelta(2), date(2026, 12, 1)])
def test_on_another_day(both: Both, day: date) -> None:
    for address in list(addresses(both, 6))[::3]:
        filters = replace(both.read(address), sort="recientes")
        both.find(filters)
        asked = (both.snapshot, (), filters, both.sectors, day)
        found = engine.find(*asked, sort="recientes", limit=1000)
        assert found.ids == product_ids(both.session, filters, both.sectors, day, limit=1000), address


def test_hidden_ones_are_in_no_answer(both: Both) -> None:
    for number, address in enumerate(addresses(both, 4)):
        filters = both.read(address)
        whole = both.sql(filters)
        gone = set(whole[number % 3 :: 3])
        found = both.find(filters, hidden=both.snapshot.bits(gone))
        assert found.ids == [one for one in whole if one not in gone], address
        assert found.total == len(found.ids)


def test_each_count_is_what_one_gets_by_choosing_it(both: Both) -> None:
    for address in list(addresses(both, 5))[::4]:
        counted = facets.count(
            *(both.snapshot, (), both.read(address), both.places, both.sectors, TODAY), hidden=0
        )
        chosen = [
            (name, value, both.read(_choosing(address, name, value)))
            for name, values in _offered(both, address).items()
            for value in values
        ]
        got = count_each(both.session, [filters for _name, _value, filters in chosen], both.sectors, TODAY)
        for (name, value, _filters), number in zip(chosen, got, strict=True):
            assert counted[name].get(value, 0) == number, (address, name, value)


def _choosing(address: Address, name: str, value: str) -> Address:
    if name in (*SINGLE, *ANY_OF):
        changed = {**address, name: [value]}
    else:
        changed = {**address, name: list(dict.fromkeys((*address.get(name, ()), value)))}
    narrower = {"departamento": ("provincia", "distrito"), "provincia": ("distrito",)}.get(name, ())
    return {field: values for field, values in changed.items() if field not in narrower}


def _offered(both: Both, address: Address) -> dict[str, list[str]]:
    """Every value a form can offer beside what is asked."""
    place = both.read(address).place
    code = place.code if place else ""
    return {
        "rubro": list(both.sectors.by_slug),
        "departamento": [one.slug for one in both.places.departments],
        "provincia": [one.slug for one in both.places.under(code[:2])] if code else [],
        "distrito": [one.slug for one in both.places.under(code[:4])] if len(code) > 2 else [],
        "mes": list(MONTH_NAMES),
        "entrega": [one.slug for one in both.places.departments],
        "registro": list(PAPERS),
        "sello": list(both.seals),
        "comprobante": list(INVOICES),
        "billetera": list(WALLETS),
        "unidad": list(COMMON_UNITS),
    }


def test_counts_leave_hidden_ones_out(both: Both) -> None:
    filters = both.read({})
    gone = both.snapshot.bits(both.sql(filters)[::2])
    counted = facets.count(both.snapshot, (), filters, both.places, both.sectors, TODAY, hidden=gone)
    assert sum(counted["departamento"].values()) == both.find(filters, hidden=gone).total
