"""How pages say what a registry keeps as codes."""

from datetime import date

from flask_babel import gettext as _

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


def events() -> dict[str, str]:
    """What happened to a household."""
    return {
        "registered": _("Se registró el hogar"),
        "moved": _("Se mudó"),
        "left": _("Salió de Juntos"),
        "returned": _("Volvió a Juntos"),
        "merged": _("Se unió con un registro repetido"),
        "split": _("Una integrante formó otro hogar"),
        "passed": _("Una integrante pasó a otro hogar"),
        "received": _("Llegó una integrante de otro hogar"),
    }


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
        "entrepreneur": _("Emprendedora"),
    }


def say_entry(entry: AuditEntry) -> str:
    """An act of the audit trail in words."""
    said = {
        "household.create": _("Registró el hogar"),
        "household.update": _("Cambió datos del hogar"),
        "household.move": _("Anotó la mudanza"),
        "household.leave": _("Anotó la salida de Juntos"),
        "household.return": _("Anotó la vuelta a Juntos"),
        "household.merge": _("Unió un registro repetido"),
        "household.merged": _("Lo unió con otro registro"),
        "household.split": _("Anotó que una integrante formó otro hogar"),
        "household.view": _("Vio esta ficha"),
        "member.create": _("Agregó una integrante"),
        "member.update": _("Cambió datos de una integrante"),
        "member.leave": _("Anotó que una integrante dejó el hogar"),
        "member.return": _("Anotó que una integrante volvió al hogar"),
        "member.move": _("Pasó una integrante a otro hogar"),
        "member.merge": _("Unió dos registros de una persona"),
        "member.merged": _("Lo unió con otro registro de la misma persona"),
        "member.reveal_dni": _("Vio el DNI de una integrante"),
        "member.lookup": _("Buscó por DNI"),
        "import.review": _("Revisó una hoja con su código"),
    }.get(entry.action, entry.action)
    names = [_inside(fields()[name]) for name in entry.changes if name in fields()]
    return f"{said}: {', '.join(names)}" if names else said


def _inside(label: str) -> str:
    """A label in the middle of a sentence: «DNI» keeps its capitals."""
    return label if label.isupper() else label[:1].lower() + label[1:]
