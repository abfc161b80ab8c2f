"""One folder that Whoosh keeps: filled once, then changed in small commits, each followed by the version it holds."""

import contextlib
import os
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader

from catalog.search.analysis import stem, words
from catalog.search.documents import Document
from catalog.search.schema import schema
from catalog.search.segments import HeldStorage

_NAME = "MAIN"
CURSOR = "cursor"
PRIVATE = 0o700
# Segments are merged while the index is followed only up to this many documents, eight of a size at a time.
TIERS = (8, 64, 512)
TIER_SEGMENTS = 8
# Beyond these a folder is worth making anew, beside the one that is used.
MANY_SEGMENTS = 24
MANY_DELETED = 0.25
# Few documents are soon made anew, but never for the sake of one that is gone.
FEW_DELETED = 50


class _Pool:
    """What a writer gathers before it writes: the documents of each term, in the order in which they came.

    Whoosh's own sorts every posting, which takes as long as all the rest.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, bytes], array[int]] = defaultdict(lambda: array("I"))

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Keep a posting; our fields say nothing of weights and have no values."""
        self._places[posting[:2]].append(posting[2])

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Every posting, by field, term and document."""
        for field, term in sorted(self._places):
            for place in sorted(self._places[field, term]):
                yield field, term, place, 1.0, b""

    def cleanup(self) -> None:
        """Nothing lies on the disk."""


def create(path: Path) -> None:
    """An empty index that only its owner may enter: Whoosh reads pickles, which can run code."""
    path.mkdir(mode=PRIVATE, parents=True)
    path.chmod(PRIVATE)
    FileIndex.create(FileStorage(str(path)), schema())


def is_private(path: Path) -> bool:
    """Whether nobody else may write, or even look, inside."""
    status = path.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077


def cursor(path: Path) -> int:
    """The version up to which the folder holds everything: read it before the index is opened."""
    return int((path / CURSOR).read_text())


def set_cursor(path: Path, version: int) -> None:
    """Say which version is held, or again the same: whoever watches the file knows that there is something new."""
    write_whole(path / CURSOR, str(version))


def write_whole(path: Path, text: str) -> None:
    """Replace a small file at once, so that neither a kill nor a power cut leaves half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(path.parent)


def put(path: Path, documents: Iterable[Document], gone: Collection[int] = ()) -> int:
    """Put documents in the place of those of the same ids, and take out `gone`, in one commit; how many were put."""
    before = set(path.iterdir())
    for one in before:
        # What a killed writer left; Whoosh clears away all else by itself.
        if one.name.startswith("_MAIN_") and one.suffix != ".toc":
            one.unlink()
    # The house's own lock keeps writers apart: see catalog.search.index.
    writer = FileIndex(FileStorage(str(path)), schema=schema()).writer(_lk=False)
    writer.pool = _Pool()
    # How long fields are is asked of the disk at every posting, and used by nobody.
    writer.codec.length_stats = False
    try:
        count = _write(writer, documents, gone)
        writer.commit(mergetype=_merge_small)
    except BaseException:
        with contextlib.suppress(Exception):
            writer.cancel()
        raise
    for one in set(path.iterdir()) - before:
        _sync(one)
    _sync(path)
    return count


def _write(writer: Any, documents: Iterable[Document], gone: Collection[int]) -> int:
    count = 0
    with writer.reader() as reader:
        held = reader.doc_count()
        for number in gone:
            _take_out(writer, reader, number)
        for count, document in enumerate(documents, 1):  # noqa: B007 the last one is how many there were
            if held:
                _take_out(writer, reader, document.id)
            writer.add_document(**_fields(document))
    return count


def _take_out(writer: Any, reader: Any, number: int) -> None:
    if ("id", str(number)) in reader:
        for place in reader.postings("id", str(number)).all_ids():
            writer.delete_document(place)


def _fields(document: Document) -> dict[str, Any]:
    """What Whoosh is given; words come as lists, so that it analyses nothing by itself."""
    name, about, body = words(document.name), _about(document.about), words(document.body)
    everything = list(dict.fromkeys((*name, *about, *body)))
    return {
        "id": str(document.id),
        "name": _stems(name),
        "about": _stems(about),
        "text": _stems(everything),
        "words": everything,
        "facet": list(document.facets),
        "product": document.id,
        "price": document.price,
        "capacity": document.capacity,
        "published": document.published,
        "length": len(name),
        "stored_name": document.name,
        "committed": dict(document.committed) if document.committed else None,
    }


@lru_cache(maxsize=4096)
def _about(text: str) -> tuple[str, ...]:
    """A maker with many products is read once."""
    return tuple(words(text))


def _stems(some: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(stem, some)))


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Which segments stay: small ones are merged into the new one as soon as there are eight of a size."""
    living = [segment for segment in segments if segment.doc_count()]
    tiers: dict[int, list[Any]] = {}
    for segment in living:
        fits = [size for size in TIERS if segment.doc_count() < size]
        if fits:
            tiers.setdefault(fits[0], []).append(segment)
    merged = [one for tier in tiers.values() if len(tier) >= TIER_SEGMENTS for one in tier]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in living if segment not in merged]


@dataclass(frozen=True)
class Size:
    """How much a folder holds."""

    living: int
    deleted: int
    segments: int

    @property
    def worn(self) -> bool:
        """Whether so much was changed that the folder is worth making anew."""
        many = max(FEW_DELETED, MANY_DELETED * (self.living + self.deleted))
        return self.segments > MANY_SEGMENTS or self.deleted > many


def measure(path: Path) -> Size:
    """How much a folder holds."""
    segments = TOC.read(HeldStorage(path), _NAME, schema=schema()).segments
    living = sum(segment.doc_count() for segment in segments)
    return Size(living, sum(segment.deleted_count() for segment in segments), len(segments))


def check(path: Path) -> None:
    """Read everything there is; raises where something cannot be read."""
    cursor(path)
    with FileIndex(HeldStorage(path), schema=schema()).reader() as reader:
        for place in reader.all_doc_ids():
            reader.stored_fields(place)
        for field, term in reader.all_terms():
            for _ in reader.postings(field, term).all_ids():
                pass


def _sync(path: Path) -> None:
    """Put what was written on the disk itself; what is gone meanwhile needs nothing."""
    with contextlib.suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
