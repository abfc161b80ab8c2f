"""What the index knows that helps to read a search."""

from pathlib import Path

import pytest

from catalog.search.needs import Need
from catalog.search.offered import InSnapshot
from catalog.search.snapshot import Snapshot
from tests.support.search_index import document, make_index

PAPA, HUEVO = Need("papa", (("papa",), ("patata",))), Need("huevo", (("huevo",),))


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Potatoes of Pucará that go to Lima, and eggs of Quinua by the tray."""
    return Snapshot.open(
        make_index(
            tmp_path / "index",
            document(1, "Papa de Pucará", "place:21", "place:210708", "delivery:15"),
            document(2, "Huevos", "place:05", "place:050108", facets=("dimension:plancha", "place:050108")),
        )
    )


@pytest.fixture
def offered(snapshot: Snapshot) -> InSnapshot:
    """What it has."""
    return InSnapshot(snapshot)


def test_a_place_has_something_or_not(offered: InSnapshot) -> None:
    assert (offered.there("210708"), offered.there("08")) == (True, False)


def test_a_name_is_found_elsewhere_only_where_it_is(offered: InSnapshot) -> None:
    assert not offered.elsewhere(("pucara",), "210708")
    assert offered.elsewhere(("pucara",), "050108")


def test_words_are_in_one_name_together(offered: InSnapshot) -> None:
    assert offered.named(("papa", "pucara"))
    assert not offered.named(("huevo", "pucara"))


def test_what_is_called_so_is_delivered_there_or_not(offered: InSnapshot) -> None:
    assert offered.delivered("15", (PAPA,))
    assert offered.delivered("150122", (PAPA,))
    assert not offered.delivered("15", (HUEVO,))


def test_what_is_called_so_is_measured_so_or_not(offered: InSnapshot) -> None:
    assert offered.measured((PAPA,), "mass")
    assert not offered.measured((HUEVO,), "count")
    assert offered.measured((Need("oca", (("oca",),)),), "count")


def test_what_was_hidden_since_is_not_there(snapshot: Snapshot) -> None:
    assert not InSnapshot(snapshot, snapshot.live).there("210708")
