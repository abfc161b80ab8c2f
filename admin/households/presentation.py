"""What the pages of the registry show of what is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from admin.households import words
from admin.households.conflicts import Conflict
from admin.households.filters import AGES, AREA_NAMES, ENTREPRENEURS, SORTS, STATES, HouseholdFilters
from admin.households.forms import Ground
from admin.households.models import Member
from core.clock import today
from core.forms import ParsedField, ParsedForm

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Facts:
    """What is known of somebody, each with its name; and the names of what nobody knows, in a sentence."""

    known: list[tuple[str, str]]
    unknown: str


def facts(member: Member) -> Facts:
    """What a page says of a member."""
    labels = words.fields()
    said = (
        ("dni", words.mask(member.dni)),
        ("phone", say_phone(member.phone)),
        ("sex", words.sexes().get(member.sex, "")),
        ("born_on", say_born(member.born_on)),
        ("mother_tongue", words.tongues().get(member.mother_tongue, "")),
        ("schooling", words.schooling().get(member.schooling, "")),
        ("disability", words.yes_or_no().get(words.say_answer(member.disability), "")),
        ("cares_for_children", words.yes_or_no().get(words.say_answer(member.cares_for_children), "")),
    )
    return Facts(
        [(labels[name], value) for name, value in said if value],
        ", ".join(words.inside(labels[name]) for name, value in said if not value),
    )


def say_phone(number: str) -> str:
    """As people write it, and a tap away from a call: whoever reads it is often in the field with a phone."""
    return Markup('<a href="tel:{}">{}</a>').format(number, words.say_phone(number)) if number else ""


def say_born(day: date | None) -> str:
    """A birthday with the age it makes; empty where nobody knows."""
    return _("%(day)s (%(age)s años)", day=words.say_date(day), age=words.age(day, today())) if day else ""


def place_names(ground: Ground) -> list[str]:
    """The districts of one's territory as a form reads them, where they are few enough to choose from."""
    if ground.scope.everything:
        return []
    return [ground.gazetteer.full(code[:4], code) for code in _districts(ground)]


def only_place(ground: Ground) -> str:
    """The district of whoever works in one only."""
    names = place_names(ground)
    return names[0] if len(names) == 1 else ""


def _districts(ground: Ground) -> list[str]:
    if ground.scope.districts is not None:
        return sorted(ground.scope.districts)
    return [
        place.code
        for province in sorted(ground.scope.provinces)
        for place in ground.gazetteer.under(province)
    ]


def place_choices(province: str, ground: Ground) -> tuple[Choices, Choices]:
    """The provinces of one's territory, and the districts of the one that is chosen or of all of it."""
    places, scope = ground.gazetteer, ground.scope
    codes = [p.code for d in places.departments for p in places.under(d.code)]
    provinces = codes if scope.everything else sorted(scope.provinces)
    districts = [p.code for p in places.under(province)] if province else []
    if not scope.everything and not districts:
        districts = _districts(ground)
    if scope.districts is not None:
        districts = [code for code in districts if code in scope.districts]
    return [(code, places.name(code)) for code in provinces], [
        (code, places.name(code)) for code in districts
    ]


def narrowing(filters: HouseholdFilters, ground: Ground) -> dict[str, tuple[str, Choices, str]]:
    """The selects of the list by argument: label, choices, and what is chosen."""
    provinces, districts = place_choices(filters.province, ground)
    now = filters.address()
    offered: dict[str, tuple[str, Choices]] = {
        "provincia": (_("Provincia"), provinces),
        "distrito": (_("Distrito"), districts),
        "zona": (_("Zona"), [(name, words.areas()[code]) for name, code in AREA_NAMES.items()]),
        "estado": (_("En Juntos"), list(zip(STATES, (_("Siguen en Juntos"), _("Salieron")), strict=True))),
        "emprende": (
            _("Emprende"),
            list(zip(ENTREPRENEURS, (_("Alguien emprende"), _("Nadie emprende")), strict=True)),
        ),
        "edad": (
            _("Alguien de"),
            [
                (
                    name,
                    _("60 años o más")
                    if name.endswith("mas")
                    else _("%(years)s años", years=name.replace("-", " a ")),
                )
                for name in AGES
            ],
        ),
    }
    return {
        name: (label, choices, now.get(name, ""))
        for name, (label, choices) in offered.items()
        if len(choices) > 1 or now.get(name)
    }


def sorts() -> Choices:
    """How a list may be sorted."""
    return list(zip(SORTS, (_("Por nombre"), _("Los últimos registrados")), strict=True))


def chosen(filters: HouseholdFilters, ground: Ground) -> list[tuple[str, str]]:
    """Each filter that is on, in words, with the address that drops it."""
    drops = []
    if filters.words:
        drops.append((f"«{filters.words}»", _list(filters, q="")))
    for name, (_label, choices, value) in narrowing(filters, ground).items():
        if value:
            dropped = {name: "", "distrito": ""} if name == "provincia" else {name: ""}
            said = dict(choices).get(value, value)
            drops.append((said, _list(filters, **dropped)))
    return drops


def typed_fields(form: ParsedForm) -> dict[str, str]:
    """What somebody typed, by field."""
    own = {"stamp", "website", "different"}
    fields = [one for one in form if isinstance(one, ParsedField)]
    return {str(one.name): one.typed for one in fields if one.given and one.name not in own}


def _list(filters: HouseholdFilters, **changed: str) -> str:
    arguments: dict[str, Any] = filters.address(**changed)
    return url_for("admin.households.index", **arguments)


def conflict_page(
    form: Any, conflict: Conflict, version: int | str, back: str, trail: list[tuple[str, str]] | None = None
) -> str:
    """The page that puts both versions side by side; what is chosen there is sent to the same address."""
    trail = trail or [(_("Hogares"), url_for("admin.households.index")), (_("Hogar"), back)]
    return render_template(
        "admin/households/conflict.html",
        form=form, conflict=conflict, version=version, back=back, action=request.path, trail=trail,
    )  # fmt: skip
