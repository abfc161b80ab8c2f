"""One enterprise in time: who was behind it, what it planned, what was agreed to show, and who did what."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from admin.consents.models import Consent
from admin.enterprises import words
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, Member
from admin.households.story import ONE_ACT, Told, Trail, newest_first, told_entry, trail_about
from admin.households.words import say_name
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from core.clock import LIMA

# These acts are told as what they are about, with its own day.
TOLD_OTHERWISE = ("consent.", "enterprise.link", "enterprise.unlink", "enterprise.plan_add")
CREATED = "enterprise.create"
COMINGS = ("enterprise.link", "enterprise.unlink")


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

    @property
    def said(self) -> str:
        """The same in the middle of a sentence."""
        return say_name(self.member.full_name) if self.member else _("una persona de otro territorio")


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


def trail_of(session: Session, record: EnterpriseRecord, enterprise: Enterprise) -> Trail:
    """What the audit has of an enterprise and its private record."""
    entry = AuditEntry
    return trail_about(
        session,
        or_(
            and_(entry.subject_type == "enterprise_record", entry.subject_id == record.public_id),
            and_(entry.subject_type == "enterprise", entry.subject_id == enterprise.public_id),
        ),
    )


def tell(
    people: Sequence[Behind], plans: Sequence[BusinessPlan], consents: Sequence[Consent], trail: Trail
) -> tuple[list[Told], list[Told]]:
    """All of it, one line for one act; and who saw it. Newest first."""
    names = {one.member.public_id: one.name for one in people if one.member}
    joined = {(one.member.public_id, one.link.joined_on) for one in people if one.member}
    firsts = {one.id: _titular_of(one, trail.acts, joined) for one in trail.acts if one.action == CREATED}
    told = [
        told_entry(one, words.say_entry(one, names.get(_whom(firsts.get(one.id) or one), "")))
        for one in trail.acts
        if not one.action.startswith(TOLD_OTHERWISE)
    ]
    along = {one.id for one in firsts.values() if one}
    told += _came_and_left(people, [one for one in trail.acts if one.action in COMINGS], along)
    told += [
        Told(one.made_on, _("Se hizo un plan de negocio"), one.created_by, one.created_at, event=True)
        for one in plans
    ]
    told += [one for consent in consents for one in _agreed(consent)]
    return newest_first(told), [told_entry(one, words.say_entry(one, "")) for one in trail.looks]


def _whom(entry: AuditEntry) -> str:
    return str(entry.changes.get("member", ""))


def _titular_of(
    entry: AuditEntry, acts: Sequence[AuditEntry], joined: Collection[tuple[str, date | None]]
) -> AuditEntry | None:
    """Who was put behind an enterprise as it was registered, where one may know her."""
    day = entry.at.astimezone(LIMA).date()
    together = [
        one
        for one in acts
        if one.action == COMINGS[0]
        and one.actor == entry.actor
        and abs(one.at - entry.at) < ONE_ACT
        and (_whom(one), day) in joined
    ]
    return min(together, key=lambda one: one.id, default=None)


def _came_and_left(
    people: Sequence[Behind], noted: Sequence[AuditEntry], along: Collection[int]
) -> Iterator[Told]:
    """Who came and who left, by whom it was written down; nothing of those who came `along` with the enterprise."""
    waiting: dict[tuple[str, str], list[AuditEntry]] = {}
    for entry in noted:
        waiting.setdefault((entry.action, _whom(entry)), []).append(entry)
    for behind in sorted(people, key=lambda one: one.link.id):
        member = behind.member.public_id if behind.member else ""
        for action, day in zip(COMINGS, (behind.link.joined_on, behind.link.left_on), strict=True):
            entries = waiting.get((action, member))
            by_whom = entries.pop() if entries and day else None
            if day and not (by_whom and by_whom.id in along):
                said = words.say_coming(action, behind.said, by_somebody=by_whom is not None)
                by, at, note = (by_whom.actor, by_whom.at, by_whom.reason) if by_whom else ("", None, "")
                yield Told(day, said, by, at, note, event=True)


def _agreed(consent: Consent) -> Iterator[Told]:
    shown = words.shown_fields()[consent.field]
    given = _("Aceptó mostrar %(what)s", what=shown)
    yield Told(consent.given_on, given, consent.taken_by, consent.recorded_at, event=True)
    if consent.withdrawn_at:
        day = consent.withdrawn_at.astimezone(LIMA).date()
        said = _("Ya no quiere mostrar %(what)s", what=shown)
        yield Told(day, said, consent.withdrawn_by or "", consent.withdrawn_at, event=True)
