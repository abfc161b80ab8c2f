"""The people behind an enterprise: who comes, who leaves and who is titular. Nobody's row is deleted."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.titulars import change_titular
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Member
from core import audit
from core.audit import Actor
from core.clock import today
from core.db import take_turns
from core.errors import ConflictError, InputError


def link_member(
    session: Session,
    record: EnterpriseRecord,
    member: Member,
    *,
    titular: bool = False,
    led: str | None = None,
    on: date | None = None,
    by: Actor,
) -> EnterpriseMember:
    """Put a member behind an enterprise; the first one is its titular. Raises InputError where she is there already.

    Of who becomes titular `led` says whose place she takes, as the page showed it: ConflictError where it is another.
    """
    take_turns(session, f"people of {record.public_id}")
    standing = standing_links(session, record)
    if any(link.member_id == member.id for link in standing):
        raise InputError("Esa persona ya participa en este emprendimiento.")
    titular = titular or not standing
    former = _step_down(session, standing, led) if titular else None
    link = EnterpriseMember(
        record_id=record.id, member_id=member.id, titular=titular, joined_on=on or today()
    )
    session.add(link)
    session.flush()
    if titular:
        change_titular(session, record, former, by=by)
    audit.record(session, "enterprise.link", record, by=by, changes={"member": member.public_id})
    return link


def unlink_member(
    session: Session,
    record: EnterpriseRecord,
    link: EnterpriseMember,
    *,
    on: date,
    reason: str,
    by: Actor,
    member: str,
) -> None:
    """Write down that somebody (`member`, her public id) takes no part any more.

    Raises InputError where she is the only one, or the titular while others stay.
    """
    take_turns(session, f"people of {record.public_id}")
    if link.left_on is not None:
        return
    others = [one for one in standing_links(session, record) if one.id != link.id]
    if not others:
        raise InputError("Es la única persona del emprendimiento. Agregue antes a quien lo lleva ahora.")
    if link.titular:
        raise InputError("Es titular. Elija antes a otra persona como titular.")
    if link.joined_on is not None and on < link.joined_on:
        raise InputError("Ese día es anterior a su ingreso. Revise la fecha.")
    link.left_on = on
    session.flush()
    audit.record(session, "enterprise.unlink", record, by=by, changes={"member": member}, reason=reason)


def make_titular(
    session: Session,
    record: EnterpriseRecord,
    link: EnterpriseMember,
    *,
    by: Actor,
    member: str,
    led: str | None = None,
) -> None:
    """Make somebody (`member`, her public id) who takes part the titular; `led` as in `link_member`.

    What the one before agreed to show is withdrawn.
    """
    take_turns(session, f"people of {record.public_id}")
    if link.left_on is not None:
        raise InputError("Ya no participa en el emprendimiento. Agréguela otra vez.")
    if link.titular:
        return
    former = _step_down(session, standing_links(session, record), led)
    link.titular = True
    session.flush()
    change_titular(session, record, former, by=by)
    audit.record(session, "enterprise.titular", record, by=by, changes={"member": member})


def standing_links(session: Session, record: EnterpriseRecord) -> list[EnterpriseMember]:
    """The links of those who take part now, in the order they came."""
    query = select(EnterpriseMember).where(
        EnterpriseMember.record_id == record.id, EnterpriseMember.left_on.is_(None)
    )
    return list(session.scalars(query.order_by(EnterpriseMember.id)))


def led_by(standing: Sequence[EnterpriseMember]) -> str:
    """Who is titular among these, as a form carries it; "" where nobody is."""
    return "".join(str(one.id) for one in standing if one.titular)


def _step_down(session: Session, standing: list[EnterpriseMember], led: str | None) -> int | None:
    """Whose place is taken; raises ConflictError where the page showed another."""
    if led is not None and led != led_by(standing):
        raise ConflictError
    former = next((one.member_id for one in standing if one.titular), None)
    for one in standing:
        one.titular = False
    session.flush()
    return former
