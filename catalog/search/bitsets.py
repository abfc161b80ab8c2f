"""Sets of documents as whole numbers, bit by bit, and a store of them that knows its size."""

import re
import threading
from collections.abc import Callable, Hashable, Iterable
from sys import getsizeof
from typing import Any

# One document in so many: then looking at every bit is quicker than looking for bytes that are not empty.
MANY = 200
_ONE = re.compile("1")
_NOT_EMPTY = re.compile(rb"[^\0]")
_BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]
# What a key and its place in a dictionary take, about.
_ENTRY = 250


def to_bits(documents: Iterable[int], size: int) -> int:
    """Numbers of documents, all below `size`, as a bitset."""
    flags = bytearray(size // 8 + 1)
    for document in documents:
        flags[document >> 3] |= 1 << (document & 7)
    return int.from_bytes(flags, "little")


def to_documents(bits: int) -> list[int]:
    """A bitset as numbers of documents, lowest first."""
    if bits.bit_count() * MANY > bits.bit_length():
        return [found.start() for found in _ONE.finditer(bin(bits)[:1:-1])]
    raw = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    return [
        found.start() * 8 + bit for found in _NOT_EMPTY.finditer(raw) for bit in _BITS[raw[found.start()]]
    ]


class Kept:
    """Values kept up to a number of bytes; when half of it is filled, what was not asked for since goes.

    Two threads that miss the same value make it twice, and both are right.
    """

    def __init__(self, limit: int) -> None:
        self._half = limit // 2
        self._bytes = 0
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Any], size: Callable[[Any], int] = getsizeof) -> Any:
        """The value of a key, made now if it is not kept; never None."""
        found = self._young.get(key)
        if found is not None:
            return found
        found = self._old.get(key)
        if found is None:
            found = make()
        with self._lock:
            if self._bytes > self._half:
                self._old, self._young, self._bytes = self._young, {}, 0
            self._young[key] = found
            self._bytes += size(found) + _ENTRY
        return found
