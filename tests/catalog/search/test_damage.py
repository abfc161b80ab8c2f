"""An index that is damaged in one way or another is made anew, whoever notices."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from sqlalchemy.orm import Session

from catalog.changes.versions import version
from catalog.products.models import Product
from catalog.search import folder, service
from catalog.search.index import ALIVE
from tests.support.following import Follow, found


def _truncate(path: Path) -> None:
    for one in path.glob("*.seg"):
        one.write_bytes(one.read_bytes()[: one.stat().st_size // 2])


def _garbage(path: Path) -> None:
    for one in path.glob("*.seg"):
        one.write_bytes(b"\x80\x02garbage" * 500)


def _no_toc(path: Path) -> None:
    for one in path.glob("*.toc"):
        one.unlink()


def _garbage_toc(path: Path) -> None:
    for one in path.glob("*.toc"):
        one.write_bytes(b"\xff" * 100)


def _no_segment(path: Path) -> None:
    for one in path.glob("*.seg"):
        one.unlink()


def _garbage_cursor(path: Path) -> None:
    (path / folder.CURSOR).write_text("seven")


def _no_cursor(path: Path) -> None:
    (path / folder.CURSOR).unlink()


def _open_to_all(path: Path) -> None:
    path.chmod(0o755)


DAMAGES = (
    *(_truncate, _garbage, _no_toc, _garbage_toc, _no_segment, _garbage_cursor, _no_cursor),
    _open_to_all,
)


# Whoosh leaves what it cannot read open; the files are closed all the same, by and by.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_made_whole(
    follow: Follow, session: Session, papa: Product, damage: Callable[[Path], None]
) -> None:
    follow()
    path = follow.index.current()
    assert path
    damage(path)
    papa.name = "Papa huamantanga"
    follow()
    assert (found(follow), follow.index.version()) == ({"Papa huamantanga"}, version(session))


# Whoosh leaves what it cannot read open; the files are closed all the same, by and by.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", DAMAGES)
def test_whoever_cannot_read_it_has_it_made_anew(
    follow: Follow, papa: Product, damage: Callable[[Path], None]
) -> None:
    follow()
    path = follow.index.current()
    assert path
    damage(path)
    reader = service.Service(follow.index.home.parent.parent)
    reader.refresh()
    assert reader.snapshot is None
    follow()
    reader.refresh()
    assert reader.snapshot
    assert follow.rebuilds == 2


def test_a_folder_removed_while_it_is_followed_is_made_anew(
    follow: Follow, session: Session, papa: Product
) -> None:
    follow()
    session.commit()
    follow.follower._next_beat = 0.0  # the next sign of life is due while there is nowhere to leave it
    with follow.index.following():
        shutil.rmtree(follow.index.home.parent)
        follow.follower.step(session)
    follow()
    assert found(follow) == {"Papa nativa huayro"}


def test_a_clock_put_back_says_nothing_of_who_follows(
    follow: Follow, papa: Product, clock: time_machine.Traveller
) -> None:
    follow()
    assert follow.index.is_followed()
    os.utime(follow.index.home / ALIVE, (time.time() + 3600,) * 2)
    assert not follow.index.is_followed()
