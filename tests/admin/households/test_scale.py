"""Thousands of households all over the country: lists, words and doubles go by index, as the plans tell."""

import os
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from admin.doubles.queries import Who, find_alike
from admin.households.filters import HouseholdFilters
from admin.households.queries import list_page
from admin.members.queries import member_by_dni
from tests.support.plans import know_sizes, whole_tables
from tests.support.registry import many_households

# A hundred thousand where somebody measures; enough here for the planner to leave no table unindexed.
MANY = int(os.environ.get("HOUSEHOLDS", "6000"))
TABLES = ("household", "member", "member_word")
ASKED: dict[str, Callable[[Session], Any]] = {
    "all": lambda session: list_page(session, HouseholdFilters()),
    "words": lambda session: list_page(session, HouseholdFilters(words="condori elen")),
    "district": lambda session: list_page(session, HouseholdFilters(district="080102")),
    "recent": lambda session: list_page(session, HouseholdFilters(sort="recent")),
    "doubles": lambda session: find_alike(session, Who("Mamani Quispe Rosa", "080102", "00000001", "+51990000001")),
    "dni": lambda session: member_by_dni(session, "00000001"),
}  # fmt: skip


def test_what_a_registry_is_asked_goes_by_index(session: Session) -> None:
    many_households(session, MANY)
    know_sizes(session)
    found = {name: whole_tables(session, ask, *TABLES) for name, ask in ASKED.items()}
    # The last registered stand at the end of the table: it is read backwards, and no further than a page.
    found["recent"] = [line for line in found["recent"] if line != "SCAN household"]
    assert not any(found.values()), found
