"""Thousands of enterprises all over the country: lists, words and doubles go by index, as the plans tell."""

import os
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from admin.enterprise_doubles.queries import find_alike
from admin.enterprises.filters import RecordFilters
from admin.enterprises.queries import list_page
from tests.support.enterprises import RUC, many_enterprises
from tests.support.plans import know_sizes, whole_tables
from tests.support.registry import many_households

# A hundred thousand where somebody measures; enough here for the planner to leave no table unindexed.
MANY = int(os.environ.get("HOUSEHOLDS", "3000"))
TABLES = ("enterprise_record", "enterprise_word", "enterprise_member", "enterprise", "member", "member_word")
ASKED: dict[str, Callable[[Session], Any]] = {
    "all": lambda session: list_page(session, RecordFilters()),
    "words": lambda session: list_page(session, RecordFilters(words="queso 4321")),
    "district": lambda session: list_page(session, RecordFilters(district="080102")),
    "recent": lambda session: list_page(session, RecordFilters(sort="recent")),
    "doubles": lambda session: find_alike(session, "Quesos de la Abuela", "080102", RUC),
}


def test_what_a_list_of_enterprises_is_asked_goes_by_index(session: Session) -> None:
    many_households(session, MANY)
    many_enterprises(session, MANY)
    know_sizes(session)
    found = {name: whole_tables(session, ask, *TABLES) for name, ask in ASKED.items()}
    # The last registered stand at the end of the table: it is read backwards, and no further than a page.
    found["recent"] = [line for line in found["recent"] if line != "SCAN enterprise_record"]
    assert not any(found.values()), found
