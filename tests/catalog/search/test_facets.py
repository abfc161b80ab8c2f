"""What stands beside the choices; that each number is true is for test_engine_agrees_with_sql."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from catalog.enterprises.models import Invoice
from catalog.places.queries import gazetteer
from catalog.products.filters import FilterSet
from catalog.products.units import UNITS
from catalog.search import facets
from catalog.search.needs import Need
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import sector_tree
from tests.support.search_index import document, make_index

TODAY = date(2026, 11, 10)
Count = Callable[..., facets.Facets]


@pytest.fixture
def count(session: Session, tmp_path: Path) -> Count:
    """`count(**filters)` over three products."""
    places, sectors = gazetteer(session), sector_tree(session)
    tubers = f"sector:{sectors.by_slug['tuberculos'].id}"
    snapshot = Snapshot.open(
        make_index(
            tmp_path / "index",
            document(1, "Papa", "place:03", "place:0302", "month:5", "invoice:boleta", tubers),
            document(2, "Queso", "place:06", "month:5", "month:6", "seal:hecho-a-mano:2026-11-10"),
            document(
                3, "Miel", "place:03", "delivery:", facets=("dimension:volume", "place:03", "delivery:")
            ),
        )
    )

    def ask(
        *needs: Need, today: date = TODAY, hidden: tuple[int, ...] = (), **filters: object
    ) -> facets.Facets:
        asked = FilterSet(**filters)  # type: ignore[arg-type]
        return facets.count(snapshot, needs, asked, places, sectors, today, hidden=snapshot.bits(hidden))

    return ask


def test_values_that_would_find_nothing_are_left_out(count: Count) -> None:
    assert count()["departamento"] == {"apurimac": 2, "cajamarca": 1}


def test_words_narrow_every_count(count: Count) -> None:
    assert count(Need("papa", (("papa",),)))["departamento"] == {"apurimac": 1}


def test_a_hidden_product_is_not_counted(count: Count) -> None:
    assert count(hidden=(1,))["departamento"] == {"apurimac": 1, "cajamarca": 1}


def test_what_is_brought_everywhere_is_brought_to_each_place(count: Count) -> None:
    delivered = count()["entrega"]
    assert (len(delivered), set(delivered.values())) == (25, {1})


def test_a_value_of_another_kind_of_paper_is_counted_as_if_alone(count: Count) -> None:
    assert count(invoice=Invoice.FACTURA)["comprobante"] == {"boleta": 1}


def test_another_month_is_counted_beside_those_chosen(count: Count) -> None:
    assert count(months=0b10000)["mes"] == {"mayo": 2, "junio": 1}


def test_a_seal_counts_until_its_last_day(count: Count) -> None:
    assert count()["sello"] == {"hecho-a-mano": 1}
    assert count(today=TODAY + timedelta(1))["sello"] == {}


def test_units_that_measure_alike_count_alike(count: Count) -> None:
    assert count()["unidad"] == {"kg": 2, "quintal": 2, "litro": 1}


def test_an_unusual_unit_is_counted_where_it_is_chosen(count: Count) -> None:
    assert count(unit=UNITS["galon"])["unidad"]["galon"] == 1


def test_narrower_places_are_counted_inside_the_one_chosen(count: Count, session: Session) -> None:
    assert count()["provincia"] == {}
    chosen = gazetteer(session).by_code["03"]
    assert count(place=chosen)["provincia"] == {"andahuaylas": 1}
