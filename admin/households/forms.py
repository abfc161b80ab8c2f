"""What is typed about a household and its members, on a page or in a spreadsheet."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.households import words
from admin.households.models import AREAS, SCHOOLING, SEXES, TONGUES, Household, Member
from admin.households.values import HouseholdValues, MemberValues
from catalog.places.lookup import usual_slug
from catalog.places.queries import Gazetteer, Place
from core.clock import today
from core.errors import InputError
from core.forms import ParsedField, ParsedForm, text_parser
from core.scoping import Scope
from core.text import clean

HOUSEHOLD = ("place", "code", "area", "joined_year")
MEMBER = (
    "surnames", "given_names", "dni", "phone", "sex", "born_on", "mother_tongue", "schooling", "disability",
    "cares_for_children", "entrepreneur",
)  # fmt: skip
FIRST_YEAR = 1900
# The programme began then.
FIRST_JOINED = 2005
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,19}")
_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d\d)")


def read_dni(typed: str) -> str:
    """Eight digits, as printed on the card; spaces and dots between them do not matter."""
    digits = re.sub(r"[\s.\-]", "", clean(typed))
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise InputError(_("El DNI debe tener 8 dígitos. Conserve los ceros iniciales."))
    return digits


def read_phone(typed: str) -> str:
    """A Peruvian phone as +51…: a mobile, or the fixed one of a house."""
    import phonenumbers  # takes 30 ms to load, and only forms with a phone need it

    try:
        number = phonenumbers.parse(clean(typed)[:60], "PE")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.country_code != 51 or not phonenumbers.is_valid_number(number):
        raise InputError(
            _("No es un teléfono del Perú. Escriba 9 dígitos, como 951 234 567, o déjelo vacío.")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_date(typed: str) -> date:
    """A day as d/m/aaaa, not in the future."""
    found = _DATE.fullmatch(clean(typed))
    parts = [int(part) for part in reversed(found.groups())] if found else []
    short = bool(parts) and parts[0] < 100
    if short:
        # The last year that ends so.
        parts[0] = today().year - (today().year - parts[0]) % 100
    try:
        day = date(*parts) if parts else None
    except ValueError:
        day = None
    if day is None:
        raise InputError(_("No es una fecha. Escríbala así: 24/6/1987."))
    if short:
        raise InputError(_("Falta el año completo: %(day)s.", day=words.say_date(day)))
    if day > today():
        raise InputError(_("La fecha está en el futuro. Revise el año."))
    if day.year < FIRST_YEAR:
        raise InputError(_("La fecha es anterior a 1900. Revise el año."))
    return day


def read_year(typed: str) -> int:
    """A year since the programme began."""
    kept = clean(typed)
    if not re.fullmatch(r"[0-9]{4}", kept) or not FIRST_JOINED <= int(kept) <= today().year:
        raise InputError(
            _(
                "Escriba un año entre %(first)s y %(last)s, o déjelo vacío.",
                first=FIRST_JOINED,
                last=today().year,
            )
        )
    return int(kept)


def read_code(typed: str) -> str:
    """The programme's code of a household: letters, digits and dashes."""
    kept = clean(typed).upper().replace(" ", "")
    if not _CODE.fullmatch(kept):
        raise InputError(_("El código tiene de 3 a 20 letras, números o guiones. Cópielo tal como figura."))
    return kept


def one_of(codes: tuple[str, ...]) -> Callable[[str], str]:
    """A reader of what a select sends."""

    def read(typed: str) -> str:
        if typed not in codes:
            raise InputError(_("Elija una opción de la lista."))
        return typed

    return read


def read_answer(typed: str) -> bool:
    """Yes or no."""
    return one_of(("yes", "no"))(typed) == "yes"


def read_place(gazetteer: Gazetteer, typed: str, own: Scope) -> str:
    """The code of a district that is named with as much of its province and department as it takes.

    Where it is not clear which one, those of one's `own` territory are proposed first.
    """
    name, *within = [usual_slug(part) for part in clean(typed)[:160].split(",") if clean(part)] or [""]
    found = [
        place.code
        for place in gazetteer.by_code.values()
        if len(place.code) == 6 and place.slug == name
        and all(any(_slug(gazetteer, place.code[:n]) == part for n in (2, 4)) for part in within)
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    if found:
        full = _proposed(gazetteer, found, own)
        raise InputError(
            _("Hay varios distritos con ese nombre. Escriba también la provincia: %(full)s.", full=full)
        )
    near = _alike(gazetteer, name, own)
    if near and near[0].slug == name:
        where = clean(typed.partition(",")[2])
        full = _proposed(gazetteer, [place.code for place in near], own)
        raise InputError(
            _("Ese distrito no está en %(where)s. ¿Quiso decir %(full)s?", where=where, full=full)
        )
    if near:
        full = _proposed(gazetteer, [place.code for place in near], own)
        raise InputError(_("No hay un distrito con ese nombre. ¿Quiso decir %(near)s?", near=full))
    raise InputError(_("No hay un distrito con ese nombre. Escríbalo así: Ccorca, Cusco."))


def _alike(gazetteer: Gazetteer, name: str, own: Scope) -> list[Place]:
    """The districts of the name that is closest to what was typed: one's own, where any is close enough."""
    districts = _districts(gazetteer)
    same = [place for place in districts if place.slug == name]
    return same or _nearest(name, [p for p in districts if own.covers(p.code)]) or _nearest(name, districts)


def _districts(gazetteer: Gazetteer) -> list[Place]:
    return [place for place in gazetteer.by_code.values() if len(place.code) == 6]


def _nearest(name: str, among: list[Place]) -> list[Place]:
    """Those of the closest name, where any is close enough to be meant."""
    near = difflib.get_close_matches(name, [place.slug for place in among], n=1, cutoff=0.75)
    return [place for place in among if near and place.slug == near[0]]


def _proposed(gazetteer: Gazetteer, codes: list[str], own: Scope) -> str:
    first = sorted(codes, key=lambda code: not own.covers(code))
    return "; ".join(gazetteer.full(code[:4], code) for code in first[:3])


def _slug(gazetteer: Gazetteer, code: str) -> str:
    return gazetteer.by_code[code].slug


@dataclass(frozen=True)
class Ground:
    """What a form of a household knows of places: all of them, and whose territory it is filled in from."""

    gazetteer: Gazetteer
    scope: Scope


class HouseholdForm(ParsedForm):
    """A household's own fields; `ground` is given before it reads."""

    ground: Ground

    place = ParsedField(_l("Distrito"), missing="Escriba el distrito donde vive el hogar.")
    code = ParsedField(_l("Código de hogar"), parse=read_code)
    area = ParsedField(_l("Zona"), parse=one_of(AREAS))
    joined_year = ParsedField(_l("Año de ingreso a Juntos"), parse=read_year)

    def parse_place(self, typed: str) -> str:
        """The district, which must be of one's own territory."""
        code = read_place(self.ground.gazetteer, typed, self.ground.scope)
        if not self.ground.scope.covers(code):
            raise InputError(self._beyond(code))
        return code

    def _beyond(self, code: str) -> str:
        """That a district is of others, and which one of one's own is called nearly so."""
        known, own = self.ground.gazetteer, self.ground.scope
        near = _nearest(known.by_code[code].slug, [p for p in _districts(known) if own.covers(p.code)])
        if near:
            full = _proposed(known, [place.code for place in near], own)
            return _("Ese distrito no es de su territorio. ¿Quiso decir %(full)s?", full=full)
        return _("Ese distrito no es de su territorio. Si el hogar se mudó, use «Anotar mudanza».")

    def household(self) -> HouseholdValues:
        """What was typed, once it is valid."""
        return HouseholdValues(
            self.place.data, self.code.data or "", self.area.data or "", self.joined_year.data
        )


class MemberForm(ParsedForm):
    """A member's fields."""

    surnames = ParsedField(_l("Apellidos"), parse=text_parser(80))
    given_names = ParsedField(_l("Nombres"), parse=text_parser(80), missing="Escriba sus nombres.")
    dni = ParsedField(_l("DNI"), parse=read_dni)
    phone = ParsedField(_l("Celular"), parse=read_phone)
    sex = ParsedField(_l("Sexo"), parse=one_of(SEXES))
    born_on = ParsedField(_l("Fecha de nacimiento"), parse=read_date)
    mother_tongue = ParsedField(_l("Lengua materna"), parse=one_of(TONGUES))
    schooling = ParsedField(_l("Estudios"), parse=one_of(SCHOOLING))
    disability = ParsedField(_l("¿Tiene alguna discapacidad?"), parse=read_answer)
    cares_for_children = ParsedField(_l("¿Cuida niños pequeños?"), parse=read_answer)
    entrepreneur = ParsedField(_l("Tiene o quiere un emprendimiento"), parse=read_answer)

    def member(self) -> MemberValues:
        """What was typed, once it is valid."""
        given = {name: self[name].data for name in MEMBER if self[name].data is not None}
        return MemberValues(**given)


def household_typed(household: Household, gazetteer: Gazetteer) -> dict[str, str]:
    """A household as its form reads it back."""
    return {
        "place": gazetteer.full(household.province_code, household.district_code),
        "code": household.code,
        "area": household.area,
        "joined_year": str(household.joined_year or ""),
    }


def member_typed(member: Member) -> dict[str, str]:
    """A member as her form reads it back; her DNI stays where it is."""
    return {
        "surnames": member.surnames,
        "given_names": member.given_names,
        "dni": "",
        "phone": member.phone,
        "sex": member.sex,
        "born_on": words.say_date(member.born_on),
        "mother_tongue": member.mother_tongue,
        "schooling": member.schooling,
        "disability": words.say_answer(member.disability),
        "cares_for_children": words.say_answer(member.cares_for_children),
        "entrepreneur": "yes" if member.entrepreneur else "",
    }


def choices() -> Mapping[str, Mapping[str, str]]:
    """What each select of the two forms offers, by field name."""
    return {
        "area": words.areas(),
        "sex": words.sexes(),
        "mother_tongue": words.tongues(),
        "schooling": words.schooling(),
        "disability": words.yes_or_no(),
        "cares_for_children": words.yes_or_no(),
    }


def say(name: str, typed: str) -> str:
    """How a typed value reads: the words of a choice, or the text itself."""
    known: Mapping[str, Any] = choices().get(name, {"yes": _("Sí")} if name == "entrepreneur" else {})
    return str(known.get(typed, typed))
