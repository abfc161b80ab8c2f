"""Bar 5: what a search costs in the library alone, beside SQLite's FTS5 and tantivy over the same documents.

    python -m benchmarks.search_library [--size 20000] [--rounds 7]

Of each class two hundred questions are asked of all three, round by round in turn; the processor time of each
question is its median over the rounds, and the p99 is over the questions, so that it tells of the costliest of them
and not of the neighbours. Ours begins each round without a kept answer; what it holds of words and facets stays.
"""

import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask

from app import create_app
from benchmarks.fixture import fixture, index
from benchmarks.search_rivals import PAGE, Answer, Fts5, Tantivy, entries
from benchmarks.table import Row, part
from catalog.places.queries import Gazetteer, gazetteer
from catalog.products.filters import RELEVANCE, FilterSet
from catalog.search import engine, facets
from catalog.search.analysis import stem
from catalog.search.bitsets import Kept
from catalog.search.documents import documents
from catalog.search.index import Index
from catalog.search.needs import Need
from catalog.search.snapshot import RESULT_BYTES, Snapshot
from catalog.sectors.queries import SectorTree, sector_tree
from core.clock import today
from core.db import db

QUESTIONS = 200
SEED = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Class, method, how it is called in the table, and how many times tantivy it may cost.
CLASSES = (
    ("word", "one word", None),
    ("both", "two words", 3.0),
    ("prefix", "a word being typed", None),
    ("typo", "one typo", 3.0),
    ("filtered", "word, filters, facets, price", 3.0),
)
Questions = dict[str, list[tuple[Any, ...]]]


class Ours:
    """The snapshot, asked as a page of results asks it."""

    name = "ours"

    def __init__(self, snapshot: Snapshot, places: Gazetteer, sectors: SectorTree, day: date) -> None:
        self.snapshot, self.places, self.sectors, self.day = snapshot, places, sectors, day

    def forget(self) -> None:
        """Let go of answers that are kept."""
        self.snapshot.results = Kept(RESULT_BYTES)

    def word(self, word: str) -> Answer:
        """One word."""
        return self._find(_need(word))

    def both(self, one: str, other: str) -> Answer:
        """Two words, both of them."""
        return self._find(_need(one), _need(other))

    def prefix(self, begun: str) -> Answer:
        """A word being typed."""
        return self._find(Need(begun, (), begun))

    def typo(self, typed: str) -> Answer:
        """A word with a letter wrong: the words that may be meant, then what has the first."""
        return self._find(*map(_need, self.snapshot.lexicon.near(typed)[:1]))

    def filtered(self, word: str, department: str, month: int) -> Answer:
        """A word, a place and a month, by price, with the counts of every facet."""
        filters = FilterSet(place=self.places.by_code[department], months=1 << month - 1)
        asked = (self.snapshot, (_need(word),), filters)
        found = engine.find(*asked, self.sectors, self.day, sort="precio", limit=PAGE)
        facets.count(*asked, self.places, self.sectors, self.day)
        return found.ids, found.total

    def _find(self, *needs: Need) -> Answer:
        found = engine.find(
            self.snapshot, needs, FilterSet(), self.sectors, self.day, sort=RELEVANCE, limit=PAGE
        )
        return found.ids, found.total


def _need(word: str) -> Need:
    return Need(word, ((stem(word),),))


def questions(snapshot: Snapshot) -> Questions:
    """What is asked of all three: words from the commonest to the rarest, of every size of answer."""
    chance = random.Random(SEED)
    usual = [word for word in snapshot.words if len(word) >= 5 and word.isalpha() and word.isascii()]
    usual.sort(key=lambda word: (-snapshot.words[word], word))
    # Evenly over the orders of magnitude of how common they are.
    some = [usual[int(len(usual) ** (at / QUESTIONS))] for at in range(QUESTIONS)]
    chance.shuffle(some)
    departments = [term[-2:] for term in snapshot.facet_values("place:") if len(term) == len("place:01")]
    return {
        "word": [(word,) for word in some],
        "both": [(word, chance.choice(usual[:200])) for word in some],
        "prefix": [(word[: chance.randrange(2, 5)],) for word in some],
        "typo": [(_mistyped(word, snapshot, chance),) for word in some],
        "filtered": [(word, chance.choice(departments), chance.randrange(1, 13)) for word in some],
    }


def _mistyped(word: str, snapshot: Snapshot, chance: random.Random) -> str:
    """The word with another letter somewhere, so that it is no word."""
    while True:
        at = chance.randrange(1, len(word))
        typed = word[:at] + chance.choice(LETTERS) + word[at + 1 :]
        if typed not in snapshot.words:
            return typed


def measure(contenders: list[Any], asked: Questions, rounds: int) -> dict[str, dict[str, float]]:
    """By class and contender, the p99 in milliseconds."""
    for one in contenders:
        _round(one, asked)
    taken: dict[tuple[str, str], list[list[float]]] = {}
    for _number in range(rounds):
        for one in contenders:
            for kind, times in _round(one, asked).items():
                taken.setdefault((kind, one.name), []).append(times)
    found: dict[str, dict[str, float]] = {}
    for (kind, name), several in taken.items():
        each = sorted(statistics.median(times) for times in zip(*several, strict=True))
        found.setdefault(kind, {})[name] = each[int(len(each) * 0.99)]
    return found


def _round(one: Any, asked: Questions) -> dict[str, list[float]]:
    getattr(one, "forget", lambda: None)()
    # As timeit does: allocations repeat, so in every round the collector would come in at the same question.
    gc.collect()
    gc.disable()
    times = {kind: [_time(getattr(one, kind), question) for question in some] for kind, some in asked.items()}
    gc.enable()
    return times


def _time(ask: Callable[..., Answer], question: tuple[Any, ...]) -> float:
    before = time.thread_time_ns()
    ask(*question)
    return (time.thread_time_ns() - before) / 1e6


def rows(size: int, rounds: int) -> Iterator[Row]:
    """The classes, each with what it costs us and the others."""
    site, path = _site(size)
    started = time.process_time()
    snapshot = Snapshot.open(path)
    opened = time.process_time() - started
    started = time.process_time()
    Snapshot.open(path, snapshot)
    again = time.process_time() - started
    with site.app_context():
        ours = Ours(snapshot, gazetteer(db.session()), sector_tree(db.session()), today())
        every = list(entries(documents(db.session())))
    contenders = [ours, Fts5(every), Tantivy(every)]
    every.clear()
    for kind, times in measure(contenders, questions(snapshot), rounds).items():
        yield _row(kind, times)
    yield Row("search library: opening the index, and again", f"{opened:.2f} s, {again * 1000:.0f} ms")


def _site(size: int) -> tuple[Flask, Path]:
    environ = fixture(size)
    kept = Index(Path(environ["DATA_DIR"]))
    if kept.current() is None:
        index(environ)
    path = kept.current()
    if path is None:
        raise SystemExit("the index was not made")
    os.environ.update(environ)
    return create_app(), path


def _row(kind: str, times: dict[str, float]) -> Row:
    said, most = next((said, most) for name, said, most in CLASSES if name == kind)
    ours, fts, other = times["ours"], times["FTS5"], times["tantivy"]
    bar, passed = "5: ≤ FTS5", ours <= fts
    if most is not None:
        bar, passed = f"{bar}, ≤ {most:.0f} × tantivy", passed and ours <= most * other
    measured = f"p99 {ours:.2f} ms, FTS5 {fts:.2f}, tantivy {other:.2f}"
    return Row(f"search library: {said}", measured, bar, passed)


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
