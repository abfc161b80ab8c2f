"""From the rows of a sheet to what they would make of the registry, through the forms that pages use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy.orm import Session

from admin.households import spreadsheet as sheet
from admin.households.forms import Ground, HouseholdForm, MemberForm, read_code
from admin.households.models import Household, Member
from admin.households.sheet_existing import Existing
from admin.households.values import HouseholdValues, MemberValues
from admin.imports.plan import STALE, codes_of, row_reference
from admin.imports.rows import RawRow
from core.errors import InputError
from core.forms import Typed, same_text
from core.text import clean, fold

NEW = "nuevo"


class SheetHousehold(HouseholdForm):
    """A household as a row tells of it; places are looked up once a name."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.read: dict[str, str] = {}
        super().__init__()

    def parse_place(self, typed: str) -> str:
        """As on the page."""
        if typed not in self.read:
            self.read[typed] = super().parse_place(typed)
        return self.read[typed]


@dataclass
class Home:
    """A household that rows speak of: `known` where the registry has it."""

    known: Household | None
    first: RawRow
    typed: dict[str, tuple[str, RawRow]] = field(default_factory=dict)
    values: HouseholdValues | None = None
    people: list["Person"] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the sheet says something that is not kept."""
        return self.values is not None and (self.known is None or self.values != kept_values(self.known))


@dataclass
class Person:
    """The person of a row: `known` where the registry has her."""

    row: RawRow
    home: Home
    known: Member | None
    values: MemberValues | None = None

    @property
    def changed(self) -> bool:
        """Whether the row says something that is not kept."""
        if self.values is None:
            return False
        return self.known is None or self.values.dni is not None or self.values != member_values(self.known)


def kept_values(home: Household) -> HouseholdValues:
    """A household's facts as its form gives them."""
    return HouseholdValues(home.district_code, home.code, home.area, home.joined_year)


def member_values(member: Member) -> MemberValues:
    """A member's facts as her form gives them; her DNI stays where it is."""
    facts = {one.name: getattr(member, one.name) for one in fields(MemberValues)}
    return MemberValues(**(facts | {"dni": None}))


class Reader:
    """Reads rows one after another; what is wrong stands at each row."""

    def __init__(self, existing: Existing, ground: Ground) -> None:
        self.existing, self.ground = existing, ground
        self.household_form, self.member_form = SheetHousehold(ground), MemberForm()
        self.said = sheet.all_said()
        self.understood = {name: sheet.understood_of(name) for name in self.said}
        self.homes: dict[str, Home] = {}
        self.seen: dict[int, RawRow] = {}

    def hear(self, row: RawRow) -> None:
        """Find out whose row it is, and take what it says of the household."""
        member = self._member(row)
        home = self._home(row, member)
        if home is None:
            return
        for column in (*sheet.HOUSEHOLD_FIELDS, *sheet.PLACE):
            if text := row.cells.get(column, ""):
                self._agree(home, column, text, row)
        if home.known is not None and not any(column in row.cells for column in sheet.MEMBER_FIELDS):
            return
        person = Person(row, home, member)
        home.people.append(person)

    def settle(self) -> None:
        """Turn what was heard into values."""
        for home in self.homes.values():
            self._settle_home(home)
            for person in home.people:
                self._settle_person(person)

    def _member(self, row: RawRow) -> Member | None:
        name, version = row_reference(row, sheet.PERSON)
        if not name:
            return None
        member = self.existing.members.get(name)
        if member is None:
            row.refuse(sheet.PERSON, "nadie de su territorio tiene este id. Cópielo de la exportación.")
        elif member.left_on is not None or member.merged_into_id is not None:
            row.refuse(sheet.PERSON, "esta persona ya no es de ese hogar. Quite la fila.")
        elif member.id in self.seen:
            row.refuse(sheet.PERSON, f"ya está en la fila {self.seen[member.id].number}. Deje una sola.")
        else:
            self.seen[member.id] = row
            self.existing.versions[id(row)] = version
            return member
        return None

    def _home(self, row: RawRow, member: Member | None) -> Home | None:
        name, version = row_reference(row, sheet.HOME)
        if row_reference(row, sheet.PERSON)[0] and member is None:
            return None
        known: Household | None = None
        if name and not name.startswith(NEW):
            known = self.existing.homes.get(name)
            if known is None or known.merged_into_id is not None:
                row.refuse(sheet.HOME, f"ningún hogar de su territorio tiene este id. Cópielo de la exportación; en un hogar nuevo déjelo vacío o escriba {NEW} 1.")  # fmt: skip  # noqa: E501
                return None
        if member is not None:
            lives = self.existing.by_key[member.household_id]
            if known is not None and known is not lives:
                row.refuse(
                    sheet.HOME, "la persona es de otro hogar. Para pasarla a este, hágalo en su página."
                )
                return None
            known = lives
        code = clean(row.cells.get("Código de hogar", "")).upper().replace(" ", "")
        if known is None and not name and code:
            known = self.existing.by_code.get(code)
        key = f"={known.id}" if known else name or (f"#{code}" if code else f"fila {row.number}")
        home = self.homes.setdefault(key, Home(known, row))
        if version is not None and known is not None:
            self.existing.home_versions.setdefault(known.id, version)
        return home

    def _agree(self, home: Home, column: str, text: str, row: RawRow) -> None:
        """A household's fact is told once: what only repeats what is kept says nothing."""
        kept = self._kept(home.known) if home.known else {}
        if same_text(text, kept.get(column, "")):
            return
        first, whose = home.typed.setdefault(column, (text, row))
        if fold(first) != fold(text):
            row.refuse(
                column, f'no coincide con "{clean(first)[:60]}" de la fila {whose.number}, del mismo hogar.'
            )

    def _kept(self, known: Household) -> dict[str, str]:
        return sheet.household_cells(known, self.ground.gazetteer, self.said)

    def _settle_home(self, home: Home) -> None:
        base = kept_values(home.known) if home.known else HouseholdValues("")
        typed = {
            name: home.typed[column]
            for column, name in sheet.HOUSEHOLD_FIELDS.items()
            if column in home.typed
        }
        given, erased = self._codes(typed)
        place = home.typed.get("Distrito")
        if place is not None or (home.known is None):
            province = home.typed.get("Provincia", ("", home.first))[0] or self._province(home.known)
            given["place"] = ", ".join(filter(None, (place[0] if place else "", province if place else "")))
        form = self.household_form
        form.process(Typed({name: text for name, text in given.items() if text}))
        form.validate()
        if home.known is None:
            form.require(("place",))
        columns = sheet.COLUMN_OF | {"place": "Distrito"}
        for name, messages in form.errors.items():
            whose = home.typed.get(columns[str(name)], ("", home.first))[1]
            for message in messages:
                whose.refuse(columns[str(name)], str(message))
        if form.errors:
            return
        found = form.given()
        district = found.pop("place", base.district_code)
        if home.known is not None and district != base.district_code:
            whose = home.typed["Distrito"][1]
            whose.refuse("Distrito", "el distrito de un hogar cambia con «Anotar mudanza», en su página.")
            return
        blank = {name: _blank(HouseholdValues, name) for name in erased}
        home.values = replace(base, district_code=district, **(blank | found))
        if home.known is not None and home.changed:
            self._refuse_stale(
                self.existing.home_versions.get(home.known.id), home.known, home.first, "la ficha del hogar"
            )

    def _province(self, known: Household | None) -> str:
        return self.ground.gazetteer.name(known.province_code) if known else ""

    def _settle_person(self, person: Person) -> None:
        row, kept = person.row, {}
        if person.known is not None:
            kept = sheet.member_cells(person.known, self.said)
        typed = {
            name: (text, row)
            for column, name in sheet.MEMBER_FIELDS.items()
            if (text := row.cells.get(column, "")) and not same_text(text, kept.get(column, ""))
        }
        given, erased = self._codes(typed)
        if "dni" in erased:
            row.refuse(
                "DNI", "el DNI no se quita desde una hoja. Escriba el correcto o deje la celda como salió."
            )
            return
        form = self.member_form
        form.process(Typed(given))
        form.validate()
        if person.known is None or "given_names" in erased:
            form.require(("given_names",))
        for name, messages in form.errors.items():
            for message in messages:
                row.refuse(sheet.COLUMN_OF[str(name)], str(message))
        if form.errors:
            return
        base = member_values(person.known) if person.known else MemberValues("")
        blank = {name: _blank(MemberValues, name) for name in erased}
        person.values = replace(base, **(blank | form.given()))
        if person.known is not None and person.known.dni == person.values.dni:
            person.values = replace(person.values, dni=None)
        if person.known is not None and person.changed:
            self._refuse_stale(
                self.existing.versions.get(id(row)), person.known, row, "la ficha de la persona"
            )

    def _refuse_stale(self, seen: int | None, known: Any, row: RawRow, what: str) -> None:
        if seen is not None and seen != known.version:
            row.refuse("", f"{what}: {STALE}, o quite la fila.")

    def _codes(self, typed: Mapping[str, tuple[str, RawRow]]) -> tuple[dict[str, str], list[str]]:
        given, erased = codes_of(typed, self.said, self.understood, sheet.COLUMN_OF)
        # Forms have a box for it: not ticked says no.
        if given.get("entrepreneur") == "no":
            del given["entrepreneur"]
            erased.append("entrepreneur")
        return given, erased


def _blank(values: type[Any], name: str) -> Any:
    return next(one.default for one in fields(values) if one.name == name)


def read_rows(session: Session, rows: Iterable[RawRow], ground: Ground) -> list[Home]:
    """The households that rows speak of, each with its people; what is wrong stands at the rows."""
    rows = list(rows)
    codes = {code for row in rows if (code := _code(row))}
    names = {row_reference(row, column)[0] for row in rows for column in (sheet.HOME, sheet.PERSON)}
    reader = Reader(Existing.load(session, names, codes), ground)
    for row in rows:
        reader.hear(row)
    reader.settle()
    return list(reader.homes.values())


def _code(row: RawRow) -> str:
    try:
        return read_code(row.cells.get("Código de hogar", "")) if "Código de hogar" in row.cells else ""
    except InputError:
        return ""
