"""Making one of two: nothing is deleted, the other is only pointed from."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.titulars import is_same_person
from admin.enterprises.models import EnterpriseMember
from admin.households.models import Household, HouseholdEvent, Member
from admin.households.values import name_key, name_words, sound_key
from admin.members.operations import keep_name, note_event, settle
from core import audit
from core.audit import Actor
from core.clock import now, today
from core.errors import ConflictError, InputError
from core.scoping import everything

HOUSEHOLD_FACTS = ("code", "area", "joined_year")
MEMBER_FACTS = (
    "surnames", "given_names", "dni", "phone", "sex", "born_on", "mother_tongue", "schooling", "disability",
    "cares_for_children", "entrepreneur",
)  # fmt: skip


def merge_households(
    session: Session,
    kept: Household,
    other: Household,
    theirs: set[str],
    *,
    versions: tuple[int, int],
    by: Actor,
) -> None:
    """Make one household of two in the first; of the facts in `theirs` the other's stay.

    The people of the other and what happened to it come along. Raises ConflictError where either changed meanwhile.
    """
    _check(kept, other, versions)
    chosen = {name: getattr(other, name) for name in HOUSEHOLD_FACTS if name in theirs}
    other.merged_into_id, other.updated_at = kept.id, now()
    # The code stands once among those that are not merged: the other gives it up first.
    session.flush()
    _take(kept, chosen)
    moved = _rows(session, Member, other)
    for row in (*moved, *_rows(session, HouseholdEvent, other)):
        row.household_id, row.district_code = kept.id, kept.district_code
    session.flush()
    note_event(session, kept, "merged", today(), "", by)
    kept.updated_at = now()
    session.flush()
    for row in moved:
        settle(session, kept, row)
    settle(session, kept, None)
    audit.record(
        session, "household.merge", kept, by=by, changes={"other": other.public_id, **dict.fromkeys(chosen)}
    )
    audit.record(session, "household.merged", other, by=by, changes={"into": kept.public_id})


def merge_members(
    session: Session, kept: Member, other: Member, theirs: set[str], *, versions: tuple[int, int], by: Actor
) -> None:
    """Make one member of two in the first; of the facts in `theirs` the other's stay, and her enterprises come along.

    Raises ConflictError where either changed meanwhile, and InputError where she would be of no household any more.
    """
    _check(kept, other, versions)
    if kept.left_on is not None and other.left_on is None:
        raise InputError(
            "La primera ficha es de quien ya dejó su hogar. Déjela como segunda, para que siga en el suyo."
        )
    chosen = {name: getattr(other, name) for name in MEMBER_FACTS if name in theirs}
    digest = other.dni_digest
    other.merged_into_id, other.updated_at = kept.id, now()
    session.flush()
    _take(kept, chosen)
    if "dni" in chosen:
        kept.dni_digest = digest
    words, was = name_words(f"{kept.surnames} {kept.given_names}"), kept.name_key
    kept.name_key, kept.sound_key, kept.updated_at = name_key(words), sound_key(words), now()
    keep_name(_household(session, kept), kept, was)
    session.flush()
    with everything(session, "her enterprises are hers wherever they are"):
        _hand_links(session, kept, other)
        is_same_person(session, kept.id, other.id)
    for one in (kept, other):
        settle(session, _household(session, one), one)
    audit.record(
        session, "member.merge", kept, by=by, changes={"other": other.public_id, **dict.fromkeys(chosen)}
    )
    audit.record(session, "member.merged", other, by=by, changes={"into": kept.public_id})


def _hand_links(session: Session, kept: Member, other: Member) -> None:
    """Where both are behind one enterprise the other's link ends; else it is the kept one's from now on."""
    query = select(EnterpriseMember).where(EnterpriseMember.member_id.in_((kept.id, other.id)))
    links = session.scalars(query.order_by(EnterpriseMember.id)).all()
    mine = {link.record_id: link for link in links if link.member_id == kept.id and link.left_on is None}
    for link in (one for one in links if one.member_id == other.id):
        double = mine.get(link.record_id)
        if double is None or link.left_on is not None:
            link.member_id = kept.id
            continue
        link.left_on, was_titular = today(), link.titular
        session.flush()
        double.titular = double.titular or was_titular
    session.flush()


def _rows(session: Session, model: type[Any], household: Household) -> Sequence[Any]:
    return session.scalars(select(model).where(model.household_id == household.id)).all()


def _household(session: Session, member: Member) -> Household:
    return session.scalars(select(Household).where(Household.id == member.household_id)).one()


def _check(kept: Any, other: Any, versions: tuple[int, int]) -> None:
    if kept.id == other.id:
        raise InputError("Es la misma ficha. Elija otra.")
    if kept.merged_into_id is not None or other.merged_into_id is not None:
        raise ConflictError
    if (kept.version, other.version) != versions:
        raise ConflictError


def _take(kept: Any, chosen: Mapping[str, Any]) -> None:
    for name, value in chosen.items():
        if getattr(kept, name) != value:
            setattr(kept, name, value)
