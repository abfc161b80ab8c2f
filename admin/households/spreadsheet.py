"""A sheet of households: a row a person, her household's facts repeated; written and read by the same words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from admin.households import words
from admin.households.models import Household, Member
from admin.households.queries import STANDING
from admin.imports.columns import Column, Template
from admin.imports.plan import ERASE, reference
from catalog.places.queries import Gazetteer
from core.text import fold

BATCH = 1_000
HOME, PERSON = "Id de hogar", "Id de integrante"
# The columns of each form: column and the field that it fills.
HOUSEHOLD_FIELDS = {"Código de hogar": "code", "Zona": "area", "Año de ingreso a Juntos": "joined_year"}
PLACE = ("Distrito", "Provincia")
MEMBER_FIELDS = {
    "Apellidos": "surnames", "Nombres": "given_names", "DNI": "dni", "Celular": "phone", "Sexo": "sex",
    "Fecha de nacimiento": "born_on", "Lengua materna": "mother_tongue", "Estudios": "schooling",
    "Discapacidad": "disability", "Cuida niños": "cares_for_children", "Emprendedora": "entrepreneur",
}  # fmt: skip
COLUMN_OF = {name: column for fields in (HOUSEHOLD_FIELDS, MEMBER_FIELDS) for column, name in fields.items()}
_SYNONYMS = {
    HOME: ("id hogar", "hogar"),
    "Código de hogar": ("codigo", "codigo hogar", "cod hogar"),
    "Provincia": ("prov",),
    "Distrito": ("dist",),
    "Zona": ("area", "ambito"),
    "Año de ingreso a Juntos": ("año de ingreso", "ingreso a juntos", "año de afiliacion"),
    PERSON: ("id integrante", "integrante"),
    "Apellidos": ("apellido", "apellidos completos"),
    "Nombres": ("nombre", "nombres completos"),
    "DNI": ("documento", "n dni", "numero de dni"),
    "Celular": ("telefono", "numero de celular", "whatsapp"),
    "Sexo": ("genero",),
    "Fecha de nacimiento": ("nacimiento", "fecha nac", "f nacimiento"),
    "Lengua materna": ("lengua", "idioma"),
    "Estudios": ("nivel educativo", "grado de instruccion", "instruccion"),
    "Discapacidad": ("tiene discapacidad",),
    "Cuida niños": ("cuida niños pequeños", "cuidado de niños"),
    "Emprendedora": ("emprende", "es emprendedora"),
}
_ORDER = (
    HOME,
    "Código de hogar",
    "Provincia",
    "Distrito",
    "Zona",
    "Año de ingreso a Juntos",
    PERSON,
    *MEMBER_FIELDS,
)
TEMPLATE = Template(
    tuple(
        Column(name, synonyms=_SYNONYMS[name], required=name in ("Distrito", "Nombres")) for name in _ORDER
    ),
    "los hogares",
    "Distrito, Apellidos y Nombres",
    frozenset({"Fecha de nacimiento"}),
)
WIDTHS = {
    0: 18,
    1: 16,
    2: 16,
    3: 18,
    4: 16,
    5: 14,
    6: 18,
    7: 24,
    8: 22,
    9: 12,
    10: 15,
    11: 10,
    12: 14,
    13: 14,
    14: 22,
}
_ALSO = {
    "sex": {"f": "F", "femenino": "F", "m": "M", "masculino": "M", "varon": "M"},
    "area": {
        "urbano marginal": "urban_marginal",
        "urbana marginal": "urban_marginal",
        "urbano": "urban_marginal",
    },
    "schooling": {
        "ninguno": "none",
        "sin nivel": "none",
        "superior tecnica": "technical",
        "superior": "university",
    },
    "answer": {"s": "yes", "x": "yes", "1": "yes", "n": "no", "0": "no"},
}
Words = Mapping[str, Mapping[str, str]]
_ANSWERS = ("disability", "cares_for_children", "entrepreneur")


def said_of(name: str) -> Mapping[str, str]:
    """What a column of choices may say: code and words; nothing for the others."""
    known: dict[str, Callable[[], dict[str, str]]] = {
        "area": words.areas, "sex": words.sexes, "mother_tongue": words.tongues, "schooling": words.schooling,
    }  # fmt: skip
    if name in _ANSWERS:
        return words.yes_or_no()
    return known[name]() if name in known else {}


def all_said() -> Words:
    """The words of every column of choices, by field: asked for once a sheet, since saying them costs."""
    return {name: said for name in COLUMN_OF if (said := said_of(name))}


def understood_of(name: str) -> Mapping[str, str]:
    """What somebody may write in a column of choices, folded, and the code that it stands for."""
    also = _ALSO.get("answer" if name in _ANSWERS else name, {})
    return {fold(said): code for code, said in said_of(name).items()} | also


def understood_answers() -> Mapping[str, str]:
    """What else people write for yes and no."""
    return _ALSO["answer"]


def household_cells(row: Any, gazetteer: Gazetteer, said: Words) -> dict[str, str]:
    """The cells of a household; `row` has its columns."""
    return {
        "Código de hogar": row.code,
        "Provincia": gazetteer.name(row.province_code),
        "Distrito": gazetteer.name(row.district_code),
        "Zona": said["area"].get(row.area, ""),
        "Año de ingreso a Juntos": str(row.joined_year or ""),
    }


def member_cells(row: Any, said: Words) -> dict[str, str]:
    """The cells of a member, her DNI covered."""
    return {
        "Apellidos": row.surnames,
        "Nombres": row.given_names,
        "DNI": words.mask(row.dni),
        "Celular": row.phone,
        "Sexo": said["sex"].get(row.sex, ""),
        "Fecha de nacimiento": words.say_date(row.born_on),
        "Lengua materna": said["mother_tongue"].get(row.mother_tongue, ""),
        "Estudios": said["schooling"].get(row.schooling, ""),
        "Discapacidad": said["disability"].get(words.say_answer(row.disability), ""),
        "Cuida niños": said["disability"].get(words.say_answer(row.cares_for_children), ""),
        "Emprendedora": said["entrepreneur"][words.say_answer(row.entrepreneur)],
    }


def sheet_rows(
    session: Session, wanted: Select[Any], gazetteer: Gazetteer, note: Callable[[int, str], object]
) -> Iterator[list[str]]:
    """The rows of the households whose keys `wanted` selects, by name; each household is noted as it goes out."""
    homes = (
        Household.id, Household.public_id, Household.version, Household.code, Household.area,
        Household.joined_year, Household.province_code, Household.district_code,
    )  # fmt: skip
    people = (
        Member.public_id.label("person"), Member.version.label("person_version"), Member.surnames,
        Member.given_names, Member.dni, Member.phone, Member.sex, Member.born_on, Member.mother_tongue,
        Member.schooling, Member.disability, Member.cares_for_children, Member.entrepreneur,
    )  # fmt: skip
    query = (
        select(*homes, *people)
        .select_from(Household)
        .outerjoin(Member, and_(Member.household_id == Household.id, STANDING))
        .where(Household.id.in_(wanted))
        .order_by(Household.name_key, Household.id, Member.id)
        .execution_options(yield_per=BATCH)
    )
    last, said = 0, all_said()
    for row in session.execute(query):
        if row.id != last:
            last = row.id
            note(row.id, row.district_code)
        cells = household_cells(row, gazetteer, said) | {HOME: reference(row.public_id, row.version)}
        if row.person is not None:
            cells |= member_cells(row, said) | {PERSON: reference(row.person, row.person_version)}
        yield [cells.get(name, "") for name in TEMPLATE.names]


def guide() -> list[tuple[str, str]]:
    """What each column is for, as the second sheet tells."""
    choose, answer = _("Elija de la lista."), _("Sí, No, o vacío si no se sabe.")
    return [
        (HOME, _("Lo pone el sistema: no lo cambie. En un hogar nuevo déjelo vacío; si tiene varias filas, "
                 "escriba en todas lo mismo: nuevo 1.")),
        ("Código de hogar", _("El que usa el programa, si lo tiene.")),
        ("Provincia", _("Ayuda cuando hay dos distritos con el mismo nombre.")),
        ("Distrito", _("Obligatorio en un hogar nuevo; debe ser de su territorio. El de un hogar que ya existe "
                       "no cambia aquí: use «Anotar mudanza» en su página.")),
        ("Zona", choose),
        ("Año de ingreso a Juntos", _("Cuatro dígitos: 2014.")),
        (PERSON, _("Lo pone el sistema: no lo cambie. En una persona nueva déjelo vacío.")),
        ("Apellidos", _("Los dos, como en su DNI.")),
        ("Nombres", _("Obligatorio en una persona nueva.")),
        ("DNI", _("Sale tapado (••••2345) y así no cambia. Para registrarlo o corregirlo escriba sus 8 dígitos, "
                  "con los ceros iniciales.")),
        ("Celular", _("9 dígitos.")),
        ("Sexo", choose),
        ("Fecha de nacimiento", _("Día/mes/año: 24/6/1987.")),
        ("Lengua materna", choose),
        ("Estudios", _("El nivel más alto que alcanzó. Elija de la lista.")),
        ("Discapacidad", answer),
        ("Cuida niños", answer),
        ("Emprendedora", _("Sí, si tiene o quiere un emprendimiento.")),
        (_("Celda vacía"), _("No cambia nada. Para quitar un dato que ya está, escriba en la celda: %(word)s.",
                             word=ERASE)),
        (_("Filas que faltan"), _("No cambian nada: nadie se borra desde una hoja.")),
    ]  # fmt: skip


def choices() -> dict[int, list[str]]:
    """The columns that are chosen from a list, by their place."""
    places = {TEMPLATE.names.index(column): name for name, column in COLUMN_OF.items()}
    return {place: list(said_of(name).values()) for place, name in sorted(places.items()) if said_of(name)}
