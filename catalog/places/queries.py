"""Reading places: the whole gazetteer, kept in the process, since INEI's codes change once in years."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.places.models import Department, District, Province

_KEY = "juntos.gazetteer"


@dataclass(frozen=True, slots=True)
class Place:
    """A department, province or district; the length of its code (2, 4, 6) says which."""

    code: str
    name: str
    slug: str


class Gazetteer:
    """Every place by code, and the way from the slugs of a URL to a place."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_code = {place.code: place for place in places}
        self.children: dict[str, list[Place]] = {}
        self._called: dict[tuple[int, str], list[Place]] = {}
        for place in self.by_code.values():
            self.children.setdefault(place.code[:-2], []).append(place)
            self._called.setdefault((len(place.code), place.slug), []).append(place)
        for siblings in self.children.values():
            siblings.sort(key=lambda place: place.slug)

    @property
    def departments(self) -> list[Place]:
        """The departments by name."""
        return self.children.get("", [])

    def under(self, code: str) -> list[Place]:
        """The places one level below, by name."""
        return self.children.get(code, [])

    def find(self, slug: str, within: str = "", *, level: int = 2) -> Place | None:
        """The one place of this level (2, 4 or 6 digits) and slug inside `within`; None where none or several."""
        found = [place for place in self._called.get((level, slug), ()) if place.code.startswith(within)]
        return found[0] if len(found) == 1 else None

    def knows(self, slug: str, *, level: int) -> bool:
        """Whether any place of this level is called so."""
        return (level, slug) in self._called

    def name(self, code: str) -> str:
        """The name of a place; empty for an unknown code."""
        place = self.by_code.get(code)
        return place.name if place else ""

    def short(self, province_code: str, district_code: str | None) -> str:
        """«Kishuará, Apurímac», or the province where the maker shows only that."""
        return self._join(district_code or province_code, province_code[:2])

    def full(self, province_code: str, district_code: str | None) -> str:
        """«Kishuará, Andahuaylas, Apurímac»."""
        return self._join(district_code or "", province_code, province_code[:2])

    def _join(self, *codes: str) -> str:
        return ", ".join(dict.fromkeys(name for name in map(self.name, codes) if name))


def gazetteer(session: Session) -> Gazetteer:
    """All places: read once in the life of a process, unless they had not been loaded yet."""
    kept: Gazetteer | None = current_app.extensions.get(_KEY)
    if kept is None:
        kept = Gazetteer(
            Place(*row)
            for model in (Department, Province, District)
            for row in session.execute(select(model.code, model.name, model.slug))
        )
        if kept.by_code:
            current_app.extensions[_KEY] = kept
    return kept
