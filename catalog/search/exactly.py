"""A list without words, answered from the snapshot only where that is true of this very version of the catalogue.

A list must be right at the instant, not within a second: where the snapshot lags behind, the database answers.
"""

from datetime import date

from sqlalchemy.orm import Session

from catalog.changes.versions import version_of_request
from catalog.products.filters import FilterSet
from catalog.search import engine, service
from catalog.sectors.queries import SectorTree


def find_exactly(
    session: Session, filters: FilterSet, sectors: SectorTree, today: date, *, offset: int, limit: int
) -> engine.Found | None:
    """One page of what passes; None where the database has to be asked."""
    snapshot = service.of().snapshot
    if snapshot is None or filters.words or snapshot.version != version_of_request(session):
        return None
    try:
        return engine.find(
            snapshot, (), filters, sectors, today, sort=filters.sort, offset=offset, limit=limit
        )
    except Exception as error:
        service.of().lose(snapshot, error)
        return None
