"""How pages say what a registry keeps as codes."""

from datetime import date

from flask_babel import gettext as _

from admin.audit.words import say_action
from core.audit import AuditEntry


def areas() -> dict[str, str]:
    """Where a household lives."""
    return {"rural": _("Rural"), "urban_marginal": _("Urbano-marginal")}


def sexes() -> dict[str, str]:
    """As on a DNI."""
    return {"F": _("Mujer"), "M": _("Hombre")}


def tongues() -> dict[str, str]:
    """Mother tongues."""
    return {
        "castellano": _("Castellano"),
        "quechua": _("Quechua"),
        "aimara": _("Aimara"),
        "ashaninka": _("Asháninka"),
        "awajun": _("Awajún"),
        "shipibo": _("Shipibo"),
        "otra": _("Otra"),
    }


def schooling() -> dict[str, str]:
    """The highest level that was reached."""
    return {
        "none": _("Sin estudios"),
        "primary_incomplete": _("Primaria incompleta"),
        "primary": _("Primaria completa"),
        "secondary_incomplete": _("Secundaria incompleta"),
        "secondary": _("Secundaria completa"),
        "technical": _("Técnica"),
        "university": _("Universitaria"),
    }


def yes_or_no() -> dict[str, str]:
    """An answer, where there is one."""
    return {"yes": _("Sí"), "no": _("No")}


def say_answer(answer: bool | None) -> str:
    """The answer as a select holds it."""
    return "" if answer is None else "yes" if answer else "no"


def say_date(day: date | None) -> str:
    """1/5/1987, as forms read it back; empty where nobody knows."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def age(born_on: date, today: date) -> int:
    """Whole years."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def mask(dni: str | None) -> str:
    """The last four digits, for whoever compares two cards; empty where nobody knows."""
    return f"••••{dni[-4:]}" if dni else ""


def say_phone(number: str | None) -> str:
    """A phone as people write it; empty where nobody knows."""
    number = number or ""
    near = number.removeprefix("+51")
    return " ".join((near[:3], near[3:6], near[6:])) if near != number else number


# What happened to a household because of somebody who came or went.
OF_A_PERSON = ("split", "passed", "received")


def events() -> dict[str, str]:
    """What happened to a household."""
    return {
        "registered": _("Se registró el hogar"),
        "moved": _("Se mudó"),
        "left": _("Salió de Juntos"),
        "returned": _("Volvió a Juntos"),
        "merged": _("Se unió con un registro repetido"),
        "split": _("Una persona formó un hogar nuevo"),
        "passed": _("Una persona pasó a otro hogar"),
        "received": _("Llegó una persona de otro hogar"),
    }


def say_event(kind: str, name: str, came: str) -> str:
    """What happened to a household, with whom and from where it `came`, as far as that is known."""
    who = say_name(name)
    if name and kind in ("registered", *OF_A_PERSON):
        return {
            "registered": _("Registró el hogar con %(who)s", who=who),
            "split": _("%(who)s formó un hogar nuevo", who=who),
            "passed": _("%(who)s pasó a otro hogar", who=who),
            "received": _("Llegó %(who)s de otro hogar", who=who),
        }[kind]
    said = events()[kind]
    return _("%(said)s; antes vivía en %(came)s", said=said, came=came) if came else said


def say_name(name: str) -> str:
    """A registry's «Mamani Qosqo, Felipa» in the middle of a sentence: Felipa Mamani Qosqo."""
    surnames, comma, given = name.partition(", ")
    return f"{given} {surnames}" if comma else name or _("una persona")


def fields() -> dict[str, str]:
    """What a page calls a column."""
    return {
        "district_code": _("Distrito"),
        "code": _("Código de hogar"),
        "area": _("Zona"),
        "joined_year": _("Año de ingreso a Juntos"),
        "given_names": _("Nombres"),
        "surnames": _("Apellidos"),
        "dni": _("DNI"),
        "sex": _("Sexo"),
        "born_on": _("Fecha de nacimiento"),
        "mother_tongue": _("Lengua materna"),
        "disability": _("Discapacidad"),
        "phone": _("Celular"),
        "schooling": _("Estudios"),
        "cares_for_children": _("Cuida niños pequeños"),
        "entrepreneur": _("Tiene o quiere un emprendimiento"),
    }


def say_entry(entry: AuditEntry, name: str) -> str:
    """An act of the audit trail in words, on the page of the household; `name` is whom it was done to."""
    who = say_name(name)
    said = {
        "household.update": _("Cambió datos del hogar"),
        "household.merged": _("Unió este registro con otro"),
        "household.view": _("Vio esta ficha"),
        "member.create": _("Agregó a %(who)s", who=who),
        "member.update": _("Cambió datos de %(who)s", who=who),
        "member.leave": _("Anotó que %(who)s dejó el hogar", who=who),
        "member.return": _("Anotó que %(who)s volvió al hogar", who=who),
        "member.merge": _("Unió dos fichas de %(who)s", who=who),
        "member.reveal_dni": _("Vio el DNI de %(who)s", who=who),
        "member.lookup": _("Buscó a %(who)s por su DNI o su celular", who=who),
        "import.review": _("Revisó una hoja con su código"),
    }.get(entry.action) or say_action(entry.action)
    names = [inside(fields()[one]) for one in entry.changes if one in fields()]
    return f"{said}: {', '.join(names)}" if names and entry.action != "member.create" else said


def inside(label: str) -> str:
    """A label in the middle of a sentence: «DNI» keeps its capitals."""
    return label if label.isupper() else label[:1].lower() + label[1:]
