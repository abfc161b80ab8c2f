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
from admin.households.models import Household, HouseholdEvent
from admin.households.story import LOOKS
from admin.imports.models import RegistryExport, RegistryExportRow, RegistryImport, RegistryImportChange
from admin.privacy.held import Person, requests_of
from core.audit import AuditEntry

MOST = 2000
ACTIONS = (*LOOKS, "privacy.dossier", "privacy.copy", "privacy.reveal_document")


@dataclass(frozen=True)
class Look:
    """One time that somebody saw her data; `number` is that of the audit's entry, where it has one."""

    at: datetime
    who: str
    what: str
    number: int | None = None


@dataclass(frozen=True)
class Home:
    """A household, and from when until when she lived there; None where that was from the first or still is."""

    household: Household
    since: datetime | None = None
    until: datetime | None = None

    def was_hers(self, at: datetime) -> bool:
        """Whether she lived there at that time."""
        return (self.since is None or at >= self.since) and (self.until is None or at <= self.until)


def acts() -> dict[str, str]:
    """What was done, as she is told."""
    return {
        "household.view": _("Abrió la ficha de su hogar"),
        "enterprise.view": _("Abrió la ficha de su emprendimiento"),
        "enterprise.plan_open": _("Abrió el plan de su emprendimiento"),
        "enterprise.reveal_ruc": _("Vio el RUC completo de su emprendimiento"),
        "enterprise.lookup": _("Buscó su emprendimiento por el RUC"),
        "member.reveal_dni": _("Vio su DNI completo"),
        "member.lookup": _("La buscó por su DNI"),
        "household.lookup": _("Preguntó por el código de su hogar"),
        "import.review": _("Revisó una hoja de Excel con datos suyos o de su hogar"),
        "privacy.dossier": _("Reunió sus datos para responderle"),
        "privacy.copy": _("Preparó el archivo con sus datos"),
        "privacy.reveal_document": _("Vio completo el documento de un pedido suyo"),
    }


def looks_of(session: Session, person: Person) -> list[Look]:
    """Each time, the last first. Why somebody looked is not told: the words are that person's, and may name others."""
    homes = homes_of(session, person)
    entries = _entries(session, person, homes)
    exports = _runs(session, RegistryExport, RegistryExportRow, RegistryExportRow.export_id, person, homes)
    imports = _runs(
        session, RegistryImport, RegistryImportChange, RegistryImportChange.import_id, person, homes
    )
    offices = _offices(session, entries, [*exports, *imports])
    said = acts()
    looks = [
        Look(
            one.at,
            offices.get(one.account, _("El sistema")),
            said[one.action],
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


def homes_of(session: Session, person: Person) -> list[Home]:
    """The households where she lives and lived, each with the time that it was hers."""
    rows = [one.id for one in person.rows]
    hers = select(HouseholdEvent.household_id, HouseholdEvent.kind, HouseholdEvent.recorded_at)
    moves = session.execute(hers.where(HouseholdEvent.member_id.in_(rows))).all()
    now_hers = {one.id: one for one in person.households}
    former = {number for number, _kind, _at in moves} - now_hers.keys()
    left = select(Household).where(Household.id.in_(former))
    homes = [
        Home(one, since=max((at for number, _kind, at in moves if number == one.id), default=None))
        for one in now_hers.values()
    ]
    for one in session.scalars(left):
        until = max(at for number, _kind, at in moves if number == one.id)
        came = [at for number, kind, at in moves if number == one.id and kind == "received"]
        homes.append(Home(one, since=min(came, default=None), until=until))
    return homes


def _entries(session: Session, person: Person, homes: Sequence[Home]) -> Sequence[AuditEntry]:
    things: list[Any] = [*person.rows, *(home.household for home in homes)]
    for _link, record in person.links:
        things += [record, record.enterprise]
    things += requests_of(session, person)
    keys = [(one.__tablename__, one.public_id) for one in things]
    query = select(AuditEntry).where(
        tuple_(AuditEntry.subject_type, AuditEntry.subject_id).in_(keys), AuditEntry.action.in_(ACTIONS)
    )
    hers = {home.household.public_id: home for home in homes}
    found = session.scalars(query.order_by(AuditEntry.id.desc()).limit(MOST))
    return [one for one in found if one.subject_id not in hers or hers[one.subject_id].was_hers(one.at)]


def _runs(
    session: Session, run: Any, row: Any, key: Any, person: Person, homes: Sequence[Home]
) -> Sequence[Any]:
    """The sheets in which one of her rows stood."""
    hers = [
        row.household_id.in_([home.household.id for home in homes]),
        row.record_id.in_([record.id for _link, record in person.links]),
    ]
    if hasattr(row, "member_id"):
        hers.append(row.member_id.in_([one.id for one in person.rows]))
    query = select(run, row.household_id).join(row, key == run.id).where(or_(*hers)).distinct()
    spans = {home.household.id: home for home in homes}
    found: dict[int, Any] = {}
    for one, household in session.execute(query.order_by(run.id.desc()).limit(MOST)):
        if household is None or spans[household].was_hers(one.made_at):
            found[one.id] = one
    return list(found.values())


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
