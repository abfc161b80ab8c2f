"""One segment of the index as a process holds it: what never changes of it, read once and shared by snapshots.

Whole files are read and closed again: nothing stays open or mapped, so that the writer may delete what it replaced,
and a file cut short under a reader is an exception here and not the end of the process.
"""

import re
import threading
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.matching.mcore import ListMatcher

from catalog.search.bitsets import Kept, to_bits
from catalog.search.schema import schema
from core.text import fold

# Columns and their numbers where a document has none.
COLUMNS = {"product": 0, "price": 0, "capacity": -1, "published": 0, "length": 0}
CACHE_BYTES = 32 * 1024 * 1024
_WORD = re.compile(r"[^\W_]+")


class DamagedIndexError(Exception):
    """The index on disk cannot be read: it has to be made again."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Whatever goes wrong while the index is read, as one kind of error."""
    try:
        yield
    except DamagedIndexError:
        raise
    except Exception as error:
        # Whoosh checks little of what it reads: garbage raises nearly anything.
        raise DamagedIndexError(f"{type(error).__name__}: {error}") from error


class HeldStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder whose files are read whole at once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), supports_mmap=False, readonly=True)

    def open_file(self, name: str, **_options: Any) -> Any:
        """The file's bytes, as Whoosh reads files."""
        return BufferFile(Path(self.folder, name).read_bytes(), name=name)


class Segment:
    """The documents of one segment by their place in it; which of them are deleted is the snapshot's to know."""

    def __init__(self, storage: HeldStorage, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        files = segment.open_compound_file(storage) if segment.is_compound() else storage
        codec = segment.codec()
        self._lock = threading.Lock()
        self._schema = schema()
        self._terms = codec.terms_reader(files, segment)
        self._kept = Kept(CACHE_BYTES)
        self.columns = {name: _column(files, codec, segment, name) for name in COLUMNS}
        self.names: list[str] = []
        self.committed: dict[int, dict[str, int]] = {}
        self._read_stored(codec.per_document_reader(files, segment))
        self.facets = [text for text, _number in self._all("facet")]
        self.words = dict(self._all("words"))
        self.shown = _shown(self.names)
        self.dimensions = self._dimensions()
        # Of a product that was indexed twice the later document stands.
        self.places = {product: place for place, product in enumerate(self.columns["product"])}

    def bits(self, field: str, term: str) -> int:
        """The documents that hold a term, deleted ones too: bit 0 is the first."""
        found: int = self._kept.get((field, term), lambda: to_bits(self.documents(field, term), self.size))
        return found

    def documents(self, field: str, term: str) -> list[int]:
        """The places of the documents that hold a term."""
        key = term.encode()
        with damage_told(), self._lock:
            if (field, key) not in self._terms:
                return []
            return _places(self._terms.matcher(field, key, self._schema[field].format))

    def _read_stored(self, documents: Any) -> None:
        for place in range(self.size):
            stored = documents.stored_fields(place)
            self.names.append(stored.get("stored_name") or "")
            if stored.get("committed"):
                self.committed[place] = stored["committed"]

    def _all(self, field: str) -> Iterator[tuple[str, int]]:
        """The terms of a field and in how many documents they are, in the order of their letters."""
        if field not in self._terms.indexed_field_names():
            return
        for (name, text), info in self._terms.items_from(field, b""):
            if name != field:
                return
            yield text.decode(), info.doc_frequency()

    def _dimensions(self) -> list[str]:
        found = [""] * self.size
        for term in self.facets:
            name, _colon, dimension = term.partition(":")
            if name == "dimension":
                for place in self.documents("facet", term):
                    found[place] = dimension
        return found


def _places(matcher: Any) -> list[int]:
    """All of a posting list, a block at a time: one by one takes ten times as long."""
    if isinstance(matcher, ListMatcher):
        return list(matcher.all_ids())
    found: list[int] = []
    while matcher.is_active():
        matcher.id()  # unpacks the block
        found.extend(matcher._ids)  # noqa: SLF001
        matcher._next_block()  # noqa: SLF001
    return found


def _column(files: Any, codec: Any, segment: Any, name: str) -> "array[int]":
    """A column of numbers, read at once; its file ends after the last that is not the usual one."""
    filename = codec.column_filename(segment, name)
    found = array("q")
    if files.file_exists(filename):
        found.extend(files.open_file(filename).get_array(0, "q", files.file_length(filename) // 8))
    missing = segment.doc_count_all() - len(found)
    if missing < 0:
        raise DamagedIndexError(f"{filename} has {-missing} numbers too many")
    found.extend([COLUMNS[name]] * missing)
    return found


def _shown(names: list[str]) -> dict[str, str]:
    """How the words of names are written: folded to accented, in the form that most names have."""
    forms = Counter(word for name in names for word in _WORD.findall(name.lower()))
    shown: dict[str, str] = {}
    for form, _times in forms.most_common():
        shown.setdefault(_folded(form), form)
    return shown


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)
