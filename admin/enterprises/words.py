"""How pages say what the private record of an enterprise keeps as codes."""

from flask_babel import gettext as _

from admin.audit.words import say_action
from admin.households import words as registry
from core.audit import AuditEntry


def stages() -> dict[str, str]:
    """Whether it works already."""
    return {"idea": _("Es una idea"), "running": _("Está en marcha"), "stopped": _("Dejó de funcionar")}


def gaps() -> dict[str, str]:
    """What it lacks most."""
    return {
        "technique": _("Técnica: cómo se produce"),
        "management": _("Gestión: cuentas, precios y ventas"),
        "both": _("Las dos"),
    }


def statuses() -> dict[str, str]:
    """Whether buyers see it."""
    return {
        "unpublished": _("Sin publicar"),
        "published": _("Publicado"),
        "archived": _("Archivado"),
    }


def fields() -> dict[str, str]:
    """What a page calls a fact."""
    return {
        "name": _("Nombre"),
        "district_code": _("Distrito"),
        "sector_id": _("Rubro"),
        "stage": _("Etapa"),
        "started_year": _("Funciona desde"),
        "digital_maturity": _("Madurez digital"),
        "logistic_maturity": _("Madurez logística"),
        "gap": _("Lo que más le falta"),
        "area": _("Zona"),
        "ruc": _("RUC"),
        "in_association": _("Está en una asociación"),
        "has_account": _("Tiene cuenta en un banco o caja"),
    }


def shown_fields() -> dict[str, str]:
    """What a person may agree to show, in the middle of a sentence."""
    return {
        "name": _("su nombre"),
        "portrait": _("su retrato"),
        "story": _("su historia"),
        "phone": _("su teléfono"),
    }


def mask(ruc: str | None) -> str:
    """The last four digits, for whoever compares two papers; empty where nobody knows."""
    return registry.mask(ruc)


def say_entry(entry: AuditEntry, name: str) -> str:
    """An act of the audit trail in words, on the page of the enterprise; `name` is of whom it speaks, "" of nobody."""
    who = registry.say_name(name)
    said = {
        "enterprise.archive": _("Archivó el emprendimiento"),
        "enterprise.create": _("Registró el emprendimiento de %(who)s", who=who)
        if name
        else _("Registró el emprendimiento"),
        "enterprise.lookup": _("Lo buscó por su RUC"),
        "enterprise.merge": _("Unió un registro repetido"),
        "enterprise.merged": _("Unió este registro con otro"),
        "enterprise.plan_open": _("Abrió un plan de negocio"),
        "enterprise.plan_remove": _("Quitó un plan de negocio"),
        "enterprise.propose": _("Propuso cambios a su página pública"),
        "enterprise.publish": _("Publicó el emprendimiento"),
        "enterprise.reveal_ruc": _("Vio el RUC"),
        "enterprise.titular": _("Puso como titular a %(who)s", who=who),
        "enterprise.update": _("Cambió datos de la ficha"),
        "enterprise.view": _("Vio esta ficha"),
        "import.review": _("Revisó una hoja con su código"),
        "portrait.remove": _("Quitó el retrato"),
        "portrait.set": _("Puso un retrato"),
    }.get(entry.action) or say_action(entry.action)
    known = fields()
    names = [registry.inside(known[one]) for one in entry.changes if one in known]
    told = entry.action in ("enterprise.update", "enterprise.merge")
    return f"{said}: {', '.join(names)}" if names and told else said


def say_coming(action: str, who: str, *, by_somebody: bool) -> str:
    """That somebody came or went: as what `by_somebody` did, or as what is only known to have been."""
    if action == "enterprise.link":
        return _("Agregó a %(who)s", who=who) if by_somebody else _("Entró %(who)s", who=who)
    if by_somebody:
        return _("Anotó que %(who)s ya no participa", who=who)
    return _("Dejó de participar %(who)s", who=who)
