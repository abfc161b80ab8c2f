"""Entries as a page shows them: in words, with a link where the thing has a page that the reader may open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.access.models import Account
from admin.access.permissions import Permission, may
from admin.audit.filters import SYSTEM, AuditFilters
from admin.audit.words import KINDS, say_action, say_subject
from core.audit import AuditEntry
from core.i18n import say_date

# Where things of a table are shown: the endpoint, its argument, and who may open it.
PAGES: dict[str, tuple[str, str, Permission]] = {
    "account": ("admin.accounts.show", "account", Permission.ACCOUNTS_MANAGE),
    "household": ("admin.households.show", "household", Permission.HOUSEHOLDS_VIEW),
    "enterprise": ("admin.enterprises.show", "enterprise", Permission.ENTERPRISES_VIEW),
    "territorial_unit": ("admin.territories.show", "unit", Permission.TERRITORIES_EDIT),
}
# Fields that are changed often; the others are counted.
FIELDS: dict[str, Any] = {
    "area": _l("zona"),
    "availability": _l("disponibilidad"),
    "born_on": _l("fecha de nacimiento"),
    "capacity": _l("capacidad"),
    "cares_for_children": _l("cuidado de niños"),
    "code": _l("código de hogar"),
    "contact": _l("contacto"),
    "delivery": _l("entrega"),
    "description": _l("descripción"),
    "device": _l("aparato"),
    "disability": _l("discapacidad"),
    "district_code": _l("distrito"),
    "dni": _l("DNI"),
    "email": _l("correo"),
    "entrepreneur": _l("emprende"),
    "field": _l("dato"),
    "given_names": _l("nombres"),
    "joined_year": _l("año de ingreso"),
    "market": _l("dónde vende"),
    "message": _l("mensaje"),
    "months": _l("meses"),
    "mother_tongue": _l("lengua materna"),
    "name": _l("nombre"),
    "password": _l("clave"),
    "phone": _l("celular"),
    "photos": _l("fotos"),
    "portrait": _l("retrato"),
    "price": _l("precio"),
    "producer_name": _l("nombre de quien produce"),
    "provinces": _l("provincias"),
    "role": _l("rol"),
    "ruc": _l("RUC"),
    "schooling": _l("escolaridad"),
    "second_factor": _l("segundo paso"),
    "sector": _l("rubro"),
    "sex": _l("sexo"),
    "slug": _l("dirección de la página"),
    "state": _l("estado"),
    "status": _l("estado"),
    "story": _l("historia"),
    "surnames": _l("apellidos"),
    "unit": _l("unidad"),
    "whatsapp": _l("WhatsApp"),
}
MOST_FIELDS = 6
# What is about nobody of the registry: of all else, only who reaches people reads why it was done.
NO_PERSON = frozenset(
    {"account", "territorial_unit", "substitution", "consent_text", "outbox_message", "retention"}
)


class Line(NamedTuple):
    """One entry as it is read."""

    number: int | None
    at: datetime
    who: str
    who_key: str
    did: str
    subject: str
    name: str
    key: str
    page: str
    history: str
    fields: str
    reason: str


class Day(NamedTuple):
    """What was done on a day of Lima."""

    words: str
    lines: Sequence[Line]


class Chip(NamedTuple):
    """A filter that is on, and where it is off."""

    words: str
    url: str


def line_of(entry: AuditEntry, reader: Account, names: Mapping[str, str]) -> Line:
    """An entry in words."""
    return Line(
        entry.number,
        entry.at,
        entry.actor,
        entry.account or SYSTEM,
        say_action(entry.action),
        say_subject(entry.subject_type),
        names.get(entry.subject_id, ""),
        entry.subject_id,
        _page(entry, reader),
        url_for("admin.audit.index", sobre=f"{entry.subject_type}:{entry.subject_id}"),
        say_fields(entry.changes),
        entry.reason if _reads_reason(entry, reader) else "",
    )


def say_fields(changes: Mapping[str, Any]) -> str:
    """Which fields an entry names, never what they hold: «nombre, precio y 2 más»."""
    known = list(dict.fromkeys(str(FIELDS[name]) for name in changes if name in FIELDS))
    more = len(changes) - sum(name in FIELDS for name in changes) + max(0, len(known) - MOST_FIELDS)
    said = ", ".join(known[:MOST_FIELDS])
    if not said:
        return ""
    return _("%(fields)s y %(more)s más", fields=said, more=more) if more else said


def chips(filters: AuditFilters, accounts: Sequence[Account]) -> list[Chip]:
    """The filters that are on."""
    on: list[tuple[str, str]] = []
    if filters.who:
        names = {account.public_id: account.name for account in accounts}
        on.append((names.get(filters.who, _("Sistema") if filters.who == SYSTEM else filters.who), "quien"))
    if filters.kind:
        on.append((str(KINDS[filters.kind].words), "que"))
    if filters.subject:
        table, key = filters.subject.split(":")
        on.append((_("Historia de: %(what)s %(key)s", what=say_subject(table), key=key), "sobre"))
    if filters.first:
        on.append((_("Desde el %(day)s", day=say_date(filters.first)), "desde"))
    if filters.last:
        on.append((_("Hasta el %(day)s", day=say_date(filters.last)), "hasta"))
    return [Chip(words, _address(filters, name)) for words, name in on]


def _reads_reason(entry: AuditEntry, reader: Account) -> bool:
    return entry.subject_type in NO_PERSON or may(reader.known_role, Permission.HOUSEHOLDS_VIEW)


def _page(entry: AuditEntry, reader: Account) -> str:
    endpoint, argument, permission = PAGES.get(entry.subject_type, ("", "", Permission.SIGNED_IN))
    if endpoint not in current_app.view_functions or not may(reader.known_role, permission):
        return ""
    values: dict[str, Any] = {argument: entry.subject_id}
    return url_for(endpoint, **values)


def _address(filters: AuditFilters, without: str) -> str:
    values: dict[str, Any] = filters.address(**{without: ""})
    return url_for("admin.audit.index", **values)
