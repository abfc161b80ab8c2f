"""Answering what people ask about their data: who she is, more time once, and the answer, which is never changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.models import Member
from admin.privacy.emails import answer_letter, extension_letter
from admin.privacy.models import PrivacyCase
from catalog.privacy.models import PrivacyRequest
from catalog.privacy.terms import last_day
from core import audit
from core.audit import Actor
from core.clock import now, today
from core.contacts import email_in
from core.db import take_turns
from core.errors import ConflictError, InputError
from core.outbox import operations as outbox
from core.outbox.letters import Written


def check_identity(
    session: Session, asked: PrivacyRequest, how: str, member: Member | None, *, version: int, by: Actor
) -> None:
    """Write down how it was seen that she is who she says, and whom of the registry she is, if anybody."""
    case = _case(session, asked, version)
    case.identity_checked_at, case.identity_checked_by, case.identity_checked_how = now(), by.name, how
    case.member_id = member.id if member else None
    session.flush()
    changes = {"how": how, "member": member.public_id if member else None}
    audit.record(session, "privacy.identity", asked, by=by, changes=changes)


def extend(session: Session, asked: PrivacyRequest, why: str, *, version: int, by: Actor) -> bool:
    """Take as much time once more, before the term is over; whether she was told by e-mail."""
    case = _case(session, asked, version)
    if case.extended_until is not None:
        raise InputError("El plazo ya se amplió una vez. La ley no permite ampliarlo de nuevo.")
    if today() > case.due_on:
        raise InputError("El plazo ya venció: no se puede ampliar. Responda hoy mismo.")
    case.due_on = case.extended_until = last_day(asked.kind, case.due_on)
    case.extended_why = why
    session.flush()
    audit.record(
        session, "privacy.extend", asked, by=by, changes={"due_on": case.due_on.isoformat()}, reason=why
    )
    return _write(session, asked, extension_letter(asked.public_id, case.due_on, why), "privacy extension")


def answer(
    session: Session,
    asked: PrivacyRequest,
    words: str,
    *,
    granted: bool,
    through: str,
    version: int,
    by: Actor,
) -> None:
    """Answer for good: by e-mail from here, or noted as given; raises InputError, ConflictError."""
    case = _case(session, asked, version)
    if granted and case.identity_checked_at is None:
        raise InputError("Antes de aceptar el pedido anote cómo comprobó quién lo hace.")
    if through == "mail" and not email_in(asked.contact):
        raise InputError("No dejó correo. Elija por qué otro medio le respondió.")
    case.state = "granted" if granted else "refused"
    case.answer, case.answered_through = words, through
    case.answered_at, case.answered_by = now(), by.name
    session.flush()
    audit.record(
        session, "privacy.grant" if granted else "privacy.refuse", asked, by=by, changes={"through": through}
    )
    if through == "mail":
        _write(session, asked, answer_letter(asked.public_id, words), "privacy answer")


def reveal_document(session: Session, asked: PrivacyRequest, *, reason: str, by: Actor) -> str:
    """The document that a request was made with, with who saw it and why written down in the same transaction."""
    audit.record(session, "privacy.reveal_document", asked, by=by, reason=reason)
    return asked.document or ""


def note_copy(session: Session, member: Member, *, by: Actor) -> None:
    """Write down that a file with all that is held about somebody was taken for her."""
    audit.record(session, "privacy.copy", member, by=by)


def _case(session: Session, asked: PrivacyRequest, version: int) -> PrivacyCase:
    """The open case of a request as the form showed it, made where there is none; raises ConflictError."""
    take_turns(session, f"privacy case {asked.id}")
    case = session.scalar(select(PrivacyCase).where(PrivacyCase.request_id == asked.id))
    if (case.version if case else 0) != version:
        raise ConflictError
    if case is None:
        case = PrivacyCase(request_id=asked.id, due_on=asked.due_on)
        session.add(case)
        session.flush()
    if case.state != "open":
        raise InputError("Este pedido ya se respondió.")
    return case


def _write(session: Session, asked: PrivacyRequest, letter: Written, purpose: str) -> bool:
    address = email_in(asked.contact)
    if address:
        outbox.send(session, to=address, purpose=purpose, **vars(letter))
    return bool(address)
