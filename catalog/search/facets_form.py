"""The filter form of a search: each choice with how many one would get by choosing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from catalog import fragments
from catalog.places.queries import Gazetteer
from catalog.products.filters import FilterSet
from catalog.products.forms import choices
from catalog.sectors.queries import Branch, SectorTree

Counts = Mapping[str, Mapping[str, int]]
# So many sectors stand open; the others wait behind «Más rubros».
SECTORS_SHOWN = 7
NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its value in the address, its words, its number, and whether it is chosen."""

    value: str
    text: str
    number: str
    on: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class FacetForm:
    """The choices of each field; `anywhere` and `any_sector` say what stands where nothing is chosen."""

    sectors: list[Choice]
    more_sectors: list[Choice]
    departments: list[Choice]
    provinces: list[Choice]
    districts: list[Choice]
    anywhere: str
    months: list[Choice]
    units: list[Choice]
    delivery: list[Choice]
    papers: list[Choice]
    seals: list[Choice]
    invoices: list[Choice]
    wallets: list[Choice]


def facet_form(
    asked: FilterSet,
    counts: Counts,
    base: str,
    places: Gazetteer,
    sectors: SectorTree,
    seals: dict[str, str],
    said_place: str = "",
) -> Markup:
    """The form, rendered; `said_place` is the place that the words name, where they name one."""

    def render() -> Markup:
        macro: Any = current_app.jinja_env.get_template("components/facets.html").module
        form = build(asked, counts, places, sectors, seals, said_place)
        html: Markup = macro.facet_form(form, asked, base)
        return html

    numbers = tuple((name, tuple(some.items())) for name, some in counts.items())
    typed = tuple(asked.typed.items())
    shown = (asked.query(), typed, asked.place, said_place, numbers)
    return fragments.keep(render, "facets", base, *shown, sectors.said, tuple(seals.items()))


def build(
    asked: FilterSet,
    counts: Counts,
    places: Gazetteer,
    sectors: SectorTree,
    seals: dict[str, str],
    said_place: str = "",
) -> FacetForm:
    """What can be chosen: what is chosen already, and what would find something."""
    form = choices(asked, places, sectors, seals)

    def offered(name: str, options: Iterable[tuple[str, str]]) -> list[Choice]:
        return _offered(name, options, asked, counts.get(name, NOTHING))

    branches = _sectors(asked, counts.get("rubro", NOTHING), sectors)
    shown = max(SECTORS_SHOWN, sum(one.on for one in branches))
    months = counts.get("mes", NOTHING)
    strip = [
        _choice(value, text, months.get(value, 0), asked.has("mes", value)) for value, text in form.months
    ]
    return FacetForm(
        # One more behind a button would take more room than it has in the open.
        sectors=branches[:shown] if len(branches) > shown + 1 else branches,
        more_sectors=branches[shown:] if len(branches) > shown + 1 else [],
        departments=offered("departamento", form.departments),
        provinces=offered("provincia", form.provinces),
        districts=offered("distrito", form.districts),
        anywhere=said_place or _("Todo el Perú"),
        # All twelve of them, or none.
        months=[] if all(one.empty for one in strip) else strip,
        units=offered("unidad", form.units),
        delivery=offered("entrega", form.departments),
        papers=_first_chosen(offered("registro", form.papers)),
        seals=_first_chosen(offered("sello", form.seals)),
        invoices=_first_chosen(offered("comprobante", form.invoices)),
        wallets=_first_chosen(offered("billetera", form.wallets)),
    )


def _choice(value: str, text: str, count: int, on: bool) -> Choice:
    return Choice(value, text, f"{count:,}", on, not count and not on)


def _offered(
    name: str, options: Iterable[tuple[str, str]], asked: FilterSet, counts: Mapping[str, int]
) -> list[Choice]:
    found = [_choice(value, text, counts.get(value, 0), asked.has(name, value)) for value, text in options]
    return [one for one in found if not one.empty]


def _first_chosen(found: list[Choice]) -> list[Choice]:
    return sorted(found, key=lambda one: not one.on)


def _sectors(asked: FilterSet, counts: Mapping[str, int], sectors: SectorTree) -> list[Choice]:
    """The chosen ones, then those with most; a sector whose all is in one of its children says nothing new."""
    largest: dict[int, int] = {}
    for branch in sectors.by_id.values():
        if branch.parent_id is not None:
            largest[branch.parent_id] = max(largest.get(branch.parent_id, 0), counts.get(branch.slug, 0))

    def told(branch: Branch) -> bool:
        count = counts.get(branch.slug, 0)
        return asked.has("rubro", branch.slug) or count > largest.get(branch.id, 0)

    found = [one for one in sectors.by_id.values() if told(one)]
    found.sort(key=lambda one: (not asked.has("rubro", one.slug), -counts.get(one.slug, 0)))
    return [
        _choice(one.slug, one.name, counts.get(one.slug, 0), asked.has("rubro", one.slug)) for one in found
    ]
