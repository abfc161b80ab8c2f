"""What a process holds of the index: read whole, shared by the next one, and damage told as damage."""

import gc
import sys
from itertools import product
from pathlib import Path
from threading import Thread

import pytest

from catalog.search.segments import DamagedIndexError
from catalog.search.snapshot import Snapshot
from tests.support.search_index import change_index, document, make_index


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Potatoes, a cheese and honey."""
    return make_index(
        tmp_path / "index",
        document(11, "Papa nativa", "month:5", "seal:organico:-", price=300),
        document(12, "Queso fresco", facets=("dimension:molde", "month:5"), price=100),
        document(13, "Miel de abeja", "month:6", price=200, capacity=40),
        version=7,
    )


def names(snapshot: Snapshot, bits: int) -> list[str]:
    """What a bitset stands for."""
    return [name for place, name in enumerate(snapshot.names) if bits >> place & 1]


def test_a_term_gives_its_documents(index: Path) -> None:
    snapshot = Snapshot.open(index)
    assert names(snapshot, snapshot.field("name", "papa")) == ["Papa nativa"]


def test_a_term_nobody_has_gives_none(index: Path) -> None:
    assert Snapshot.open(index).field("name", "cuy") == 0


def test_a_facet_gives_its_documents(index: Path) -> None:
    snapshot = Snapshot.open(index)
    assert names(snapshot, snapshot.facet("month:5")) == ["Papa nativa", "Queso fresco"]


def test_facets_are_listed_by_how_they_begin(index: Path) -> None:
    assert Snapshot.open(index).facet_values("month:") == ["month:5", "month:6"]


def test_a_snapshot_says_up_to_which_change_it_knows(index: Path) -> None:
    assert Snapshot.open(index).version == 7


def test_products_and_documents_lead_to_each_other(index: Path) -> None:
    snapshot = Snapshot.open(index)
    place = snapshot.document(12)
    assert place is not None
    assert snapshot.products([place]) == [12]


def test_products_that_are_not_there_are_left_out_of_a_set(index: Path) -> None:
    snapshot = Snapshot.open(index)
    assert names(snapshot, snapshot.bits([13, 99])) == ["Miel de abeja"]


def test_an_index_of_nothing_opens(tmp_path: Path) -> None:
    assert Snapshot.open(make_index(tmp_path / "index")).size == 0


def test_a_beginning_finds_all_words_that_go_on_so(index: Path) -> None:
    snapshot = Snapshot.open(index)
    assert names(snapshot, snapshot.beginning("name", "quesi")) == []
    assert names(snapshot, snapshot.beginning("name", "que")) == ["Queso fresco"]


def test_what_is_taken_out_is_in_no_set(index: Path) -> None:
    before = Snapshot.open(index)
    change_index(index, gone=(11,))
    after = Snapshot.open(index, before)
    assert (after.size, names(after, after.facet("month:5"))) == (2, ["Queso fresco"])


def test_what_is_changed_stands_once_as_it_is_now(index: Path) -> None:
    before = Snapshot.open(index)
    change_index(index, document(11, "Papa amarilla", "month:7"))
    after = Snapshot.open(index, before)
    assert names(after, after.live) == ["Queso fresco", "Miel de abeja", "Papa amarilla"]
    assert names(after, after.bits([11])) == ["Papa amarilla"]


def test_a_snapshot_stays_as_it_was(index: Path) -> None:
    before = Snapshot.open(index)
    change_index(index, document(14, "Cuy", "month:5"), gone=(11,))
    Snapshot.open(index, before)
    assert names(before, before.facet("month:5")) == ["Papa nativa", "Queso fresco"]


def test_segments_are_read_once(index: Path) -> None:
    before = Snapshot.open(index)
    change_index(index, document(14, "Cuy"))
    after = Snapshot.open(index, before)
    assert after.segments[0] is before.segments[0]


@pytest.mark.parametrize("sort", ["relevancia", "recientes", "precio", "precio-desc", "capacidad", "nombre"])
def test_orders_that_are_carried_on_are_those_made_anew(index: Path, sort: str) -> None:
    snapshot = Snapshot.open(index)
    for version in range(2, 12):
        change_index(
            index,
            document(11, "Papa amarilla", price=50 * version, capacity=version),
            document(20 + version, f"Cuy {version % 3}", facets=("dimension:caja",), price=version),
            gone=(18 + version,),
        )
        snapshot = Snapshot.open(index, snapshot)
    assert len(snapshot.segments) > 1

    def said(one: Snapshot) -> list[int]:
        return one.products(place for place in one.orders[sort].documents if one.live >> place & 1)

    assert said(snapshot) == said(Snapshot.open(index)) == said(Snapshot.open(index, Snapshot.open(index)))


def test_a_new_word_can_be_completed(index: Path) -> None:
    before = Snapshot.open(index)
    change_index(index, document(14, "Kiwicha"))
    assert Snapshot.open(index, before).lexicon.starting("kiw", 5) == ["kiwicha"]


def test_words_are_shown_as_names_write_them(index: Path) -> None:
    change_index(index, document(14, "Maíz morado"))
    assert Snapshot.open(index).lexicon.shown("maiz") == "maíz"


def test_a_snapshot_needs_no_file_once_it_is_open(index: Path) -> None:
    snapshot = Snapshot.open(index)
    for path in index.iterdir():
        path.unlink()
    assert names(snapshot, snapshot.field("text", "queso")) == ["Queso fresco"]


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel what is open")
def test_no_file_stays_open(index: Path) -> None:
    snapshot = Snapshot.open(index)
    gc.collect()
    held = [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.exists()]
    assert snapshot.size
    assert not [one for one in held if str(index) in one]
    assert str(index) not in Path("/proc/self/maps").read_text()


@pytest.mark.parametrize(
    ("which", "harm"),
    # A version cut short is a version; the worker writes it whole.
    sorted({*product((".seg", ".toc", "cursor"), ("empty", "cut", "garbage", "gone"))} - {("cursor", "cut")}),
)
def test_damage_is_told_as_damage(index: Path, which: str, harm: str) -> None:
    (path,) = [path for path in index.iterdir() if path.name.endswith(which)]
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        # No byte is left as it was, and no digit stays one: chance could write a version that reads well.
        garbage = bytes(byte ^ 0x55 for byte in whole)
        path.write_bytes({"empty": b"", "cut": whole[: len(whole) // 3], "garbage": garbage}[harm])
    with pytest.raises(DamagedIndexError):
        Snapshot.open(index)


def test_a_folder_that_is_not_there_is_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError):
        Snapshot.open(tmp_path / "nowhere")


def test_threads_may_ask_at_once(index: Path) -> None:
    snapshot = Snapshot.open(index)
    found: list[int] = []

    def ask() -> None:
        words = ("papa", "queso", "miel", "nativo", "fresco", "abeja") * 50
        found.extend(snapshot.field("name", word).bit_count() for word in words)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * (8 * 300)
