"""A sheet of households against the registry: what it would do, what is wrong, and who may be there already."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from admin.households import spreadsheet as sheet
from admin.households import words
from admin.households.forms import Ground
from admin.households.sheet_existing import (
    Sounds,
    code_holders,
    dni_holders,
    phone_holders,
    sounds_of,
)
from admin.households.sheet_reading import Home, Person, kept_values, read_rows
from admin.households.values import HouseholdValues, MemberValues
from admin.imports.plan import Change, Difference, Review
from admin.imports.rows import Problem, RawRow, in_order
from admin.imports.saved import Facts
from admin.imports.telling import MORE_PHONES, Telling
from admin.members.operations import ELSEWHERE
from admin.members.queries import dni_digest
from core.audit import Subject


@dataclass(frozen=True)
class Sayings:
    """What fields and their codes are called, asked for once a sheet."""

    labels: dict[str, str]
    said: sheet.Words

    @classmethod
    def ask(cls) -> "Sayings":
        """As they are called in this request's language."""
        return cls(words.fields(), sheet.all_said())


def check_sheet(
    session: Session, rows: Iterable[RawRow], ground: Ground, telling: Telling
) -> tuple[list[Home], Review]:
    """The households of a sheet, and all that there is to say of it."""
    rows = list(rows)
    homes = read_rows(session, rows, ground)
    people = [person for home in homes for person in home.people]
    telling.asked = _asked(homes, people)
    _refuse_codes(session, homes, telling)
    _refuse_dni(session, people, telling)
    problems = telling.problems() + [one for row in rows for one in row.problems]
    review = Review(problems=in_order(problems, sheet.TEMPLATE.names))
    if not review.problems:
        doubts = _doubts(session, people, telling, review.named)
        review.doubts = in_order(doubts, sheet.TEMPLATE.names)
        words_of = Sayings.ask()
        for home in homes:
            _tell(review, home, ground, words_of)
        review.changes.sort(key=lambda one: one.row)
    return homes, review


def _asked(homes: list[Home], people: list[Person]) -> int:
    """How many numbers a sheet asks of that are not the record's own, whether somebody has them or not."""
    codes = {home.values.code for home in homes if home.values and home.values.code and _new_code(home)}
    told = [(one.known, one.values) for one in people if one.values]
    cards = {
        values.dni for known, values in told if values.dni and (known is None or known.dni != values.dni)
    }
    phones = {values.phone for known, values in told if values.phone and known is None}
    return len(codes) + len(cards) + len(phones)


def _refuse_codes(session: Session, homes: list[Home], telling: Telling) -> None:
    new = {home.values.code: home for home in homes if home.values and home.values.code and _new_code(home)}
    held = code_holders(session, new)
    for code, home in new.items():
        holder = held.get(code)
        if holder is None or (home.known and home.known.public_id == holder.subject.public_id):
            continue
        if telling.may_tell(holder.subject):
            _row(home, "Código de hogar").refuse(
                "Código de hogar", "ya está en el registro. Búsquelo, o pida a la UAS que lo revise."
            )
        else:
            telling.more = True
    seen: dict[str, Home] = {}
    for home in homes:
        if home.values and home.values.code and seen.setdefault(home.values.code, home) is not home:
            first = seen[home.values.code].first.number
            _row(home, "Código de hogar").refuse("Código de hogar", f"es el del hogar de la fila {first}.")


def _new_code(home: Home) -> bool:
    return home.values is not None and (home.known is None or home.known.code != home.values.code)


def _row(home: Home, column: str) -> RawRow:
    return home.typed[column][1] if column in home.typed else home.first


def _refuse_dni(session: Session, people: list[Person], telling: Telling) -> None:
    seen: dict[str, Person] = {}
    for person in people:
        if person.values is None or not person.values.dni:
            continue
        first = seen.setdefault(dni_digest(person.values.dni), person)
        if first is not person:
            person.row.refuse("DNI", f"ya está en la fila {first.row.number}.")
    held = dni_holders(session, seen)
    for digest, person in seen.items():
        holder = held.get(digest)
        if holder is None or (person.known and person.known.public_id == holder.subject.public_id):
            continue
        if not telling.may_tell(holder.subject):
            telling.more = True
        elif holder.name:
            person.row.refuse(
                "DNI", f"ya está en el registro: {holder.name}. Si es ella, ponga su id en la fila."
            )
        else:
            person.row.refuse("DNI", ELSEWHERE)


def _doubts(
    session: Session, people: list[Person], telling: Telling, known: dict[int, Subject]
) -> list[Problem]:
    """Those who are new and look like somebody: the same phone, or a name that sounds alike in the district.

    Who is `known` by her name alone is kept by row. Of phones no more are told than a sheet may.
    """
    new = [(one, one.values) for one in people if one.known is None and one.values]
    phones = phone_holders(session, {values.phone for _one, values in new if values.phone})
    wanted: dict[str, set[str]] = {}
    for one, values in new:
        if one.home.values:
            wanted.setdefault(one.home.values.district_code, set()).update(sounds_of(values))
    sounds, doubts = Sounds(session, wanted), []
    named: dict[tuple[str, frozenset[str]], RawRow] = {}
    for one, values in new:
        row, district = one.row, one.home.values.district_code if one.home.values else ""
        first = named.setdefault((district, frozenset(sounds_of(values))), row)
        if first is not row:
            said = _("se llama como la persona de la fila %(row)s, en el mismo distrito.", row=first.number)
            doubts.append(Problem(row.number, "Nombres", said))
        holder = phones.get(values.phone)
        if holder and telling.may_tell(Subject.of(holder)):
            said = _("es el celular de %(name)s, que ya está en el registro.", name=holder.full_name)
            doubts.append(Problem(row.number, "Celular", said))
            continue
        if holder:
            doubts.append(Problem(0, "", MORE_PHONES))
        if alike := sounds.alike(values, district):
            said = _("se parece a %(name)s, que ya está en el distrito.", name=alike.full_name)
            doubts.append(Problem(row.number, "Nombres", said))
            known[row.number] = Subject.of(alike)
    return doubts


def _tell(review: Review, home: Home, ground: Ground, sayings: Sayings) -> None:
    values = home.values
    if values is None:
        return
    place = ground.gazetteer.full(values.district_code[:4], values.district_code)
    name = _("Hogar %(code)s", code=values.code) if values.code else _("Hogar")
    if home.changed:
        kept = kept_values(home.known) if home.known else None
        changed = _differences(HouseholdValues, kept, values, sayings)
        version = f"{home.known.id}-{home.known.version}" if home.known else ""
        # Of several rows of a household, the one that says something new.
        row = min((row.number for _text, row in home.typed.values()), default=home.first.number)
        row = home.first.number if home.known is None else row
        subject = Subject.of(home.known) if home.known else None
        review.changes.append(
            Change("household", row, home.known is None, name, place, changed, version, subject)
        )
    elif home.known is not None and home.typed == {} and not home.people:
        review.unchanged += 1
    for person in home.people:
        _tell_person(review, person, place, sayings)


def _tell_person(review: Review, person: Person, place: str, sayings: Sayings) -> None:
    values, known = person.values, person.known
    if values is None:
        return
    if not person.changed:
        review.unchanged += 1
        return
    name = f"{values.surnames}, {values.given_names}" if values.surnames else values.given_names
    version = f"{known.id}-{known.version}" if known else ""
    changed = _differences(MemberValues, known, values, sayings)
    subject = Subject.of(known) if known else None
    review.changes.append(
        Change("member", person.row.number, known is None, name, place, changed, version, subject)
    )


def _differences(kind: type[Any], kept: Any, values: Any, sayings: Sayings) -> tuple[Difference, ...]:
    facts = {
        one.name: (getattr(kept, one.name) if kept is not None else None, getattr(values, one.name))
        for one in fields(kind)
    }
    return differences_of(facts, sayings)


def differences_of(facts: Facts, sayings: Sayings) -> tuple[Difference, ...]:
    """What facts were and become, in words and with DNI covered; of a new record only what is known."""
    told = []
    for name, pair in facts.items():
        before, after = (_say(name, value, sayings) for value in pair)
        # No DNI leaves the one that is kept.
        if before != after and not (name == "dni" and not after) and name != "district_code":
            told.append(Difference(sayings.labels[name], before, after))
    return tuple(told)


def _say(name: str, value: Any, sayings: Sayings) -> str:
    if name == "dni":
        return words.mask(value)
    if name == "phone":
        return words.say_phone(value)
    if name == "born_on":
        return words.say_date(value)
    if isinstance(value, bool):
        told = value or name != "entrepreneur"
        return sayings.said[name][words.say_answer(value)] if told else ""
    return sayings.said.get(name, {}).get(value, str(value or ""))
