"""Who saw a person's data: opened her record, saw or looked up her DNI, took her away in a list, read her in from one.

She is told when, what, and from which role and office. The name of whoever did it is not told: it is staff's own data,
and the number of the entry finds it in the audit where there is something to clear up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session, joinedload

from admin.access.models import Account
from admin.access.words import role_name
from admin.imports.models import RegistryExport, RegistryExportRow, RegistryImport, RegistryImportChange
from admin.privacy.held import Person
from core.audit import AuditEntry

MOST = 2000
ACTIONS = (
    "household.view", "enterprise.view", "enterprise.plan_open", "member.reveal_dni", "member.lookup",
    "import.review", "privacy.dossier", "privacy.copy",
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """One time that somebody saw her data; `number` is that of the audit's entry, where it has one."""

    at: datetime
    who: str
    what: str
    number: int | None = None


def acts() -> dict[str, str]:
    """What was done, as she is told."""
    return {
        "household.view": _("Abrió la ficha de su hogar"),
        "enterprise.view": _("Abrió la ficha de su emprendimiento"),
        "enterprise.plan_open": _("Abrió el plan de su emprendimiento"),
        "member.reveal_dni": _("Vio su DNI completo"),
        "member.lookup": _("La buscó por su DNI"),
        "import.review": _("Revisó una hoja con el código de su hogar"),
        "privacy.dossier": _("Reunió sus datos para responderle"),
        "privacy.copy": _("Preparó el archivo con sus datos"),
    }


def looks_of(session: Session, person: Person) -> list[Look]:
    """Each time, the last first."""
    entries = _entries(session, person)
    exports = _runs(session, RegistryExport, RegistryExportRow, RegistryExportRow.export_id, person)
    imports = _runs(session, RegistryImport, RegistryImportChange, RegistryImportChange.import_id, person)
    offices = _offices(session, entries, [*exports, *imports])
    said = acts()
    looks = [
        Look(
            one.at,
            offices.get(one.account, _("El sistema")),
            _because(said[one.action], one.reason),
            one.number,
        )
        for one in entries
    ]
    for runs, words in (
        (exports, _("Bajó una lista donde está usted")),
        (imports, _("Subió una lista donde está usted")),
    ):
        looks += [Look(run.made_at, offices.get(run.account_id, _("El sistema")), words) for run in runs]
    return sorted(looks, key=lambda look: look.at, reverse=True)


def _because(said: str, reason: str) -> str:
    return f"{said}: «{reason}»" if reason else said


def _entries(session: Session, person: Person) -> Sequence[AuditEntry]:
    things: list[Any] = [*person.rows, *person.households]
    for _link, record in person.links:
        things += [record, record.enterprise]
    keys = [(one.__tablename__, one.public_id) for one in things]
    query = select(AuditEntry).where(
        tuple_(AuditEntry.subject_type, AuditEntry.subject_id).in_(keys), AuditEntry.action.in_(ACTIONS)
    )
    return session.scalars(query.order_by(AuditEntry.id.desc()).limit(MOST)).all()


def _runs(session: Session, run: Any, row: Any, key: Any, person: Person) -> Sequence[Any]:
    """The sheets in which one of her rows stood."""
    hers = [
        row.household_id.in_([one.id for one in person.households]),
        row.record_id.in_([record.id for _link, record in person.links]),
    ]
    if hasattr(row, "member_id"):
        hers.append(row.member_id.in_([one.id for one in person.rows]))
    query = select(run).where(run.id.in_(select(key).where(or_(*hers)))).order_by(run.id.desc()).limit(MOST)
    return session.scalars(query).all()


def _offices(session: Session, entries: Iterable[AuditEntry], runs: Iterable[Any]) -> dict[Any, str]:
    """Role and office of whoever acted, by an account's number and by its public id."""
    named = {one.account for one in entries if one.account}
    numbers = {one.account_id for one in runs if one.account_id}
    query = select(Account).where(or_(Account.public_id.in_(named), Account.id.in_(numbers)))
    found: dict[Any, str] = {}
    for account in session.scalars(query.options(joinedload(Account.unit))):
        said = role_name(account.known_role)
        office = f"{said}, {account.unit.name}" if account.unit else said
        found[account.public_id] = found[account.id] = office
    return found
