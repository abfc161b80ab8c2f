"""The orders of a list over all documents, kept from one snapshot to the next: only what is new is put in its place."""

from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from catalog.products.filters import RELEVANCE
from catalog.products.grouping import DIMENSIONS
from catalog.search.bitsets import to_bits, to_documents

Key = Callable[[int], tuple[Any, ...]]
Orders = dict[str, "Order"]
# More new documents than this are sorted with all others; fewer are put in one by one.
FEW = 1_000
# An order is passed over in so many pieces, but short ones are not worth it.
CHUNKS, SHORTEST_CHUNK = 32, 256
# So many documents are sorted sooner than they are found along the whole order, and so many along a piece of it.
SOON_SORTED, FEW_IN_PIECE = 250, 30


def rank(dimension: str) -> tuple[int, str]:
    """Where a dimension stands among the others: as in catalog.products.grouping."""
    return DIMENSIONS.index(dimension) if dimension in DIMENSIONS else len(DIMENSIONS), dimension


def keys(
    columns: Mapping[str, Sequence[int]], names: Sequence[str], dimensions: Sequence[str], photos: bytes
) -> dict[str, Key]:
    """What documents are compared by in each order. Relevance is the order inside a tier."""
    product, price, capacity = columns["product"], columns["price"], columns["capacity"]
    published, length = columns["published"], columns["length"]
    ranks = {dimension: rank(dimension) for dimension in set(dimensions)}
    return {
        RELEVANCE: lambda n: (length[n], not photos[n >> 3] >> (n & 7) & 1, -published[n], -product[n]),
        "recientes": lambda n: (-published[n], -product[n]),
        "precio": lambda n: (ranks[dimensions[n]], price[n], product[n]),
        "precio-desc": lambda n: (ranks[dimensions[n]], -price[n], -product[n]),
        "capacidad": lambda n: (ranks[dimensions[n]], -capacity[n], -product[n]),
        "nombre": lambda n: (names[n], product[n]),
    }


class Order:
    """All documents of a snapshot in one order, deleted ones too, and quick ways into it, made when first needed."""

    def __init__(self, documents: "array[int]") -> None:
        self.documents = documents
        self._room = len(documents) // 8 + 1
        self._step = max(SHORTEST_CHUNK, len(documents) // CHUNKS)
        self._chunks: list[int] = []
        self._places: array[int] = array("I")

    def page(self, bits: int, offset: int, limit: int) -> list[int]:
        """Some of these documents in this order: those after `offset`."""
        count = bits.bit_count()
        if offset >= count:
            return []
        if count <= SOON_SORTED:
            return self._sorted(bits)[offset : offset + limit]
        return list(islice(self._walk(bits, offset), limit))

    def between(self, key: Key, low: tuple[Any, ...], high: tuple[Any, ...]) -> "array[int]":
        """The documents whose key is `low` or more and less than `high`."""
        start = bisect_left(self.documents, low, key=key)
        return self.documents[start : bisect_left(self.documents, high, lo=start, key=key)]

    def _walk(self, bits: int, offset: int) -> Iterator[int]:
        """One by one, but for what lies before `offset`: whole pieces of the order are passed over by counting."""
        flags = b""
        for number, chunk in enumerate(self._pieces()):
            inside = bits & chunk
            count = inside.bit_count()
            if offset >= count:
                offset -= count
                continue
            if count <= FEW_IN_PIECE:
                some = iter(self._sorted(inside))
            else:
                flags = flags or bits.to_bytes(self._room, "little")
                some = self._among(number, flags)
            yield from islice(some, offset, None)
            offset = 0

    def _sorted(self, bits: int) -> list[int]:
        return sorted(to_documents(bits), key=self._ranks().__getitem__)

    def _among(self, number: int, flags: bytes) -> Iterator[int]:
        """Those of one piece that are wanted, looking at each."""
        start = number * self._step
        piece = self.documents[start : start + self._step]
        return (n for n in piece if flags[n >> 3] >> (n & 7) & 1)

    def _pieces(self) -> list[int]:
        if not self._chunks:
            starts = range(0, len(self.documents), self._step)
            end = len(self.documents)
            self._chunks = [to_bits(self.documents[at : at + self._step], end) for at in starts]
        return self._chunks

    def _ranks(self) -> "array[int]":
        """Of each document its place in the order."""
        if not self._places:
            places = array("I", bytes(4 * len(self.documents)))
            for place, document in enumerate(self.documents):
                places[document] = place
            self._places = places
        return self._places


def arrange(by: Mapping[str, Key], end: int, previous: Orders, shared: int) -> Orders:
    """All documents below `end` in each order; the first `shared` of them are those of the previous orders too."""
    return {sort: Order(_arranged(key, end, previous.get(sort), shared)) for sort, key in by.items()}


def _arranged(key: Key, end: int, previous: Order | None, shared: int) -> "array[int]":
    if previous is None or end - shared > FEW:
        return array("I", sorted(range(end), key=key))
    before = previous.documents
    kept = array("I", before if len(before) == shared else filter(shared.__gt__, before))
    for document in range(shared, end):
        insort(kept, document, key=key)
    return kept
