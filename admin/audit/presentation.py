"""Entries as a page shows them: in words, with a link where the thing has a page that the reader may open."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import current_app, url_for
from flask_babel import gettext as _

from admin.access.models import Account
from admin.access.permissions import Permission, may
from admin.audit.details import say_details
from admin.audit.filters import SYSTEM, AuditFilters
from admin.audit.things import FOUND, Thing
from admin.audit.words import KINDS, say_action, say_subject
from catalog.reports.queries import say_number
from core.audit import AuditEntry
from core.i18n import say_date

# Where things of a table are shown: the endpoint, its argument, and who may open it.
PAGES: dict[str, tuple[str, str, Permission]] = {
    "account": ("admin.accounts.show", "account", Permission.ACCOUNTS_MANAGE),
    "enterprise": ("admin.enterprises.show", "enterprise", Permission.ENTERPRISES_VIEW),
    "enterprise_record": ("admin.enterprises.show", "enterprise", Permission.ENTERPRISES_VIEW),
    "product": ("admin.products.show", "product", Permission.PRODUCTS_VIEW),
    "household": ("admin.households.show", "household", Permission.HOUSEHOLDS_VIEW),
    "member": ("admin.households.show", "household", Permission.HOUSEHOLDS_VIEW),
    "privacy_request": ("admin.privacy.show", "asked", Permission.PRIVACY_REQUESTS),
    "registry_import": ("admin.imports.show", "imported", Permission.REGISTRY_IMPORT),
    "territorial_unit": ("admin.territories.show", "unit", Permission.TERRITORIES_EDIT),
}
# What is about nobody of the registry: of all else, only who reaches people reads why it was done.
NO_PERSON = frozenset(
    {"account", "territorial_unit", "substitution", "consent_text", "outbox_message", "retention"}
)


# Of these somebody was given the number.
GIVEN_OUT = frozenset({"privacy_request", "listing_report"})


class Line(NamedTuple):
    """One entry as it is read."""

    number: int | None
    at: datetime
    who: str
    who_key: str
    did: str
    subject: str
    name: str
    page: str
    history: str
    details: str
    reason: str


class Day(NamedTuple):
    """What was done on a day of Lima."""

    words: str
    lines: Sequence[Line]


class Chip(NamedTuple):
    """A filter that is on, and where it is off."""

    words: str
    url: str


def line_of(entry: AuditEntry, reader: Account, known: Mapping[str, Thing]) -> Line:
    """An entry in words."""
    thing = known.get(entry.subject_id, Thing())
    return Line(
        entry.number,
        entry.at,
        say_actor(entry.actor),
        entry.account or SYSTEM,
        say_action(entry.action),
        say_subject(entry.subject_type),
        thing.name or say_code(entry.subject_type, entry.subject_id),
        _page(entry, thing, reader),
        url_for("admin.audit.index", sobre=f"{entry.subject_type}:{entry.subject_id}"),
        say_details(entry.action, entry.changes),
        entry.reason if _reads_reason(entry, reader) else "",
    )


def say_actor(name: str) -> str:
    """Whoever acted; commands, the worker and visitors have no name of their own."""
    return {"sistema": _("Sistema"), "visitante": _("Visitante")}.get(name, name)


def say_code(table: str, key: str) -> str:
    """What a thing without a name is told apart by: a day in words, or its number as one reads it aloud."""
    try:
        return say_date(date.fromisoformat(key))
    except ValueError:
        code = say_number(key)
        return _("N.° %(code)s", code=code) if table in GIVEN_OUT else _("código %(code)s", code=code)


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
        on.append(
            (_("Historia de: %(what)s, %(key)s", what=say_subject(table), key=say_code(table, key)), "sobre")
        )
    if filters.first:
        on.append((_("Desde el %(day)s", day=say_date(filters.first)), "desde"))
    if filters.last:
        on.append((_("Hasta el %(day)s", day=say_date(filters.last)), "hasta"))
    return [Chip(words, _address(filters, name)) for words, name in on]


def _reads_reason(entry: AuditEntry, reader: Account) -> bool:
    return entry.subject_type in NO_PERSON or may(reader.known_role, Permission.HOUSEHOLDS_VIEW)


def _page(entry: AuditEntry, thing: Thing, reader: Account) -> str:
    endpoint, argument, permission = PAGES.get(entry.subject_type, ("", "", Permission.SIGNED_IN))
    key = thing.page if entry.subject_type in FOUND else entry.subject_id
    if not key or endpoint not in current_app.view_functions or not may(reader.known_role, permission):
        return ""
    values: dict[str, Any] = {argument: key}
    return url_for(endpoint, **values)


def _address(filters: AuditFilters, without: str) -> str:
    values: dict[str, Any] = filters.address(**{without: ""})
    return url_for("admin.audit.index", **values)
