"""The index as a process answers from it: one generation, held in memory, the same until the next takes its place.

Documents are numbered over all segments; a set of them is one whole number, bit by bit. The next snapshot takes over
what this one holds of segments, and the orders. What is asked for is put together once and kept, within bounds.
"""

import time
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import or_
from pathlib import Path

from whoosh.index import TOC

from catalog.search import folder, orders
from catalog.search.analysis import stem
from catalog.search.bitsets import Kept, to_bits, to_documents
from catalog.search.lexicon import Lexicon
from catalog.search.segments import COLUMNS, HeldStorage, Segment, damage_told

CACHE_BYTES = 64 * 1024 * 1024
RESULT_BYTES = 16 * 1024 * 1024
# So many ways to go on with a word that is still being typed.
MAX_ENDINGS = 64
_INDEX_NAME = "MAIN"
_TRIES = 5
# What every page counts: read when a snapshot opens, not by the first who asks.
_COUNTED = ("sector:", "month:", "paper:", "seal:", "invoice:", "wallet:", "dimension:", "delivery:", "full:")


class Snapshot:
    """One generation of the index. `version` is the catalogue's when the index was written."""

    def __init__(
        self, segments: list[Segment], deleted: list[list[int]], previous: "Snapshot | None", version: int
    ) -> None:
        self.version = version
        self.segments = segments
        self.bases: list[int] = []
        self.end = 0
        for segment in segments:
            self.bases.append(self.end)
            self.end += segment.size
        gone = (base + place for base, places in zip(self.bases, deleted, strict=True) for place in places)
        self.live = ((1 << self.end) - 1) & ~to_bits(gone, self.end)
        self.size = self.live.bit_count()
        self.columns = {name: self._joined(name) for name in COLUMNS}
        self.names = [name for segment in segments for name in segment.names]
        self.dimensions = [dimension for segment in segments for dimension in segment.dimensions]
        self.facets = sorted({term for segment in segments for term in segment.facets})
        # What never changes of a snapshot, whoever puts it together; and what was answered from it.
        self.kept = Kept(CACHE_BYTES)
        self.results = Kept(RESULT_BYTES)
        photos = self.facet("photo:yes").to_bytes(self.end // 8 + 1, "little")
        self.keys = orders.keys(self.columns, self.names, self.dimensions, photos)
        before: orders.Orders = previous.orders if previous else {}
        self.orders: orders.Orders = orders.arrange(self.keys, self.end, before, self._shared(previous))
        self.words: Counter[str] = Counter()
        for segment in segments:
            self.words.update(segment.words)
        # Words that can be completed and corrected to; as before where there is no new one.
        same = previous is not None and self.words.keys() == previous.words.keys()
        self.lexicon: Lexicon = previous.lexicon if previous and same else self._learned()
        for prefix in _COUNTED:
            for term in self.facet_values(prefix):
                self.facet(term)

    @classmethod
    def open(cls, path: Path, previous: "Snapshot | None" = None) -> "Snapshot":
        """What a folder holds now, sharing with a snapshot of before; raises DamagedIndexError."""
        known = {segment.name: segment for segment in previous.segments} if previous else {}
        with damage_told():
            version = folder.cursor(path)
            segments, deleted = _read(HeldStorage(path), known)
            return cls(segments, deleted, previous, version)

    def field(self, name: str, term: str) -> int:
        """The documents with a term in a field."""
        found: int = self.kept.get((name, term), lambda: self._bits(name, term))
        return found

    def facet(self, term: str) -> int:
        """The documents with a facet: `month:5`."""
        return self.field("facet", term)

    def facet_values(self, prefix: str) -> list[str]:
        """The facets that begin so, in the order of their letters: `seal:`."""
        start = bisect_left(self.facets, prefix)
        return self.facets[start : bisect_left(self.facets, prefix + "\U0010ffff", lo=start)]

    def beginning(self, name: str, prefix: str, before: str = "") -> int:
        """The documents with a word in a field that begins so, as far as such words are not too many.

        `before` stands before the word in the field: `head:`.
        """
        found: int = self.kept.get((name, before, prefix), lambda: self._beginning(name, prefix, before))
        return found

    def products(self, documents: Iterable[int]) -> list[int]:
        """The ids of the products in documents."""
        column = self.columns["product"]
        return [column[document] for document in documents]

    def documents(self, bits: int) -> list[int]:
        """The numbers of the documents in a set."""
        return to_documents(bits)

    def document(self, product: int) -> int | None:
        """The document of a product."""
        for segment, base in zip(reversed(self.segments), reversed(self.bases), strict=True):
            place = segment.places.get(product)
            if place is not None and self.live >> (base + place) & 1:
                return base + place
        return None

    def bits(self, products: Iterable[int]) -> int:
        """The documents of products, as far as they are there."""
        found = (self.document(product) for product in products)
        return to_bits((document for document in found if document is not None), self.end)

    def committed(self, document: int) -> dict[str, int]:
        """What is promised of a product, and under "" what there is: see catalog.search.schema."""
        at = len(self.bases) - 1
        while self.bases[at] > document:
            at -= 1
        return self.segments[at].committed.get(document - self.bases[at], {})

    def _joined(self, name: str) -> "array[int]":
        found = array("q")
        for segment in self.segments:
            found.extend(segment.columns[name])
        return found

    def _bits(self, name: str, term: str) -> int:
        found = 0
        for base, segment in zip(self.bases, self.segments, strict=True):
            found |= segment.bits(name, term) << base
        return found & self.live

    def _beginning(self, name: str, prefix: str, before: str) -> int:
        stems = {stem(word) for word in self.lexicon.starting(prefix, MAX_ENDINGS)}
        return reduce(or_, (self.field(name, f"{before}{one}") for one in stems), 0)

    def _shared(self, previous: "Snapshot | None") -> int:
        """How many documents, from the first, are those of another snapshot too, under the same numbers."""
        for base, one, other in zip(
            self.bases, self.segments, previous.segments if previous else (), strict=False
        ):
            if one is not other:
                return base
        return min(self.end, previous.end) if previous else 0

    def _learned(self) -> Lexicon:
        shown: dict[str, str] = {}
        for segment in reversed(self.segments):
            shown.update(segment.shown)
        return Lexicon(self.words, shown)


def _read(storage: HeldStorage, known: dict[str, Segment]) -> tuple[list[Segment], list[list[int]]]:
    """The segments of the newest commit and what is deleted of each."""
    for tries_left in reversed(range(_TRIES)):
        try:
            listed = [one for one in TOC.read(storage, _INDEX_NAME).segments if one.doc_count()]
            segments = [known.get(one.segment_id()) or Segment(storage, one) for one in listed]
            return segments, [list(one.deleted_docs()) for one in listed]
        except FileNotFoundError:
            # A writer replaced a file between our reading its name and opening it: there is a newer commit.
            if not tries_left:
                raise
            time.sleep(0.02)
    raise AssertionError("unreachable")
