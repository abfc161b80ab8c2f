"""The folders of one node: changed in small commits, made anew, thrown away when they are damaged."""

import os
import stat
import threading
from pathlib import Path

import pytest

from catalog.search import folder
from catalog.search.index import Index, IndexBusyError
from catalog.search.snapshot import Snapshot
from tests.support.search_index import change_index, document


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Three products, at version 7."""
    made = Index(tmp_path)
    fill(made, version=7)
    return made


def fill(index: Index, *, version: int) -> Path:
    """Make the index anew with three products."""
    with index.drafting() as draft:
        folder.put(draft, [document(number, f"Papa {number}") for number in (1, 2, 3)])
        folder.set_cursor(draft, version)
        with index.writing():
            index.use(draft)
    return draft


def current(index: Index) -> Path:
    """The folder in use, which there is."""
    path = index.current()
    assert path
    return path


def held(path: Path) -> dict[int, str]:
    """The products in a folder and their names."""
    snapshot = Snapshot.open(path)
    places = [place for place in range(snapshot.end) if snapshot.live >> place & 1]
    return {snapshot.products([place])[0]: snapshot.names[place] for place in places}


def test_in_the_beginning_there_is_none(tmp_path: Path) -> None:
    index = Index(tmp_path)
    assert (index.current(), index.version(), index.stamp()) == (None, None, None)


def test_only_its_owner_may_look_inside(index: Index) -> None:
    for path in (index.home.parent, index.home, current(index)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_it_says_which_version_it_holds(index: Index) -> None:
    assert index.version() == 7


def test_a_document_takes_the_place_of_the_one_before(index: Index) -> None:
    change_index(current(index), document(2, "Olluco"))
    assert held(current(index)) == {1: "Papa 1", 2: "Olluco", 3: "Papa 3"}


def test_a_document_is_taken_out(index: Index) -> None:
    change_index(current(index), gone=(2,))
    assert held(current(index)) == {1: "Papa 1", 3: "Papa 3"}


def test_one_that_is_not_there_can_be_taken_out(index: Index) -> None:
    change_index(current(index), gone=(99,))
    assert len(held(current(index))) == 3


def test_the_same_twice_does_no_harm(index: Index) -> None:
    for _ in range(2):
        change_index(current(index), document(2, "Olluco"), gone=(3,))
    assert held(current(index)) == {1: "Papa 1", 2: "Olluco"}


def test_every_commit_is_noticed_even_at_the_same_version(index: Index) -> None:
    before = index.stamp()
    change_index(current(index), document(2, "Olluco"), version=7)
    assert index.stamp() != before


def test_merged_segments_keep_every_number(index: Index) -> None:
    for number in range(10, 40):
        facts = {"price": number * 3, "capacity": -1 if number % 2 else number, "committed": {"": number}}
        change_index(current(index), document(number, f"Miel {number}", published=number * 5, **facts))
    snapshot = Snapshot.open(current(index))
    assert folder.measure(current(index)).segments < 12
    for number in range(10, 40):
        place = snapshot.document(number)
        assert place is not None
        found = {name: snapshot.columns[name][place] for name in ("price", "capacity", "published")}
        assert found == {
            "price": number * 3,
            "capacity": -1 if number % 2 else number,
            "published": number * 5,
        }
        assert snapshot.committed(place) == {"": number}
        assert snapshot.names[place] == f"Miel {number}"


def test_merged_segments_leave_out_what_was_taken_out(index: Index) -> None:
    for number in range(10, 40):
        change_index(current(index), document(number, f"Miel {number}"), gone=(number - 1,))
    assert held(current(index)) == {39: "Miel 39", 1: "Papa 1", 2: "Papa 2", 3: "Papa 3"}


def test_a_segment_with_nothing_left_goes(index: Index) -> None:
    change_index(current(index), gone=(1, 2, 3))
    change_index(current(index), document(4, "Oca"))
    assert folder.measure(current(index)) == folder.Size(living=1, deleted=0, segments=1)


def test_many_changes_wear_it_out(index: Index) -> None:
    path = current(index)
    folder.put(path, [document(number, "Papa") for number in range(1, 301)])
    assert not folder.measure(path).worn
    folder.put(path, [document(number, "Papa") for number in range(1, 150)])
    assert folder.measure(path).worn


def test_a_new_folder_takes_the_place_of_the_old_one(index: Index) -> None:
    old = current(index)
    new = fill(index, version=9)
    assert (index.current(), index.version(), old.exists()) == (new, 9, False)


def test_a_draft_that_fails_leaves_nothing(index: Index) -> None:
    old = current(index)
    with pytest.raises(ZeroDivisionError), index.drafting() as draft:
        raise ZeroDivisionError
    assert (index.current(), draft.exists()) == (old, False)


def test_what_a_killed_draft_left_is_swept(index: Index) -> None:
    left = index.home / "0123456789abcdef"
    folder.create(left)
    fill(index, version=8)
    assert not left.exists()


def test_an_index_of_another_version_is_neither_read_nor_kept(index: Index) -> None:
    old = index.home.with_name("v0")
    index.home.rename(old)
    assert index.current() is None
    fill(index, version=8)
    assert not old.exists()


def test_one_writes_at_a_time(index: Index) -> None:
    with index.writing(), pytest.raises(IndexBusyError), index.writing(seconds=0.05):
        pass


def test_a_writer_waits_for_another(index: Index) -> None:
    entered, done = threading.Event(), []

    def write() -> None:
        with index.writing():
            entered.set()
            threading.Event().wait(0.1)
            done.append("first")

    thread = threading.Thread(target=write)
    thread.start()
    entered.wait()
    with index.writing():
        done.append("second")
    thread.join()
    assert done == ["first", "second"]


def test_a_killed_writer_holds_no_lock(index: Index) -> None:
    child = os.fork()
    if not child:
        with index.writing():
            os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    with index.writing(seconds=0):
        pass


def test_a_folder_that_others_may_enter_is_not_trusted(index: Index) -> None:
    current(index).chmod(0o777)
    assert index.current() is None


def test_a_pointer_out_of_the_house_is_not_followed(index: Index, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    folder.create(elsewhere)
    folder.set_cursor(elsewhere, 1)
    (index.home / "current").write_text("../../elsewhere")
    assert index.current() is None


@pytest.mark.parametrize("text", ["", "nothing", "\0", "x" * 5000])
def test_a_pointer_to_nothing_is_no_index(index: Index, text: str) -> None:
    (index.home / "current").write_text(text)
    assert index.current() is None


def test_what_a_killed_writer_left_is_cleared_away(index: Index) -> None:
    path = current(index)
    for name in ("_MAIN_9.toc.123.4", "MAIN_0123456789abcdef.trm"):
        (path / name).write_bytes(b"half")
    change_index(path, document(4, "Oca"))
    assert not list(path.glob("*.123.4")) + list(path.glob("*0123456789abcdef*"))


def test_thrown_away_it_is_not_used_any_more(index: Index) -> None:
    index.throw_away(current(index))
    assert index.current() is None


def test_only_the_folder_in_use_is_thrown_away(index: Index) -> None:
    old = current(index)
    new = fill(index, version=8)
    index.throw_away(old)
    assert index.current() == new
