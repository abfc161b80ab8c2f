"""What consent lets out: the one place that writes a producer's name, portrait, story or phone into the public wing."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from admin.consents.models import DEMO_VERSION, Consent, ConsentText
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.portraits import show_portrait
from catalog.enterprises.models import Enterprise, PublicContact


def text_in_force(session: Session, enterprise: Enterprise) -> int | None:
    """The id of the approved words that hold for an enterprise now; the demo's hold for its own people only."""
    query = select(ConsentText.id).order_by(ConsentText.id.desc()).limit(1)
    return session.scalar(query if enterprise.demo else query.where(ConsentText.version != DEMO_VERSION))


def standing_fields(session: Session, record: EnterpriseRecord) -> set[str]:
    """The fields its owner consents to show now; none while no consent text has been approved."""
    if text_in_force(session, session.get_one(Enterprise, record.enterprise_id)) is None:
        return set()
    query = select(Consent.field).where(Consent.record_id == record.id, Consent.withdrawn_at.is_(None))
    return set(session.scalars(query))


def project(session: Session, record: EnterpriseRecord) -> None:
    """Make the public side show exactly what is consented and published, in the caller's transaction."""
    enterprise = session.get_one(Enterprise, record.enterprise_id)
    allowed = standing_fields(session, record) if enterprise.status == "published" else set()
    enterprise.producer_name = record.producer_name if "name" in allowed else ""
    enterprise.story = record.story if "story" in allowed else ""
    show_portrait(session, enterprise, record.portrait_token if "portrait" in allowed else None)
    phone = record.whatsapp if "phone" in allowed else ""
    contact = session.get(PublicContact, enterprise.id)
    if not phone:
        session.execute(delete(PublicContact).where(PublicContact.enterprise_id == enterprise.id))
    elif contact is None:
        session.add(PublicContact(enterprise_id=enterprise.id, phone=phone))
    else:
        contact.phone = phone
    session.flush()
