"""Nothing goes past the scope of a session, and what is a person's is private, or says here why it is not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import app  # noqa: F401 every model of the house is loaded
from core.db import Base
from core.scoping import Private
from tests.support import tree

# Ways to the database that the scope's hook does not watch, or that it could not read.
PAST = {
    "engine",
    "raw_connection",
    "bulk_insert_mappings",
    "bulk_save_objects",
    "exec_driver_sql",
    "connect_beside",
    # From a session's connection on to the driver's.
    "dbapi_connection",
    "driver_connection",
}
PASSING = {
    "admin/access/sessions.py": "notes that a session was used, after the answer: one column of its own table",
    "catalog/changes/reader.py": "follows the change table, which is public, for all requests at once",
}
PUBLIC = {
    "department", "province", "district", "sector", "seal", "enterprise", "enterprise_slug", "product",
    "product_slug", "product_month", "delivery_place", "sanitary_paper", "seal_award", "photo", "portrait",
    "share_image", "public_contact", "catalogue_change",
}  # fmt: skip
# Not private, and not public either: why its rows need no territory.
HOUSE = {
    "territorial_unit": "an office, no person",
    "unit_province": "the provinces of an office",
    "account": "staff, for who may manage accounts; asked for by permission",
    "account_session": "of one account, and found by the token of its browser",
    "access_link": "of one account, and found by its secret",
    "recovery_code": "of one account",
    "district_assignment": "of one account: the scope itself is made of these",
    "substitution": "of accounts: the scope itself is made of these",
    "sign_in_failure": "keyed digests of addresses and accounts, counted before anybody is known",
    "audit_entry": "one chain for the whole country, read by the two national offices",
    "audit_head": "the end of that chain",
    "consent_text": "words that are read aloud to everybody",
    "job": "numbers for the worker, which is a command; an address among them is sealed",
    "outbox_message": "for the worker, which is a command; bodies are sealed",
    "ally": "offices and associations, no person of a household",
    "producer_session": "of one account, and found by the token of its telephone",
    "screen_audio": "words of the site read aloud, the same for everybody",
    "listing_report": "what buyers tell of a public page, for the national office, by permission",
}


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.Attribute):
            # An engine of the database; the search has one of its own by that name.
            named = node.value.id if isinstance(node.value, ast.Name) else ""
            yield node.attr if node.attr != "engine" or named == "db" else ""
        elif isinstance(node, ast.Name) and node.id != "engine":
            yield node.id


def test_no_wing_goes_past_its_session() -> None:
    found = {tree.name(path) for path in tree.python("admin", "catalog") if PAST & {*_names(path)}}
    assert found == PASSING.keys()


def _beyond_the_session(path: Path) -> Iterator[str]:
    """`….connection().connection`, which is the driver's; and a criterion asked for by hand, maybe as one of two."""
    for node in ast.walk(tree.syntax(path)):
        if not isinstance(node, ast.Attribute):
            continue
        before = node.value
        if node.attr == "connection" and isinstance(before, ast.Call) and "connection" in ast.unparse(before):
            yield "the driver's connection"
        if node.attr == "scope_criterion":
            yield "a criterion"


def test_no_wing_asks_the_driver_or_writes_a_criterion_itself() -> None:
    """The guard counts that a criterion stands in a statement: beside it, an OR would open what it closes."""
    found = {tree.name(path) for path in tree.python("admin", "catalog") if [*_beyond_the_session(path)]}
    assert found == set()


def test_every_model_is_private_or_says_why_not() -> None:
    known = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    open_to_all = {name for name, model in known.items() if not issubclass(model, Private)}
    assert open_to_all == PUBLIC | HOUSE.keys()
