"""kill -9 of the worker while it publishes photos and draws AVIF: pages never name what is not there."""

import random

import pytest

from tests.support.faults import PHOTOS, RUNS, Site

pytestmark = pytest.mark.fault
WORKER_SECONDS = 5.0


@pytest.mark.parametrize("run", range(RUNS))
def test_a_killed_worker_leaves_its_jobs_to_the_next(fault_site: Site, run: int) -> None:
    name = f"Taller {run}"
    chance = random.Random()
    # Killed in its last third, the import often leaves photos to publish; if it did not come so far, it is repeated.
    arguments = fault_site.import_arguments(name)
    fault_site.run(*arguments, seconds=fault_site.full_seconds * chance.uniform(0.7, 1.0))
    if not fault_site.products(name):
        fault_site.run(*arguments)
    fault_site.end_leases()

    instant = fault_site.random_instant(chance, WORKER_SECONDS)
    fault_site.run("worker", seconds=instant)
    fault_site.check_media()

    fault_site.end_leases()
    fault_site.do_jobs()
    photos = fault_site.photos(name)
    assert len(photos) == PHOTOS
    assert all(ready and any(file.endswith(".avif") for file in files) for _token, ready, files in photos)
    fault_site.check_media()
    assert fault_site.unfinished_jobs() == []
