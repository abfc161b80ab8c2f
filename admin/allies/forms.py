"""What is typed of an ally."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.allies.models import KINDS, RUNGS, Ally
from admin.allies.operations import AllyFacts
from admin.allies.words import kind_names, rung_names
from admin.households.forms import one_of
from admin.households.pages import INCOMPLETE, read_version
from catalog.places.queries import Gazetteer
from core.errors import InputError
from core.forms import ParsedField, text_parser
from core.web_forms import TokenForm

LONGEST_NAME, LONGEST_OFFER, LONGEST_CONTACT = 120, 600, 200
_TICKED = one_of(("1",))
TICKS = tuple(f"helps_{rung}" for rung in RUNGS)
# The fields that two people may write differently.
FIELDS = ("name", "kind", "offers", *TICKS, "department", "contact", "active")


class AllyForm(TokenForm):
    """An ally: a box for each rung it helps with."""

    name = ParsedField(
        _l("Nombre"),
        parse=text_parser(LONGEST_NAME, shortest=2),
        missing=_l("Escriba el nombre de la institución."),
    )
    kind = ParsedField(_l("Qué es"), parse=one_of(KINDS), missing=_l("Elija qué clase de institución es."))
    offers = ParsedField(
        _l("Qué ofrece"), parse=text_parser(LONGEST_OFFER), missing=_l("Escriba en qué ayuda.")
    )
    department = ParsedField(_l("Dónde ayuda"))
    contact = ParsedField(_l("A quién llamar"), parse=text_parser(LONGEST_CONTACT))
    active = ParsedField(_l("Sigue ayudando"), parse=_TICKED)
    helps_packaging = ParsedField(_l("Empaque"), parse=_TICKED)
    helps_paper = ParsedField(_l("Papel sanitario"), parse=_TICKED)
    helps_seal = ParsedField(_l("Sello"), parse=_TICKED)
    helps_photo = ParsedField(_l("Foto"), parse=_TICKED)
    helps_price = ParsedField(_l("Precio al día"), parse=_TICKED)

    def __init__(self, places: Gazetteer, **options: Any) -> None:
        self.codes = {place.code for place in places.departments}
        super().__init__(**options)

    def parse_department(self, typed: str) -> str:
        """One of the departments."""
        if typed not in self.codes:
            raise InputError(_("Elija un departamento de la lista."))
        return typed

    def check(self) -> None:
        """An ally has a name, is something, and offers something."""
        self.require(("name", "kind", "offers"))

    def facts(self) -> AllyFacts:
        """What was typed, once it is valid."""
        helps = tuple(rung for rung, tick in zip(RUNGS, TICKS, strict=True) if self[tick].data)
        return AllyFacts(
            name=self.name.data, kind=self.kind.data, offers=self.offers.data, helps_with=helps,
            department_code=self.department.data, contact=self.contact.data or "", active=bool(self.active.data),
        )  # fmt: skip


class AllyEdit(AllyForm):
    """An ally as its form showed it."""

    version = ParsedField(parse=read_version, missing=INCOMPLETE)

    def check(self) -> None:
        """Without the version nobody knows what was shown."""
        super().check()
        self.require(("version",))


def typed(ally: Ally) -> dict[str, str]:
    """An ally as its form reads it back."""
    return {
        "name": ally.name,
        "kind": ally.kind,
        "offers": ally.offers,
        "department": ally.department_code or "",
        "contact": ally.contact,
        "active": "1" if ally.active else "",
    } | {tick: "1" if rung in ally.helps_with else "" for rung, tick in zip(RUNGS, TICKS, strict=True)}


def say(name: str, text: str, places: Gazetteer) -> str:
    """What was typed in a field, in words."""
    if name == "kind":
        return kind_names().get(text, text)
    if name == "department":
        return places.name(text) if text else _("Todo el Perú")
    if name == "active" or name.removeprefix("helps_") in rung_names():
        return _("Sí") if text else _("No")
    return text
