"""From the rows of a sheet of enterprises to what they would make of the registry, through the form of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises import spreadsheet as sheet
from admin.enterprises import words
from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.enterprises.record_forms import RecordForm, RecordGround
from admin.enterprises.record_operations import facts_of, values_of
from admin.enterprises.record_values import RecordValues
from admin.households.forms import Ground, read_dni
from admin.households.models import Member
from admin.households.queries import STANDING
from admin.households.sheet_existing import chunks
from admin.households.values import name_key, name_words
from admin.households.words import areas
from admin.imports.existing import newest
from admin.imports.plan import STALE, Change, Difference, Review, codes_of, row_reference
from admin.imports.rows import Problem, RawRow, in_order
from admin.imports.saved import Facts
from admin.imports.telling import Telling
from admin.members.queries import dni_digest
from catalog.sectors.queries import sector_tree
from core.audit import Subject
from core.errors import InputError
from core.forms import Typed, same_text

_RENAMED = {"place": "district_code", "sector": "sector_id"}


class SheetRecord(RecordForm):
    """An enterprise as a row tells of it."""

    def __init__(self, ground: RecordGround) -> None:
        self.ground = ground
        super().__init__()


@dataclass
class Line:
    """A row: the enterprise that it speaks of, where the registry has it, and who leads a new one."""

    row: RawRow
    known: EnterpriseRecord | None = None
    base: RecordValues | None = None
    titular: Member | None = None
    called: str = ""
    values: RecordValues | None = None
    version: int | None = None

    @property
    def changed(self) -> bool:
        """Whether the row says something that is not kept."""
        return self.values is not None and self.values != self.base


@dataclass
class Known:
    """What a sheet is compared with, within the scope."""

    records: dict[str, EnterpriseRecord] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    people: dict[str, Member] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session, ids: Iterable[str], digests: Iterable[str]) -> "Known":
        """Look up public ids of records and digests of DNI."""
        known = cls()
        for part in chunks(set(ids)):
            query = select(EnterpriseRecord).where(EnterpriseRecord.public_id.in_(part))
            known.records |= {one.public_id: one for one in session.scalars(query)}
        for part in chunks({one.enterprise_id for one in known.records.values()}):
            proposed = newest(EnterpriseRevision, EnterpriseRevision.enterprise_id)
            named = select(EnterpriseRevision.enterprise_id, EnterpriseRevision.snapshot).where(
                EnterpriseRevision.enterprise_id.in_(part), EnterpriseRevision.id.in_(proposed)
            )
            known.names |= {number: snapshot["name"] for number, snapshot in session.execute(named)}
        for part in chunks(set(digests)):
            people = select(Member).where(Member.dni_digest.in_(part), STANDING)
            known.people |= {str(one.dni_digest): one for one in session.scalars(people)}
        return known


def check_sheet(
    session: Session, rows: Iterable[RawRow], ground: Ground, telling: Telling
) -> tuple[list[Line], Review]:
    """The enterprises of a sheet, and all that there is to say of it."""
    rows = list(rows)
    sectors = sector_tree(session)
    whole = RecordGround(ground.gazetteer, ground.scope, sectors)
    digests = {id(row): digest for row in rows if (digest := _digest(row))}
    telling.asked = len(set(digests.values()))
    known = Known.load(session, (row_reference(row, sheet.ID)[0] for row in rows), digests.values())
    said = sheet.all_said(sectors)
    form, seen = SheetRecord(whole), dict[int, RawRow]()
    understood = {name: sheet.understood_of(name, said) for name in said}
    lines = []
    for row in rows:
        line = _line(row, known, digests.get(id(row)), seen, telling)
        if line is not None:
            _settle(line, form, said, understood)
            lines.append(line)
    problems = telling.problems() + [one for row in rows for one in row.problems]
    review = Review(problems=in_order(problems, sheet.TEMPLATE.names))
    if not problems:
        review.doubts = in_order(_doubts(session, lines), sheet.TEMPLATE.names)
        for line in lines:
            _tell(review, line, whole)
    return lines, review


def _digest(row: RawRow) -> str:
    text = row.cells.get(sheet.LEADER, "")
    if not text or text.startswith("•"):
        return ""
    try:
        return dni_digest(read_dni(text))
    except InputError as error:
        row.refuse(sheet.LEADER, error.message)
        return ""


def _leader(row: RawRow, known: Known, digest: str | None, telling: Telling) -> tuple[Member | None, str]:
    """Who has the DNI of a row, and what she may be called."""
    leader = known.people.get(digest) if digest else None
    if leader is not None:
        named = telling.may_tell(Subject("member", leader.public_id))
        return leader, leader.full_name if named else words.mask(leader.dni)
    if digest and telling.may_tell_missing():
        row.refuse(sheet.LEADER, "nadie de su territorio tiene este DNI. Registre antes su hogar.")
    return None, ""


def _line(
    row: RawRow, known: Known, digest: str | None, seen: dict[int, RawRow], telling: Telling
) -> Line | None:
    public_id, version = row_reference(row, sheet.ID)
    leader, called = _leader(row, known, digest, telling)
    if not public_id:
        if not digest and not any(one.column == sheet.LEADER for one in row.problems):
            row.refuse(
                sheet.LEADER, "falta el DNI de quien lo dirige. Un emprendimiento nuevo tiene una titular."
            )
        return Line(row, titular=leader, called=called)
    record = known.records.get(public_id)
    if record is None or record.merged_into_id is not None:
        row.refuse(
            sheet.ID, "ningún emprendimiento de su territorio tiene este id. Cópielo de la exportación."
        )
        return None
    if first := seen.get(record.id):
        row.refuse(sheet.ID, f"ya está en la fila {first.number}. Deje una sola.")
        return None
    seen[record.id] = row
    if digest:
        row.refuse(
            sheet.LEADER,
            "quien es titular se cambia en la página del emprendimiento. Deje la celda como salió.",
        )
    return Line(row, record, values_of(record, known.names.get(record.enterprise_id, "")), version=version)


def _settle(
    line: Line, form: SheetRecord, said: sheet.Words, understood: Mapping[str, Mapping[str, str]]
) -> None:
    row, ground = line.row, form.ground
    kept: dict[str, str] = {}
    if line.known is not None and line.base is not None:
        kept = sheet.record_cells(line.known, line.base.name, ground.gazetteer, ground.sectors, said)
    told = {
        column: text
        for column in (*sheet.FIELDS, *sheet.PLACE)
        if (text := row.cells.get(column, "")) and not same_text(text, kept.get(column, ""))
    }
    typed = {name: (told[column], row) for column, name in sheet.FIELDS.items() if column in told}
    given, erased = codes_of(typed, said, understood, sheet.COLUMN_OF)
    given |= _place(line, told)
    if "name" in erased:
        row.refuse("Emprendimiento", "un emprendimiento no puede quedar sin nombre.")
    form.process(Typed(given))
    form.validate()
    if line.known is None:
        form.require(("name",))
    for name, messages in form.errors.items():
        column = "Distrito" if name == "place" else sheet.COLUMN_OF[str(name)]
        for message in messages:
            row.refuse(column, str(message))
    if form.errors or row.problems:
        return
    base = line.base or RecordValues("", line.titular.district_code if line.titular else "")
    blank: dict[str, Any] = {
        _RENAMED.get(name, name): "" if name == "ruc" else _blank(_RENAMED.get(name, name)) for name in erased
    }
    found = {_RENAMED.get(name, name): value for name, value in form.given().items()}
    values = replace(base, **(blank | found))
    if line.known is not None and (values.ruc or None) == line.known.ruc:
        values = replace(values, ruc=None)
    line.values = values
    if line.known is not None and line.changed and line.version not in (None, line.known.version):
        row.refuse("", f"{STALE}, o quite la fila.")


def _place(line: Line, told: Mapping[str, str]) -> dict[str, str]:
    if "Distrito" not in told:
        return {}
    province = told.get("Provincia") or line.row.cells.get("Provincia", "")
    return {"place": ", ".join(filter(None, (told["Distrito"], province)))}


def _blank(name: str) -> Any:
    return next(one.default for one in fields(RecordValues) if one.name == name)


def _doubts(session: Session, lines: list[Line]) -> list[Problem]:
    """New ones that are called as one of the district already, or as another row."""
    new: dict[tuple[str, str], RawRow] = {}
    doubts = []
    for line in lines:
        if line.known is None and line.values is not None:
            key = (line.values.district_code, name_key(name_words(line.values.name)))
            if first := new.get(key):
                said = _("se llama como el de la fila %(row)s, en el mismo distrito.", row=first.number)
                doubts.append(Problem(line.row.number, "Emprendimiento", said))
            new.setdefault(key, line.row)
    for part in chunks({key for _district, key in new}):
        query = select(EnterpriseRecord.district_code, EnterpriseRecord.name_key).where(
            EnterpriseRecord.name_key.in_(part), EnterpriseRecord.merged_into_id.is_(None)
        )
        for place in {(row[0], row[1]) for row in session.execute(query)}:
            if row := new.get(place):
                said = _("ya hay un emprendimiento con ese nombre en el distrito.")
                doubts.append(Problem(row.number, "Emprendimiento", said))
    return doubts


def _tell(review: Review, line: Line, ground: RecordGround) -> None:
    values = line.values
    if values is None or not line.changed:
        review.unchanged += 1
        return
    kept = facts_of(line.known, line.base.name) if line.known is not None and line.base is not None else {}
    facts = {name: (kept.get(name), fact) for name, fact in asdict(values).items()}
    if values.ruc is None:
        del facts["ruc"]
    if line.known is None:
        del facts["district_code"]
    told = list(differences_of(facts, ground))
    if line.titular is not None:
        told.append(Difference(_("Titular"), "", line.called))
    place = ground.gazetteer.full(values.district_code[:4], values.district_code)
    version = f"{line.known.id}-{line.known.version}" if line.known else ""
    subject = Subject.of(line.known) if line.known else None
    review.changes.append(
        Change(
            "record", line.row.number, line.known is None, values.name, place, tuple(told), version, subject
        )
    )


def differences_of(facts: Facts, ground: RecordGround) -> tuple[Difference, ...]:
    """What facts were and become, in words and with the RUC covered."""
    labels = words.fields()
    said = ((name, [_say(name, value, ground) for value in pair]) for name, pair in facts.items())
    return tuple(Difference(labels[name], before, after) for name, (before, after) in said if before != after)


def _say(name: str, value: Any, ground: RecordGround) -> str:
    if name == "ruc":
        return words.mask(value)
    if name == "district_code":
        return ground.gazetteer.name(value)
    if name == "sector_id":
        branch = ground.sectors.by_id.get(value)
        return branch.name if branch else ""
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    known = {"stage": words.stages, "gap": words.gaps, "area": areas}
    return known[name]().get(value, "") if name in known else "" if value is None else str(value)
