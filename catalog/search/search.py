"""Answering a search: from the snapshot of the index where there is one, from the database where there is none."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from catalog.places.queries import Gazetteer
from catalog.products import dossiers, listing, paper, queries
from catalog.products.filters import FilterSet
from catalog.sectors.queries import SectorTree


@dataclass(frozen=True)
class Answer:
    """What was asked for in the address, and what was found."""

    asked: FilterSet
    found: listing.Listing


def answer(session: Session, asked: FilterSet, places: Gazetteer, sectors: SectorTree, today: date) -> Answer:
    """The page of products that a search shows."""
    return Answer(asked, listing.build(session, asked, places, sectors, today))


def whole(
    session: Session,
    asked: FilterSet,
    places: Gazetteer,
    sectors: SectorTree,
    seals: dict[str, str],
    today: date,
    base: str,
) -> paper.Whole:
    """All that a search finds, to be taken away."""
    asked = paper.unsorted(asked)
    total = queries.count_products(session, asked, sectors, today)
    ids = queries.product_ids(session, asked, sectors, today, limit=paper.MOST) if total <= paper.MOST else []
    said = [chip.label for chip in listing.chips(asked, base, places, sectors, seals)]
    read = dossiers.read(session, ids, places, sectors, today)
    return paper.gathered(asked, total, read, said, base)
