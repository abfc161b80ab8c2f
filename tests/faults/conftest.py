"""One site for each database, which all kills share: what one leaves behind, the next must live with."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.enterprises import panes  # noqa: F401
from tests.support.faults import Site, timed
from tests.support.registry import household, member  # noqa: F401


@pytest.fixture(scope="session")
def fault_sites(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Site]]:
    made: dict[str, Site] = {}
    with ExitStack() as stack:

        def site(engine: str) -> Site:
            if engine not in made:
                folder: Path = tmp_path_factory.mktemp(f"faults-{engine}")
                made[engine] = Site(stack.enter_context(databases.fresh(engine)), folder)
                made[engine].full_seconds = timed(made[engine], *made[engine].import_arguments("Ensayo"))
            return made[engine]

        yield site
        for one in made.values():
            one.close()


@pytest.fixture
def fault_site(fault_sites: Callable[[str], Site], engine_name: str) -> Site:
    """A site to be killed."""
    return fault_sites(engine_name)
