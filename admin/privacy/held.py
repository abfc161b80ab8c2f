"""All that is held about one person, in words: what she gets when she asks to see her data.

Of her household there is what is its own, and of the others who live there nothing: they may ask for theirs. A
column that is added to a member must be said here, or stand in LEFT_OUT with its reason: a test looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from admin.consents.models import Consent, ConsentText
from admin.enterprises import words as enterprise_words
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord
from admin.households import words
from admin.households.models import Household, HouseholdEvent, Member
from catalog.places.queries import Gazetteer, gazetteer
from catalog.privacy.forms import kind_words
from catalog.privacy.models import PrivacyRequest
from catalog.reports.queries import say_number
from core.clock import LIMA
from core.i18n import say_date

# Of a member's columns, those that say nothing of the person, or say it in another column's words.
LEFT_OUT = {
    "id": "a number of ours",
    "public_id": "a number of ours",
    "form_key": "of the form that made the row",
    "household_id": "the household is told by itself",
    "province_code": "told with the district",
    "name_key": "made of her name",
    "sound_key": "made of her name",
    "dni_digest": "made of her DNI",
    "merged_into_id": "doubles are told as one person",
    "version": "counts changes",
}
Line = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """One chapter of what is held; without lines it says that there is nothing."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Person:
    """Somebody with all rows that are hers: doubles that were made one, and the enterprises she is or was behind."""

    member: Member
    rows: Sequence[Member]
    households: Sequence[Household]
    links: Sequence[tuple[EnterpriseMember, EnterpriseRecord]]


def person_of(session: Session, member: Member) -> Person:
    """A member with what belongs to her."""
    rows = session.scalars(
        select(Member)
        .where(or_(Member.id == member.id, Member.merged_into_id == member.id))
        .order_by(Member.id)
    ).all()
    homes = [one.household_id for one in rows]
    households = session.scalars(
        select(Household).where(or_(Household.id.in_(homes), Household.merged_into_id.in_(homes)))
    ).all()
    links = session.execute(
        select(EnterpriseMember, EnterpriseRecord)
        .join(EnterpriseRecord, EnterpriseRecord.id == EnterpriseMember.record_id)
        .where(EnterpriseMember.member_id.in_([one.id for one in rows]))
        .options(joinedload(EnterpriseRecord.enterprise))
        .order_by(EnterpriseMember.id)
    ).all()
    return Person(member, rows, households, [(link, record) for link, record in links])


def parts(session: Session, person: Person, *, dni: bool) -> list[Part]:
    """The chapters; the DNI is covered unless `dni`, which only the file for herself asks for."""
    places = gazetteer(session)
    records = [record for _link, record in person.links]
    return [
        *(Part(_("Sus datos"), _facts(one, places, dni=dni)) for one in person.rows),
        *(Part(_("Su hogar"), _home(one, places)) for one in person.households),
        Part(_("Lo que pasó con su hogar"), _events(session, person, places)),
        *(
            Part(_("Su emprendimiento"), _enterprise(person, link, record, places, dni))
            for link, record in person.links
        ),
        Part(_("Lo que autorizó mostrar"), _consents(session, person)),
        Part(_("Planes de negocio"), _plans(session, records)),
        Part(_("Lo que pidió sobre sus datos"), _requests(session, person)),
    ]


def say_day(value: date | datetime | None) -> str:
    """A day as these pages say it."""
    if isinstance(value, datetime):
        value = value.astimezone(LIMA).date()
    return say_date(value) if value else ""


def _facts(member: Member, places: Gazetteer, *, dni: bool) -> list[Line]:
    known, answers = words.fields(), words.yes_or_no()
    said: dict[str, Any] = {
        "surnames": member.surnames,
        "given_names": member.given_names,
        "dni": (member.dni or "") if dni else words.mask(member.dni),
        "phone": member.phone,
        "born_on": say_day(member.born_on),
        "sex": words.sexes().get(member.sex, ""),
        "mother_tongue": words.tongues().get(member.mother_tongue, ""),
        "schooling": words.schooling().get(member.schooling, ""),
        "disability": answers.get(words.say_answer(member.disability), ""),
        "cares_for_children": answers.get(words.say_answer(member.cares_for_children), ""),
        "entrepreneur": answers[words.say_answer(member.entrepreneur)],
        "district_code": places.full(member.province_code, member.district_code),
    }
    own = {
        "left_on": (_("Dejó el hogar el"), say_day(member.left_on)),
        "created_at": (_("Registrada el"), say_day(member.created_at)),
        "updated_at": (_("Último cambio"), say_day(member.updated_at)),
    }
    return [(known[name], value) for name, value in said.items()] + list(own.values())


def _home(home: Household, places: Gazetteer) -> list[Line]:
    return [
        (_("Código de hogar"), home.code),
        (_("Distrito"), places.full(home.province_code, home.district_code)),
        (_("Zona"), words.areas().get(home.area, "")),
        (_("En Juntos desde"), str(home.joined_year or "")),
        (_("Salió de Juntos el"), say_day(home.left_on)),
        (_("Por qué salió"), home.left_why),
    ]


def _events(session: Session, person: Person, places: Gazetteer) -> list[Line]:
    homes = [home.id for home in person.households]
    query = select(HouseholdEvent).where(HouseholdEvent.household_id.in_(homes)).order_by(HouseholdEvent.id)
    # A note of who passed to where names others.
    mine = {one.full_name for one in person.rows}
    return [(say_day(one.occurred_on), _event(one, places, mine)) for one in session.scalars(query)]


def _event(event: HouseholdEvent, places: Gazetteer, mine: set[str]) -> str:
    said = [words.events()[event.kind]]
    if event.from_district:
        said.append(_("desde %(place)s", place=places.full(event.from_district[:4], event.from_district)))
    if event.note and (event.kind in ("moved", "left", "returned") or event.note in mine):
        said.append(event.note)
    return ", ".join(said)


def _enterprise(
    person: Person, link: EnterpriseMember, record: EnterpriseRecord, places: Gazetteer, dni: bool
) -> list[Line]:
    known, answers = enterprise_words.fields(), words.yes_or_no()
    lines = [
        (known["name"], record.enterprise.name),
        (_("Usted es"), _("titular") if link.titular else _("parte del grupo")),
        (_("Desde"), say_day(link.joined_on)),
        (_("Hasta"), say_day(link.left_on)),
    ]
    ruc = (record.ruc or "") if dni else enterprise_words.mask(record.ruc)
    known_by = [(known["ruc"], ruc)] if _is_her_ruc(person, link, record) else []
    if not link.titular:
        return lines + known_by + _face(person, link, record)
    return [
        *lines,
        (known["district_code"], places.full(record.province_code, record.district_code)),
        (known["stage"], enterprise_words.stages().get(record.stage, "")),
        (known["started_year"], str(record.started_year or "")),
        (known["digital_maturity"], "" if record.digital_maturity is None else f"{record.digital_maturity}"),
        (
            known["logistic_maturity"],
            "" if record.logistic_maturity is None else f"{record.logistic_maturity}",
        ),
        (known["gap"], enterprise_words.gaps().get(record.gap, "")),
        (known["area"], words.areas().get(record.area, "")),
        *known_by,
        (known["in_association"], answers.get(words.say_answer(record.in_association), "")),
        (known["has_account"], answers.get(words.say_answer(record.has_account), "")),
        *_face(person, link, record),
    ]


def _is_her_ruc(person: Person, link: EnterpriseMember, record: EnterpriseRecord) -> bool:
    """A person's RUC holds her DNI: told to nobody else; an association's is told to who leads it."""
    ruc = record.ruc or ""
    if not ruc.startswith("10"):
        return link.titular
    return ruc[2:10] in {one.dni for one in person.rows}


def _face(person: Person, link: EnterpriseMember, record: EnterpriseRecord) -> list[Line]:
    """Of what may be shown of a producer what is hers, also after another one is titular."""
    mine, titular = {one.id for one in person.rows}, link.titular and link.left_on is None
    said = {
        "name": (_("Nombre para mostrar"), record.producer_name),
        "story": (_("Historia"), record.story),
        "phone": (_("WhatsApp"), record.whatsapp),
        "portrait": (_("Retrato"), _("sí, hay una foto") if record.portrait_token else ""),
    }
    return [
        line
        for field, line in said.items()
        if (record.face_of[field] in mine if field in record.face_of else titular)
    ]


def _consents(session: Session, person: Person) -> list[Line]:
    """What she agreed to, and what stands unsigned at an enterprise that she leads."""
    led = [record.id for link, record in person.links if link.titular]
    hers = or_(
        Consent.member_id.in_([one.id for one in person.rows]),
        and_(Consent.member_id.is_(None), Consent.record_id.in_(led)),
    )
    query = (
        select(Consent, ConsentText.version)
        .join(ConsentText, ConsentText.id == Consent.text_id)
        .where(hers)
        .order_by(Consent.id)
    )
    return [
        (
            enterprise_words.shown_fields()[one.field].capitalize(),
            _("desde el %(day)s, texto %(version)s", day=say_day(one.given_on), version=version)
            + (_("; retirado el %(day)s", day=say_day(one.withdrawn_at)) if one.withdrawn_at else ""),
        )
        for one, version in session.execute(query)
    ]


def _plans(session: Session, records: Sequence[EnterpriseRecord]) -> list[Line]:
    query = select(BusinessPlan).where(BusinessPlan.record_id.in_([one.id for one in records]))
    return [(say_day(one.made_on), one.file_name) for one in session.scalars(query.order_by(BusinessPlan.id))]


def requests_of(session: Session, person: Person) -> Sequence[PrivacyRequest]:
    """What came with her document."""
    digests = [one.dni_digest for one in person.rows if one.dni_digest]
    query = select(PrivacyRequest).where(PrivacyRequest.document_digest.in_(digests))
    return session.scalars(query.order_by(PrivacyRequest.id)).all()


def _requests(session: Session, person: Person) -> list[Line]:
    return [
        (say_day(one.received_at), f"{kind_words()[one.kind]} (N.° {say_number(one.public_id)})")
        for one in requests_of(session, person)
    ]
