"""What waits for whoever signs in, and where she works: counted, never written down."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from admin.access.models import Account, Substitution
from admin.access.permissions import TERRITORIAL, Permission, Role, may
from admin.territories.models import UnitProvince
from catalog.places.models import Province
from catalog.places.queries import gazetteer
from catalog.reports.models import ListingReport
from core.clock import today
from core.i18n import say_date
from core.scoping import Scope


@dataclass(frozen=True)
class Territory:
    """Where somebody works, in words."""

    summary: str
    places: tuple[str, ...] = ()
    standing_in: tuple[str, ...] = ()


def territory_of(session: Session, account: Account, scope: Scope) -> Territory:
    """Where an account works, and for whom it stands in today."""
    role = account.known_role
    if role not in TERRITORIAL | {Role.NATIONAL}:
        return Territory(_("Su trabajo no abre fichas de personas ni de hogares."))
    standing_in = tuple(
        _("Reemplaza a %(name)s hasta el %(day)s.", name=name, day=say_date(until))
        for name, until in session.execute(_standing(account))
    )
    if scope.everything:
        return Territory(_("Todo el Perú."), (), standing_in)
    codes = scope.provinces if scope.districts is None else scope.districts
    places = gazetteer(session)
    names = tuple(sorted(places.name(code) for code in codes))
    if scope.districts is None:
        summary = ngettext("%(num)s provincia", "%(num)s provincias", len(names))
    else:
        summary = ngettext("%(num)s distrito", "%(num)s distritos", len(names))
    if not names:
        summary = _("Todavía no tiene distritos ni provincias. Pídalos a su jefatura o a UAS.")
    return Territory(summary, names, standing_in)


def facts_for(session: Session, role: Role) -> list[str]:
    """What waits, for whoever may do something about it: a sentence each."""
    facts: list[str] = []
    if may(role, Permission.REPORTS_CLOSE):
        open_reports = _count(session, select(func.count()).where(ListingReport.state == "new"))
        facts.append(
            ngettext(
                "%(num)s denuncia de una ficha por atender",
                "%(num)s denuncias de fichas por atender",
                open_reports,
            )
        )
    if may(role, Permission.TERRITORIES_EDIT):
        total = _count(session, select(func.count()).select_from(Province))
        covered = _count(session, select(func.count()).select_from(UnitProvince))
        facts.append(
            ngettext("%(num)s provincia sin unidad", "%(num)s provincias sin unidad", total - covered)
        )
    if may(role, Permission.ACCOUNTS_MANAGE):
        invited = _count(
            session,
            select(func.count()).where(
                Account.password == "", Account.suspended_at.is_(None), Account.demo.is_(False)
            ),
        )
        facts.append(ngettext("%(num)s invitación sin aceptar", "%(num)s invitaciones sin aceptar", invited))
    return facts


def _standing(account: Account) -> Select[str, date]:
    return (
        select(Account.name, Substitution.until_on)
        .join(Substitution, Substitution.absent_id == Account.id)
        .where(
            Substitution.substitute_id == account.id,
            Substitution.ended_at.is_(None),
            Substitution.from_on <= today(),
            Substitution.until_on >= today(),
        )
        .order_by(Substitution.until_on, Account.name)
    )


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0
