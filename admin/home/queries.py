"""What waits for whoever signs in, where she works and what she opened last: read anew, never written down."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from admin.access.models import Account, DistrictAssignment, Substitution
from admin.access.permissions import TERRITORIAL, Permission, Role, may
from admin.enterprises.models import EnterpriseRecord
from admin.home.tasks import catalogue_tasks
from admin.home.waiting import Waiting
from admin.households.models import Household
from admin.households.queries import rows_of
from admin.privacy.queries import inbox
from admin.territories.models import UnitProvince
from catalog.enterprises.models import Enterprise
from catalog.places.models import Province
from catalog.places.queries import gazetteer
from catalog.reports.models import ListingReport
from core.audit import AuditEntry
from core.clock import today
from core.i18n import say_date
from core.scoping import Scope

# What one opened, of the last acts of hers that were looks at a record.
VIEWS = ("household.view", "enterprise.view")
LOOKED_AT = 40
MOST_OPENED = 5


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


def waiting_for(session: Session, role: Role) -> list[Waiting]:
    """What waits for a role; where nothing waits nothing is said."""
    found: list[Waiting | None] = [*catalogue_tasks(session, role)]
    if may(role, Permission.PRIVACY_REQUESTS):
        found.append(_asked(session))
    if may(role, Permission.REPORTS_CLOSE):
        found.append(_reported(session))
    if may(role, Permission.TERRITORIES_EDIT):
        found += [_without_districts(session), _without_unit(session)]
    if may(role, Permission.ACCOUNTS_MANAGE):
        found.append(_invited(session))
    return [one for one in found if one is not None]


def _asked(session: Session) -> Waiting | None:
    page = inbox(session, answered=False)
    if not page.rows:
        return None
    due = page.rows[0].due_on
    said = ngettext("%(num)s pedido sobre datos personales", "%(num)s pedidos sobre datos personales", page.total)  # fmt: skip  # noqa: E501
    when = _("venció el %(day)s") if due < today() else _("el primero vence el %(day)s")
    return Waiting(f"{said}; {when % {'day': say_date(due)}}", url_for("admin.privacy.index"), due <= today())


def _reported(session: Session) -> Waiting | None:
    number = _count(session, select(func.count()).where(ListingReport.state == "new"))
    said = ngettext(
        "%(num)s denuncia de una ficha por atender", "%(num)s denuncias de fichas por atender", number
    )
    return Waiting(said) if number else None


def _without_districts(session: Session) -> Waiting | None:
    working = exists().where(DistrictAssignment.account_id == Account.id)
    idle = select(func.count()).where(
        Account.role == Role.FIELD_AGENT, Account.suspended_at.is_(None), ~working
    )
    number = _count(session, idle)
    said = ngettext("%(num)s gestor sin distritos", "%(num)s gestores sin distritos", number)
    return Waiting(said, url_for("admin.territories.index")) if number else None


def _without_unit(session: Session) -> Waiting | None:
    covered = _count(session, select(func.count()).select_from(UnitProvince))
    number = _count(session, select(func.count()).select_from(Province)) - covered
    said = ngettext("%(num)s provincia sin unidad", "%(num)s provincias sin unidad", number)
    return Waiting(said, url_for("admin.territories.index")) if number else None


def _invited(session: Session) -> Waiting | None:
    open_ = select(func.count()).where(
        Account.password == "", Account.suspended_at.is_(None), Account.demo.is_(False)
    )
    number = _count(session, open_)
    said = ngettext("%(num)s invitación sin aceptar", "%(num)s invitaciones sin aceptar", number)
    return Waiting(said, url_for("admin.accounts.index", estado="invitada")) if number else None


@dataclass(frozen=True)
class Opened:
    """A record that somebody opened not long ago."""

    name: str
    place: str
    path: str
    icon: str


def opened_lately(session: Session, account: Account) -> list[Opened]:
    """The records that an account opened last and may still see: where it goes on; as many questions for any."""
    views = select(AuditEntry.subject_type, AuditEntry.subject_id).where(
        AuditEntry.account == account.public_id, AuditEntry.action.in_(VIEWS)
    )
    keys = list(dict.fromkeys((row[0], row[1]) for row in session.execute(views.order_by(AuditEntry.at.desc()).limit(LOOKED_AT))))  # fmt: skip  # noqa: E501
    ids = {
        table: [key for kind, key in keys if kind == table] for table in ("household", "enterprise_record")
    }
    known = _households(session, ids["household"]) | _enterprises(session, ids["enterprise_record"])
    return [known[key] for _table, key in keys if key in known][:MOST_OPENED]


def _households(session: Session, ids: list[str]) -> dict[str, Opened]:
    query = select(Household).where(Household.public_id.in_(ids), Household.merged_into_id.is_(None))
    places = gazetteer(session)
    return {
        row.household.public_id: Opened(
            row.name or _("Hogar sin integrantes"),
            places.name(row.household.district_code),
            url_for("admin.households.show", household=row.household.public_id),
            "users",
        )
        for row in rows_of(session, session.scalars(query).all())
    }


def _enterprises(session: Session, ids: list[str]) -> dict[str, Opened]:
    query = select(EnterpriseRecord, Enterprise.name).join(
        Enterprise, Enterprise.id == EnterpriseRecord.enterprise_id
    )
    query = query.where(EnterpriseRecord.public_id.in_(ids), EnterpriseRecord.merged_into_id.is_(None))
    places = gazetteer(session)
    return {
        record.public_id: Opened(
            name,
            places.name(record.district_code),
            url_for("admin.enterprises.show", enterprise=record.public_id),
            "store",
        )
        for record, name in session.execute(query)
    }


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
