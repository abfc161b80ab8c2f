"""An index of a few documents in a folder of its own, without a catalogue behind it."""

from pathlib import Path
from typing import Any

from catalog.search import folder
from catalog.search.analysis import stems
from catalog.search.documents import Document


def document(number: int, name: str, *facets: str, **facts: Any) -> Document:
    """A document that says its name and nothing else, unless told otherwise."""
    facts = {
        "about": "",
        "body": "",
        "facets": ("dimension:mass", *facets, *(f"head:{stem}" for stem in stems(name)[:1])),
        "price": 1000,
        "capacity": -1,
        "published": number,
        "committed": None,
    } | facts
    return Document(id=number, name=name, **facts)


def make_index(path: Path, *documents: Document, version: int = 1) -> Path:
    """A folder with an index of these."""
    folder.create(path)
    change_index(path, *documents, version=version)
    return path


def change_index(path: Path, *documents: Document, gone: tuple[int, ...] = (), version: int = 2) -> None:
    """Put documents into an index and take some out."""
    folder.put(path, documents, gone)
    folder.set_cursor(path, version)
