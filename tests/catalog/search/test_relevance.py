"""What buyers type finds what they mean, on the real demo: see relevance.csv, written before any ranking.

`first` lists names any of which may come first, `also` names that have to be among the first five; a name that ends in
* may go on, and * alone is anything. Where nothing fits, what is shown as nearest counts.
"""

import csv
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from tests.support.following import Follow

QUERIES = Path(__file__).parent / "relevance.csv"
FIVE = 5
FIRST_RIGHT, FIVE_RIGHT = 0.90, 0.98
_NAME = re.compile(r'<h3><a href="[^"]*">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Asked:
    """A query, and what should answer it."""

    query: str
    first: tuple[str, ...]
    also: tuple[str, ...]

    def right_first(self, names: list[str]) -> bool:
        """Whether the first name is one that may come first."""
        return bool(names) and any(_fits(one, names[0]) for one in self.first)

    def right_five(self, names: list[str]) -> bool:
        """Whether what is wanted is among the first five."""
        first = any(_fits(one, name) for one in self.first for name in names[:FIVE])
        return first and all(any(_fits(one, name) for name in names[:FIVE]) for one in self.also)


def _fits(wanted: str, name: str) -> bool:
    return name.startswith(wanted[:-1]) if wanted.endswith("*") else name == wanted


def queries() -> list[Asked]:
    """All that buyers type."""
    rows = csv.DictReader(QUERIES.read_text(encoding="utf-8").splitlines())
    return [
        Asked(row["query"], tuple(row["first"].split("|")), tuple(filter(None, row["also"].split("|"))))
        for row in rows
    ]


def names(client: FlaskClient, query: str) -> list[str]:
    """The names on the page that answers a query, in their order."""
    page = client.get(f"/buscar?{urlencode({'q': query})}").get_data(as_text=True)
    return [unescape(_TAG.sub("", name)) for name in _NAME.findall(page)]


@pytest.fixture
def demo(whole_demo: None, follow: Follow) -> None:
    """The real demo, in the index."""
    follow()


def test_enough_is_asked() -> None:
    assert len(queries()) >= 150


@pytest.mark.usefixtures("demo")
def test_buyers_find_what_they_mean(client: FlaskClient) -> None:
    found = {asked: names(client, asked.query) for asked in queries()}
    wrong = [(asked.query, shown[:2]) for asked, shown in found.items() if not asked.right_first(shown)]
    missing = [(asked.query, shown[:FIVE]) for asked, shown in found.items() if not asked.right_five(shown)]
    assert len(wrong) <= (1 - FIRST_RIGHT) * len(found), wrong
    assert len(missing) <= (1 - FIVE_RIGHT) * len(found), missing
