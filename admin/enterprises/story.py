"""One enterprise in time: who was behind it, what it planned, what was agreed to show, and who did what."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from admin.consents.models import Consent
from admin.enterprises import words
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, Member
from admin.households.presentation import Told
from admin.households.queries import STORY
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import AuditEntry
from core.clock import LIMA

# These acts are told as what they are about, with its own day.
TOLD_OTHERWISE = ("consent.",)


@dataclass(frozen=True)
class Behind:
    """Somebody behind an enterprise; `member` and `home` are None where she lives in another territory now."""

    link: EnterpriseMember
    member: Member | None
    home: Household | None

    @property
    def name(self) -> str:
        """Who she is, as far as one may know."""
        return self.member.full_name if self.member else _("Una persona de otro territorio")


def people_of(session: Session, record: EnterpriseRecord) -> list[Behind]:
    """Everybody who is or was behind an enterprise: the titular first, those who left last."""
    query = select(EnterpriseMember).where(EnterpriseMember.record_id == record.id)
    order = (EnterpriseMember.left_on.is_not(None), EnterpriseMember.titular.desc(), EnterpriseMember.id)
    links = session.scalars(query.order_by(*order)).all()
    known = select(Member, Household).join(Household, Household.id == Member.household_id)
    reached = session.execute(known.where(Member.id.in_([link.member_id for link in links]))).all()
    found = {member.id: (member, home) for member, home in reached}
    return [Behind(link, *found.get(link.member_id, (None, None))) for link in links]


def plans_of(session: Session, record: EnterpriseRecord) -> Sequence[BusinessPlan]:
    """All plans of an enterprise, those that were taken off too, newest first."""
    query = select(BusinessPlan).where(BusinessPlan.record_id == record.id)
    return session.scalars(query.order_by(BusinessPlan.made_on.desc(), BusinessPlan.id.desc())).all()


def consents_of(session: Session, record: EnterpriseRecord) -> Sequence[Consent]:
    """What its owner agreed to show, now or before."""
    return session.scalars(select(Consent).where(Consent.record_id == record.id).order_by(Consent.id)).all()


def products_of(session: Session, enterprise: Enterprise) -> Sequence[Product]:
    """What it offers, or offered."""
    query = select(Product).where(Product.enterprise_id == enterprise.id)
    return session.scalars(query.order_by(Product.status.desc(), Product.name).limit(STORY)).all()


def trail_of(session: Session, record: EnterpriseRecord, enterprise: Enterprise) -> Sequence[AuditEntry]:
    """Who did what on an enterprise and its private record, newest first: the last sixty acts."""
    entry = AuditEntry
    query = select(entry).where(
        or_(
            and_(entry.subject_type == "enterprise_record", entry.subject_id == record.public_id),
            and_(entry.subject_type == "enterprise", entry.subject_id == enterprise.public_id),
        )
    )
    return session.scalars(query.order_by(entry.id.desc()).limit(STORY)).all()


def tell(
    people: Sequence[Behind],
    plans: Sequence[BusinessPlan],
    consents: Sequence[Consent],
    trail: Sequence[AuditEntry],
) -> list[Told]:
    """All of it, newest first."""
    told = [
        Told(one.at.astimezone(LIMA).date(), words.say_entry(one), one.actor, one.reason, False)
        for one in trail
        if not one.action.startswith(TOLD_OTHERWISE)
    ]
    told += [one for behind in people for one in _came_and_left(behind)]
    told += [Told(plan.made_on, _("Se hizo un plan de negocio"), plan.created_by, "", True) for plan in plans]
    told += [one for consent in consents for one in _agreed(consent)]
    return sorted(told, key=lambda one: one.on, reverse=True)


def _came_and_left(behind: Behind) -> list[Told]:
    told = []
    if behind.link.joined_on:
        told.append(Told(behind.link.joined_on, _("Entró %(name)s", name=behind.name), "", "", True))
    if behind.link.left_on:
        told.append(
            Told(behind.link.left_on, _("Dejó de participar %(name)s", name=behind.name), "", "", True)
        )
    return told


def _agreed(consent: Consent) -> list[Told]:
    shown = words.shown_fields()[consent.field]
    told = [Told(consent.given_on, _("Aceptó mostrar %(what)s", what=shown), consent.taken_by, "", True)]
    if consent.withdrawn_at:
        day = consent.withdrawn_at.astimezone(LIMA).date()
        by = consent.withdrawn_by or ""
        told.append(Told(day, _("Ya no quiere mostrar %(what)s", what=shown), by, "", True))
    return told
