"""kill -9 of the worker while it commits to the index: the site answers, and the index is whole or made anew."""

import random
import time
from collections.abc import Iterator

import pytest

from catalog.search import folder, service
from catalog.search.snapshot import Snapshot
from core.db import db
from tests.support import cast
from tests.support.faults import RUNS, Site
from tests.support.following import Follow
from tests.support.nodes import published, somebody_writing, wait_for

pytestmark = pytest.mark.fault
PRODUCTS = 30
# The longest that one of these takes from one commit to the next.
COMMIT_SECONDS = 0.25
REBUILD_SECONDS = 4.0


@pytest.fixture
def products(fault_site: Site) -> Iterator[list[int]]:
    """Products to be changed all the time; afterwards they are not published any more."""
    with fault_site.app.app_context():
        maker = cast.make_enterprise(db.session(), f"Búsqueda {time.monotonic_ns()}")
        made = [
            cast.make_product(db.session(), maker, f"Papa {n}", slug=f"papa-{maker.id}-{n}")
            for n in range(PRODUCTS)
        ]
        ids = [one.id for one in made]
        db.session.commit()
        db.session.remove()
    yield ids
    service.of(fault_site.app).forget()


def answers(site: Site) -> bool:
    """Whether a search is answered, whatever there is of an index."""
    service.of(site.app).refresh()
    return site.app.test_client().get("/buscar?q=oca").status_code == 200


def indexed(site: Site) -> set[tuple[int, str]]:
    """What the index holds after the next worker has done its work: ids and names."""
    follow = Follow(site.app)
    follow()
    path = follow.index.current()
    assert path
    folder.check(path)
    held = Snapshot.open(path)
    places = [place for place in range(held.end) if held.live >> place & 1]
    return set(zip(held.products(places), [held.names[place] for place in places], strict=True))


@pytest.mark.parametrize("run", range(RUNS))
def test_a_worker_killed_in_the_middle_of_a_commit(fault_site: Site, products: list[int], run: int) -> None:
    index = service.of(fault_site.app).index
    with somebody_writing(fault_site.app, products, pause=0.0):
        worker = fault_site.start("worker")
        before = index.stamp()
        wait_for(lambda: index.stamp() not in (None, before))
        instant = random.Random().uniform(0, COMMIT_SECONDS)
        time.sleep(instant)
        fault_site.kill(worker)
        assert answers(fault_site), f"killed {instant:.3f} s after a commit"
    assert indexed(fault_site) == published(fault_site.app), f"killed {instant:.3f} s after a commit"
    assert answers(fault_site)


@pytest.mark.parametrize("run", range(RUNS))
def test_a_rebuild_killed_at_any_instant(fault_site: Site, products: list[int], run: int) -> None:
    instant = random.Random().uniform(0.3, 1.0) * REBUILD_SECONDS
    with somebody_writing(fault_site.app, products):
        fault_site.run("search", "rebuild", seconds=instant)
        assert answers(fault_site), f"killed after {instant:.2f} s"
    assert indexed(fault_site) == published(fault_site.app), f"killed after {instant:.2f} s"
    assert [one.name for one in service.of(fault_site.app).index.home.iterdir() if one.is_dir()]
