"""Searches read over a small catalogue, with all places and sectors, but without a database."""

import csv
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from catalog.places.queries import Gazetteer, Place
from catalog.search import analysis, reading
from catalog.search.analysis import words
from catalog.search.lexicon import Lexicon
from catalog.search.needs import Need
from catalog.search.understood import Reading
from catalog.sectors.queries import Branch, SectorTree
from core.text import fold, slugify

PLACES = Path("catalog/places/data/ubigeo-inei.csv")
SECTORS = Path("catalog/sectors/data/sectors.csv")
NAMES = (
    *(
        "Queso fresco",
        "Queso mantecoso",
        "Papa amarilla",
        "Papa huayro",
        "Quinua blanca",
        "Café molido 250 g",
    ),
    *(
        "Miel de abeja",
        "Trucha fresca",
        "Chompa de alpaca",
        "Manta de lana",
        "Yogur de frutas",
        "Huevos de corral",
    ),
    *("Torito de Pucará", "Plátano", "Guía de montaña", "Palta fuerte", "Canasta de verduras", "Mantequilla"),
    *("Artesanía en paja", "Cebolla roja", "Empanada", "Lúcuma", "Harina de maíz", "Manta de abril"),
)
# Something is offered in these places, and delivered to these departments.
THERE = frozenset(
    (
        "08",
        "19",
        "1903",
        "190307",
        "21",
        "210708",
        "06",
        "0603",
        "060310",
        "09",
        "0901",
        "20",
        "2001",
        "200114",
        "050108",
    )
)
DELIVERED = ("15", "14", "08")


class Offered:
    """A catalogue of a few names."""

    def there(self, code: str) -> bool:
        """Whether something is offered in a place."""
        return code in THERE

    def elsewhere(self, stems: Sequence[str], code: str) -> bool:
        """Whether something of another place has these words in its name."""
        return code != "210708" and self.named(stems)

    def named(self, stems: Iterable[str]) -> bool:
        """Whether something has these words in its name."""
        return any(set(stems) <= set(analysis.stems(name)) for name in NAMES)

    def delivered(self, code: str, needs: tuple[Need, ...]) -> bool:
        """Potatoes are delivered to some departments."""
        return code.startswith(DELIVERED) and all(need.typed.startswith("papa") for need in needs)

    def measured(self, needs: tuple[Need, ...], dimension: str) -> bool:
        """Eggs go by the tray, all else by anything."""
        return all(need.typed != "huevos" for need in needs) or dimension == "plancha"


def gazetteer() -> Gazetteer:
    """All places, without a database."""
    found: dict[str, str] = {}
    for row in csv.DictReader(PLACES.read_text(encoding="utf-8").splitlines()):
        names = (row["departamento"], row["provincia"], row["distrito"])
        found.update(zip((row["ubigeo"][:2], row["ubigeo"][:4], row["ubigeo"]), names, strict=True))
    return Gazetteer(Place(code, name, slugify(name)) for code, name in found.items())


def sector_tree() -> SectorTree:
    """The sectors that ship with the site, without a database."""
    rows = list(csv.DictReader(SECTORS.read_text(encoding="utf-8").splitlines()))
    ids = {row["slug"]: number for number, row in enumerate(rows, start=1)}
    return SectorTree(
        Branch(
            id=ids[row["slug"]],
            parent_id=ids.get(row["parent"]),
            slug=row["slug"],
            path="/".join(filter(None, (row["parent"], row["slug"]))),
            name=row["name"],
            kind=row["kind"],
            paper_rule=row["paper_rule"],
        )
        for row in rows
    )


GAZETTEER, TREE = gazetteer(), sector_tree()
COUNTS = {word: 3 for name in NAMES for word in words(name)} | {"lactosa": 1, "retama": 2}
LEXICON = Lexicon(COUNTS, {fold(word): word.lower() for name in NAMES for word in name.split()})


def read(q: str, literal: Collection[str] = (), given: Collection[str] = ()) -> Reading:
    """A reading with a whole catalogue behind it."""
    return reading.read(q, GAZETTEER, TREE, LEXICON, literal, Offered(), given)


def asked(found: Reading) -> list[str]:
    """What is looked for."""
    return [need.typed for need in found.needs]
