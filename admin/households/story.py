"""One household in time: what happened to it, who did what, and who saw it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from admin.households import words
from admin.households.models import Household, HouseholdEvent, Member
from catalog.places.queries import Gazetteer
from core.audit import AuditEntry
from core.clock import LIMA

MOST = 60
# Acts that change nothing: whoever did them only saw. They stand in a part of their own.
LOOKS = (
    "household.view", "enterprise.view", "enterprise.plan_open", "enterprise.reveal_ruc", "enterprise.lookup",
    "member.reveal_dni", "member.lookup", "household.lookup", "import.review",
)  # fmt: skip
# These acts are told as what happened, with its own day.
TOLD_AS_EVENTS = frozenset(
    (
        "household.create", "household.move", "household.leave", "household.return", "household.merge",
        "household.split", "member.move",
    )
)  # fmt: skip
# What one person writes down so soon after another thing is one act with it.
ONE_ACT = timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """A line of a story: the day it was, what, who wrote it down and at what moment; an event is the thing's own."""

    on: date
    said: str
    by: str = ""
    at: datetime | None = None
    note: str = ""
    event: bool = False

    @property
    def noted(self) -> str:
        """At what hour of that day it was written down, or on what other day; "" where nobody knows."""
        if self.at is None:
            return ""
        here = self.at.astimezone(LIMA)
        hour = f"{here.hour}:{here.minute:02}"
        if here.date() == self.on:
            return hour
        return _("anotado el %(day)s a las %(hour)s", day=words.say_date(here.date()), hour=hour)


@dataclass(frozen=True)
class Trail:
    """What the audit has of a thing, newest first: who did what, and who only looked."""

    acts: Sequence[AuditEntry]
    looks: Sequence[AuditEntry]


def trail_about(session: Session, about: ColumnElement[bool]) -> Trail:
    """The last sixty acts and the last sixty looks of the entries that meet a condition."""
    looked = AuditEntry.action.in_(LOOKS)
    acts, looks = (
        session.scalars(
            select(AuditEntry).where(about, kind).order_by(AuditEntry.id.desc()).limit(MOST)
        ).all()
        for kind in (~looked, looked)
    )
    return Trail(acts, looks)


def trail_of(session: Session, household: Household, people: Sequence[Member]) -> Trail:
    """What the audit has of a household and its members."""
    entry = AuditEntry
    return trail_about(
        session,
        or_(
            and_(entry.subject_type == "household", entry.subject_id == household.public_id),
            and_(entry.subject_type == "member", entry.subject_id.in_([one.public_id for one in people])),
        ),
    )


def events_of(session: Session, household: Household) -> Sequence[HouseholdEvent]:
    """What happened to a household."""
    return session.scalars(select(HouseholdEvent).where(HouseholdEvent.household_id == household.id)).all()


def tell(
    events: Iterable[HouseholdEvent], trail: Trail, people: Iterable[Member], gazetteer: Gazetteer
) -> tuple[list[Told], list[Told]]:
    """What happened and who did what, one line for one act; and who saw it. Newest first."""
    names = {one.public_id: one.full_name for one in people}
    lines, along = [], set()
    for event in events:
        first = _first_member(event, trail.acts) if event.kind == "registered" else None
        if first is not None:
            along.add(first.id)
        lines.append(_happened(event, names.get(first.subject_id, "") if first else event.note, gazetteer))
    acts = [one for one in trail.acts if one.action not in TOLD_AS_EVENTS and one.id not in along]
    lines += [told_entry(one, words.say_entry(one, names.get(one.subject_id, ""))) for one in acts]
    looks = [told_entry(one, words.say_entry(one, names.get(one.subject_id, ""))) for one in trail.looks]
    return newest_first(lines), looks


def told_entry(entry: AuditEntry, said: str) -> Told:
    """A line for an act of the audit."""
    return Told(entry.at.astimezone(LIMA).date(), said, entry.actor, entry.at, entry.reason)


def newest_first(lines: Iterable[Told]) -> list[Told]:
    """By the day it was, and of one day by when it was written down."""
    return sorted(lines, key=lambda one: (one.on, one.at.timestamp() if one.at else 0), reverse=True)


def _first_member(event: HouseholdEvent, acts: Iterable[AuditEntry]) -> AuditEntry | None:
    """Who was registered together with her household."""
    together = [
        one
        for one in acts
        if one.action == "member.create"
        and one.actor == event.recorded_by
        and abs(one.at - event.recorded_at) < ONE_ACT
    ]
    return min(together, key=lambda one: one.id, default=None)


def _happened(event: HouseholdEvent, name: str, gazetteer: Gazetteer) -> Told:
    came = event.from_district
    place = gazetteer.full(came[:4], came) if came else ""
    said = words.say_event(event.kind, name, place)
    # Of who came or went the note is the name.
    note = "" if event.kind in words.OF_A_PERSON else event.note
    return Told(event.occurred_on, said, event.recorded_by, event.recorded_at, note, event=True)
