"""The searches that ours is measured beside: SQLite's FTS5 and tantivy, over the same documents, set up for speed.

Both are given the stems we index, so that all three look for the same words in the same fields. Each answers what a
page of results needs: the ids of the first page by rank and how many there are in all; asked with filters, the ids by
price and the counts of every facet.

FTS5 lies in memory, with an index of prefixes of two to four letters. A typo is answered as SQLite can: the nearest
word of a trigram index over its own vocabulary (fts5vocab), told by edit distance, is looked for. Facets are columns
and a table joined by plain SQL. Tantivy has its fuzzy queries, fast fields and aggregations.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pysqlite3
import tantivy

from catalog.search.analysis import stem, words
from catalog.search.documents import Document

PAGE = 24
CANDIDATES = 40
# What a name weighs beside sector, place and maker, and beside the description.
WEIGHTS = (10.0, 4.0, 1.0)
FIELDS = ("name", "about", "text")
COUNTED = ("sector", "month", "delivery", "paper", "seal", "invoice", "wallet", "dimension")
Answer = tuple[list[int], int]


@dataclass(frozen=True)
class Entry:
    """A document as all three index it."""

    id: int
    stems: dict[str, list[str]]
    words: list[str]
    price: int
    department: str
    months: int
    facets: list[tuple[str, str]]


def entries(documents: Iterable[Document]) -> Iterator[Entry]:
    """Documents with their words taken apart once."""
    for one in documents:
        name, about, body = words(one.name), words(one.about), words(one.body)
        every = list(dict.fromkeys((*name, *about, *body)))
        pairs = [(kind, value) for kind, _colon, value in (facet.partition(":") for facet in one.facets)]
        yield Entry(
            id=one.id,
            stems={
                field: list(dict.fromkeys(map(stem, some)))
                for field, some in zip(FIELDS, (name, about, every), strict=True)
            },
            words=every,
            price=one.price,
            department=next((value for kind, value in pairs if kind == "place" and len(value) == 2), ""),
            months=sum(1 << int(value) for kind, value in pairs if kind == "month"),
            facets=[(kind, value) for kind, value in pairs if kind in COUNTED],
        )


class Fts5:
    """SQLite's full text search."""

    name = "FTS5"

    def __init__(self, some: Iterable[Entry]) -> None:
        self.db = pysqlite3.connect(":memory:")
        self.db.executescript(_TABLES)
        for one in some:
            texts = [" ".join(one.stems[field]) for field in FIELDS]
            self.db.execute(
                "INSERT INTO fts (rowid, name, about, text) VALUES (?, ?, ?, ?)", (one.id, *texts)
            )
            self.db.execute("INSERT INTO words (rowid, word) VALUES (?, ?)", (one.id, " ".join(one.words)))
            row = (one.id, one.price, one.department, one.months)
            self.db.execute("INSERT INTO product VALUES (?, ?, ?, ?)", row)
            facets = [(one.id, *facet) for facet in one.facets]
            self.db.executemany("INSERT OR IGNORE INTO facet VALUES (?, ?, ?)", facets)
        self.db.executescript(_INDEXES)

    def word(self, word: str) -> Answer:
        """One word."""
        return self._match(f'"{stem(word)}"')

    def both(self, one: str, other: str) -> Answer:
        """Two words, both of them."""
        return self._match(f'"{stem(one)}" AND "{stem(other)}"')

    def prefix(self, begun: str) -> Answer:
        """A word being typed."""
        return self._match(f'"{begun}"*')

    def typo(self, typed: str) -> Answer:
        """A word with a letter wrong."""
        pieces = " OR ".join(f'"{typed[at : at + 3]}"' for at in range(len(typed) - 2))
        near = self.db.execute(
            "SELECT term FROM vocabulary WHERE vocabulary MATCH ? ORDER BY rank LIMIT ?", (pieces, CANDIDATES)
        )
        candidates = [term for (term,) in near]
        if not candidates:
            return [], 0
        return self.word(max(candidates, key=lambda one: SequenceMatcher(None, one, typed).ratio()))

    def filtered(self, word: str, department: str, month: int) -> Answer:
        """A word, a place and a month, by price, with the counts of every facet."""
        match, months = f'"{stem(word)}"', 1 << month
        asked = {"match": match, "department": department, "months": months, "page": PAGE}
        ids = [one for (one,) in self.db.execute(_FILTERED, asked)]
        counts = self.db.execute(_COUNTS, asked).fetchall()
        return ids, sum(number for name, _value, number in counts if name == "dimension")

    def _match(self, match: str) -> Answer:
        found = self.db.execute(_RANKED, (match, *WEIGHTS, PAGE))
        ids = [one for (one,) in found]
        (total,) = self.db.execute("SELECT count(*) FROM fts WHERE fts MATCH ?", (match,)).fetchone()
        return ids, total


_TABLES = """
CREATE VIRTUAL TABLE fts USING fts5(name, about, text, tokenize="unicode61", prefix='2 3 4');
CREATE VIRTUAL TABLE words USING fts5(word, tokenize="unicode61");
CREATE VIRTUAL TABLE vocabulary_of_words USING fts5vocab(words, row);
CREATE VIRTUAL TABLE vocabulary USING fts5(term, tokenize="trigram");
CREATE TABLE product (id INTEGER PRIMARY KEY, price INTEGER, department TEXT, months INTEGER);
CREATE TABLE facet (id INTEGER, name TEXT, value TEXT, PRIMARY KEY (id, name, value)) WITHOUT ROWID;
"""
_INDEXES = """
INSERT INTO vocabulary (term) SELECT term FROM vocabulary_of_words;
INSERT INTO fts (fts) VALUES ('optimize');
INSERT INTO vocabulary (vocabulary) VALUES ('optimize');
CREATE INDEX product_price ON product (department, price, id, months);
ANALYZE;
"""
_RANKED = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, ?, ?, ?) LIMIT ?"
_FILTERED = """
SELECT product.id FROM fts JOIN product ON product.id = fts.rowid
WHERE fts MATCH :match AND department = :department AND months & :months ORDER BY price, product.id LIMIT :page
"""
# Each facet is counted with all filters but its own: the department's without the department.
_COUNTS = """
WITH hits AS MATERIALIZED (
    SELECT product.* FROM fts JOIN product ON product.id = fts.rowid WHERE fts MATCH :match AND months & :months
)
SELECT facet.name, facet.value, count(*) FROM hits JOIN facet ON facet.id = hits.id
WHERE department = :department GROUP BY 1, 2
UNION ALL SELECT 'department', department, count(*) FROM hits GROUP BY 2
"""


class Tantivy:
    """Tantivy, in Rust, through its Python library; in memory, with one segment."""

    name = "tantivy"

    def __init__(self, some: Iterable[Entry]) -> None:
        self.schema = _schema()
        self.index = tantivy.Index(self.schema)
        writer = self.index.writer(128_000_000, 1)
        for one in some:
            writer.add_document(_document(one))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def word(self, word: str) -> Answer:
        """One word."""
        return self._ranked(self._anywhere(stem(word)))

    def both(self, one: str, other: str) -> Answer:
        """Two words, both of them."""
        return self._ranked(self._all(self._anywhere(stem(one)), self._anywhere(stem(other))))

    def prefix(self, begun: str) -> Answer:
        """A word being typed."""
        return self._ranked(tantivy.Query.regex_query(self.schema, "words", f"{begun}.*"))

    def typo(self, typed: str) -> Answer:
        """A word with a letter wrong."""
        return self._ranked(tantivy.Query.fuzzy_term_query(self.schema, "words", typed))

    def filtered(self, word: str, department: str, month: int) -> Answer:
        """A word, a place and a month, by price, with the counts of every facet."""
        alike = (self._anywhere(stem(word)), self._term("month", str(month)))
        query = self._all(*alike, self._term("department", department))
        found = self.searcher.search(query, PAGE, count=True, order_by_field="price", order=tantivy.Order.Asc)
        self.searcher.aggregate(query, {name: {"terms": {"field": name, "size": 100}} for name in COUNTED})
        self.searcher.aggregate(self._all(*alike), {"place": {"terms": {"field": "department", "size": 100}}})
        return self._ids(found), found.count

    def _ranked(self, query: Any) -> Answer:
        found = self.searcher.search(query, PAGE, count=True)
        return self._ids(found), found.count

    def _ids(self, found: Any) -> list[int]:
        return self.searcher.fast_field_values("id", [address for _score, address in found.hits])  # type: ignore[no-any-return]

    def _anywhere(self, one: str) -> Any:
        boosted = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, one), weight))
            for field, weight in zip(FIELDS, WEIGHTS, strict=True)
        ]
        return tantivy.Query.boolean_query(boosted)

    def _term(self, field: str, value: str) -> Any:
        return tantivy.Query.term_query(self.schema, field, value)

    def _all(self, *queries: Any) -> Any:
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=False, indexed=True, fast=True)
    builder.add_integer_field("price", stored=False, indexed=True, fast=True)
    for field in (*FIELDS, "words"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    for field in ("department", *COUNTED):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def _document(one: Entry) -> Any:
    document = tantivy.Document()
    document.add_integer("id", one.id)
    document.add_integer("price", one.price)
    document.add_text("department", one.department)
    document.add_text("words", " ".join(one.words))
    for field in FIELDS:
        document.add_text(field, " ".join(one.stems[field]))
    for name, value in one.facets:
        document.add_text(name, value)
    return document
