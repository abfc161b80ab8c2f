"""kill -9 of an import at a random instant: all or nothing, nothing acknowledged lost, nothing doubled."""

import random

import pytest

from tests.support.faults import PHOTOS, ROWS, RUNS, SUCCESS, Site

pytestmark = pytest.mark.fault


@pytest.mark.parametrize("run", range(RUNS))
def test_a_killed_import_is_whole_or_nothing_and_can_be_repeated(fault_site: Site, run: int) -> None:
    name = f"Prueba {run}"
    arguments = fault_site.import_arguments(name)
    instant = fault_site.random_instant(random.Random(), fault_site.full_seconds)

    said = fault_site.run(*arguments, seconds=instant)
    kept = fault_site.products(name)
    assert kept in (0, ROWS), f"half an import, killed at {instant:.2f} s"
    assert kept == ROWS or SUCCESS not in said, f"acknowledged and lost, killed at {instant:.2f} s"
    assert len(fault_site.photos(name)) == (PHOTOS if kept else 0)
    fault_site.check_media()

    fault_site.end_leases()
    fault_site.run(*arguments)
    fault_site.do_jobs()
    assert fault_site.products(name) == ROWS, f"lost or doubled by the second run, killed at {instant:.2f} s"
    photos = fault_site.photos(name)
    assert len(photos) == PHOTOS
    assert all(ready and any(file.endswith(".avif") for file in files) for _token, ready, files in photos)
    fault_site.check_media()
    assert fault_site.unfinished_jobs() == []
