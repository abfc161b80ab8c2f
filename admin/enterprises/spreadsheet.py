"""A sheet of enterprises: a row each, written and read by the same words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from admin.enterprises import scales, words
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord, EnterpriseRevision
from admin.households.models import Member
from admin.households.spreadsheet import understood_answers
from admin.households.words import areas, mask, say_answer, yes_or_no
from admin.imports.columns import Column, Template
from admin.imports.existing import newest
from admin.imports.plan import ERASE, reference
from catalog.places.queries import Gazetteer
from catalog.sectors.queries import SectorTree, sector_tree
from core.text import fold

BATCH = 1_000
ID, LEADER = "Id de emprendimiento", "DNI de titular"
PLACE = ("Distrito", "Provincia")
FIELDS = {
    "Emprendimiento": "name", "Rubro": "sector", "Etapa": "stage", "Funciona desde": "started_year",
    "Madurez digital": "digital_maturity", "Madurez logística": "logistic_maturity", "Qué le falta": "gap",
    "Zona": "area", "RUC": "ruc", "En asociación": "in_association", "Cuenta en banco o caja": "has_account",
}  # fmt: skip
COLUMN_OF = {name: column for column, name in FIELDS.items()}
_SYNONYMS = {
    ID: ("id",),
    "Emprendimiento": ("nombre del emprendimiento", "negocio", "nombre"),
    LEADER: ("dni titular", "dni", "titular dni"),
    "Rubro": ("sector", "actividad"),
    "Funciona desde": ("año de inicio", "desde"),
    "Qué le falta": ("lo que mas le falta", "brecha"),
    "En asociación": ("asociacion", "esta en una asociacion"),
    "Cuenta en banco o caja": ("cuenta", "tiene cuenta"),
}
_ORDER = (ID, "Emprendimiento", "Titular", LEADER, "Provincia", "Distrito", *list(FIELDS)[1:])
TEMPLATE = Template(
    tuple(Column(name, synonyms=_SYNONYMS.get(name, ())) for name in _ORDER),
    "los emprendimientos",
    "Emprendimiento, Distrito y DNI de titular",
)
WIDTHS = {
    0: 18,
    1: 28,
    2: 28,
    3: 14,
    4: 16,
    5: 18,
    6: 20,
    7: 18,
    8: 12,
    9: 14,
    10: 14,
    11: 20,
    12: 16,
    13: 14,
}
_ANSWERS = ("in_association", "has_account")
_STEPS = ("digital_maturity", "logistic_maturity")
Words = Mapping[str, Mapping[str, str]]


def all_said(sectors: SectorTree) -> Words:
    """The words of every column of choices, by field and code."""
    return {"sector": {branch.slug: branch.name for branch in sectors.by_id.values()}, **_said()}


def _said() -> dict[str, Mapping[str, str]]:
    return {
        "stage": words.stages(), "gap": words.gaps(), "area": areas(),
        **{name: yes_or_no() for name in _ANSWERS},
        **{name: {step: step for step in scales.TYPED} for name in _STEPS},
    }  # fmt: skip


def understood_of(name: str, said: Words) -> Mapping[str, str]:
    """What somebody may write in a column of choices, folded, and the code that it stands for."""
    also = understood_answers() if name in _ANSWERS else {}
    return {**{fold(text): code for code, text in said[name].items()}, **also}


def record_cells(
    row: Any, name: str, gazetteer: Gazetteer, sectors: SectorTree, said: Words
) -> dict[str, str]:
    """The cells of a record, its RUC covered; `row` has its columns."""
    branch = sectors.by_id.get(row.sector_id)
    return {
        "Emprendimiento": name,
        "Provincia": gazetteer.name(row.province_code),
        "Distrito": gazetteer.name(row.district_code),
        "Rubro": branch.name if branch else "",
        "Etapa": said["stage"].get(row.stage, ""),
        "Funciona desde": _number(row.started_year),
        "Madurez digital": _number(row.digital_maturity),
        "Madurez logística": _number(row.logistic_maturity),
        "Qué le falta": said["gap"].get(row.gap, ""),
        "Zona": said["area"].get(row.area, ""),
        "RUC": mask(row.ruc),
        "En asociación": said["in_association"].get(say_answer(row.in_association), ""),
        "Cuenta en banco o caja": said["has_account"].get(say_answer(row.has_account), ""),
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def sheet_rows(
    session: Session, wanted: Select[Any], gazetteer: Gazetteer, note: Callable[[int, str], object]
) -> Iterator[list[str]]:
    """The rows of the records whose keys `wanted` selects, by name; each is noted as it goes out."""
    sectors = sector_tree(session)
    said = all_said(sectors)
    record = EnterpriseRecord
    columns = (
        record.id, record.public_id, record.version, record.province_code, record.district_code,
        record.sector_id, record.stage, record.started_year, record.digital_maturity,
        record.logistic_maturity, record.gap, record.area, record.ruc, record.in_association,
        record.has_account, EnterpriseRevision.snapshot, Member.surnames, Member.given_names, Member.dni,
    )  # fmt: skip
    leads = and_(
        EnterpriseMember.record_id == record.id, EnterpriseMember.titular, EnterpriseMember.left_on.is_(None)
    )
    query = (
        select(*columns)
        .select_from(record)
        .join(EnterpriseRevision, EnterpriseRevision.enterprise_id == record.enterprise_id)
        .outerjoin(EnterpriseMember, leads)
        .outerjoin(Member, Member.id == EnterpriseMember.member_id)
        .where(record.id.in_(wanted))
        .where(EnterpriseRevision.id.in_(newest(EnterpriseRevision, EnterpriseRevision.enterprise_id)))
        .order_by(record.name_key, record.id)
        .execution_options(yield_per=BATCH)
    )
    for row in session.execute(query):
        note(row.id, row.district_code)
        cells = record_cells(row, row.snapshot["name"], gazetteer, sectors, said)
        cells |= {ID: reference(row.public_id, row.version), LEADER: mask(row.dni)}
        # Of another territory, or nobody: her name is not told.
        if row.given_names:
            cells["Titular"] = f"{row.surnames}, {row.given_names}" if row.surnames else row.given_names
        yield [cells.get(name, "") for name in TEMPLATE.names]


def guide() -> list[tuple[str, str]]:
    """What each column is for, as the second sheet tells."""
    choose, answer = _("Elija de la lista."), _("Sí, No, o vacío si no se sabe.")
    digital, logistic = (_steps(scale) for scale in (scales.digital(), scales.logistic()))
    return [
        (ID, _("Lo pone el sistema: no lo cambie. En un emprendimiento nuevo déjelo vacío.")),
        ("Emprendimiento", _("Obligatorio en uno nuevo. Si ya está publicado, el nombre nuevo espera aprobación.")),
        ("Titular", _("Solo para leer: no se importa.")),
        (LEADER, _("Obligatorio en uno nuevo: sus 8 dígitos. Ella debe estar antes en un hogar de su territorio. "
                   "En uno que ya existe se cambia en su página.")),
        ("Provincia", _("Ayuda cuando hay dos distritos con el mismo nombre.")),
        ("Distrito", _("Donde funciona. Vacío en uno nuevo: donde vive quien es titular.")),
        ("Rubro", _("Como figura en el catálogo: Quesos y lácteos, Tejidos.")),
        ("Etapa", choose),
        ("Funciona desde", _("Cuatro dígitos: 2019.")),
        ("Madurez digital", digital),
        ("Madurez logística", logistic),
        ("Qué le falta", choose),
        ("Zona", choose),
        ("RUC", _("Sale tapado (••••3451) y así no cambia. Para registrarlo escriba sus 11 dígitos.")),
        ("En asociación", answer),
        ("Cuenta en banco o caja", answer),
        (_("Celda vacía"), _("No cambia nada. Para quitar un dato que ya está, escriba en la celda: %(word)s.",
                             word=ERASE)),
        (_("Filas que faltan"), _("No cambian nada: nada se borra desde una hoja.")),
    ]  # fmt: skip


def _steps(scale: Mapping[str, str]) -> str:
    return " ".join(f"{step}: {said}" for step, said in scale.items())


def choices() -> dict[int, list[str]]:
    """The columns that are chosen from a list, by their place; the sectors are too many for one."""
    said = _said()
    places = {TEMPLATE.names.index(column): name for name, column in COLUMN_OF.items() if name in said}
    return {place: list(said[name].values()) for place, name in sorted(places.items())}
