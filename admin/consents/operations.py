"""Recording and withdrawing consent, field by field."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.consents.models import CHANNELS, FIELDS, Consent, ConsentText
from admin.consents.projection import project, text_in_force
from admin.consents.queries import titular_id
from admin.enterprises.models import EnterpriseRecord
from catalog.enterprises.models import Enterprise
from core import audit
from core.audit import Actor
from core.clock import LIMA, now, today
from core.errors import InputError


def add_consent_text(
    session: Session, version: str, words: str, *, approved_by: str, by: Actor
) -> ConsentText:
    """Add a version of the words read aloud; the newest one is read from then on."""
    if session.scalar(select(ConsentText.id).where(ConsentText.version == version)) is not None:
        raise InputError(f'La versión "{version}" ya existe. Use otro nombre.')
    if len(words.strip()) < 40:
        raise InputError("El texto del consentimiento está vacío o es demasiado corto.")
    text = ConsentText(version=version, words=words.strip(), approved_by=approved_by, recorded_at=now())
    session.add(text)
    session.flush()
    audit.record(
        session, "consent_text.add", text, by=by, changes={"version": version, "approved_by": approved_by}
    )
    return text


def give_consent(
    session: Session, record: EnterpriseRecord, field: str, *, given_on: date, channel: str, by: Actor
) -> None:
    """Record that the producer agrees to show one field, and show it; saying it twice changes nothing."""
    if field not in FIELDS:
        raise InputError(f"El dato debe ser uno de: {', '.join(FIELDS)}.")
    if channel not in CHANNELS:
        raise InputError(f"El medio debe ser uno de: {', '.join(CHANNELS)}.")
    if given_on > today():
        raise InputError("La fecha del consentimiento no puede ser futura.")
    text_id = text_in_force(session, session.get_one(Enterprise, record.enterprise_id))
    if text_id is None:
        raise InputError("Todavía no hay un texto de consentimiento aprobado: no se puede registrar ninguno.")
    if _standing(session, record, field) is not None:
        return
    titular = titular_id(session, record)
    if record.face_of.get(field, titular) != titular:
        raise InputError("Lo guardado es de la persona titular anterior. Anote antes lo de la nueva.")
    _check_day(session, record, field, text_id, given_on)
    consent = Consent(
        record_id=record.id,
        member_id=titular,
        field=field,
        text_id=text_id,
        given_on=given_on,
        channel=channel,
        taken_by=by.name,
        recorded_at=now(),
    )
    session.add(consent)
    session.flush()
    audit.record(session, "consent.give", record, by=by, changes={"field": field, "channel": channel})
    project(session, record)


def withdraw_consent(
    session: Session, record: EnterpriseRecord, field: str, *, by: Actor, reason: str = ""
) -> bool:
    """Close a consent and take the field off the public side at once; False where none stood."""
    consent = _standing(session, record, field)
    if consent is None:
        return False
    consent.withdrawn_at, consent.withdrawn_by = now(), by.name
    session.flush()
    audit.record(session, "consent.withdraw", record, by=by, changes={"field": field}, reason=reason)
    project(session, record)
    return True


def _check_day(session: Session, record: EnterpriseRecord, field: str, text_id: int, given_on: date) -> None:
    """Nobody agreed before the words were there to be read, nor to what was withdrawn after that."""
    if given_on < session.get_one(ConsentText, text_id).recorded_at.astimezone(LIMA).date():
        raise InputError("Ese día todavía no existía el texto que se le lee. Revise la fecha.")
    last = session.scalar(
        select(func.max(Consent.withdrawn_at)).where(Consent.record_id == record.id, Consent.field == field)
    )
    if last is not None and given_on < last.astimezone(LIMA).date():
        raise InputError(
            "Ese día es anterior al retiro de ese dato. Pregúntele otra vez y ponga el día de hoy."
        )


def _standing(session: Session, record: EnterpriseRecord, field: str) -> Consent | None:
    return session.scalar(
        select(Consent).where(
            Consent.record_id == record.id, Consent.field == field, Consent.withdrawn_at.is_(None)
        )
    )
