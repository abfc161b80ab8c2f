"""Answering a search: what the words mean, one page of what fits, and what is near where nothing does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from catalog.changes.versions import version_of_request
from catalog.products import dossiers, listing, paper, queries
from catalog.products.filters import FilterSet
from catalog.search import service
from catalog.search.marks import marked
from catalog.search.meaning import Meaning, meaning
from catalog.search.sources import Counts, Ground, Indexed, Needs, Source, Stored

Answered = TypeVar("Answered")


@dataclass(frozen=True)
class Answer:
    """What is meant, what was found, what each choice would find, and how many are only measured otherwise."""

    meaning: Meaning
    found: listing.Listing
    counts: Counts | None
    unlike: int


def from_source(ground: Ground, ask: Callable[[Source], Answered]) -> Answered:
    """What a source answers: the index, or the database while there is none or where it turns out to be damaged."""
    snapshot = service.of().at(version_of_request(ground.session))
    if snapshot:
        try:
            return ask(Indexed(ground, snapshot))
        except SQLAlchemyError:
            # Not the index's fault, and the database would not answer a second time.
            raise
        except Exception as error:
            service.of().lose(snapshot, error)
    return ask(Stored(ground))


def answer(ground: Ground, source: Source, asked: FilterSet) -> Answer:
    """One page of what a search finds."""
    meant = meaning(ground, source, asked)
    offset = (asked.page - 1) * queries.PAGE_SIZE
    ids, total = source.find(meant.needs, meant.filters, offset=offset, limit=queries.PAGE_SIZE)
    cards = shown(ground, ids, meant.needs, pick=asked.comparing, first_seen=listing.FIRST_SEEN)
    return Answer(
        meaning=meant,
        found=listing.Listing(cards, total, asked.page, max(1, -(-total // queries.PAGE_SIZE))),
        counts=source.counts(meant.needs, meant.filters),
        unlike=source.unlike(meant.needs, meant.filters) if meant.filters.measured else 0,
    )


def shown(
    ground: Ground, ids: list[int], needs: Needs, *, pick: bool = False, first_seen: int = 0
) -> list[Markup]:
    """Cards, with what was looked for marked in their names."""
    asked = (ground.session, ids, ground.places, ground.sectors, ground.day)
    return marked(listing.cards(*asked, pick=pick, first_seen=first_seen), needs)


def whole(ground: Ground, source: Source, asked: FilterSet, base: str) -> paper.Whole:
    """All that a search finds, to be taken away."""
    asked = paper.unsorted(asked)
    meant = meaning(ground, source, asked)
    ids, total = source.find(meant.needs, meant.filters, offset=0, limit=paper.MOST)
    read: list[dossiers.Dossier] = []
    if total <= paper.MOST:
        read = dossiers.read(ground.session, ids, ground.places, ground.sectors, ground.day)
    said = [chip.label for chip in listing.chips(asked, base, ground.places, ground.sectors, ground.seals)]
    said += [one.label for one in meant.counted]
    return paper.gathered(asked, total, read, said, base)
