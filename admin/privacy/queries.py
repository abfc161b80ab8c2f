"""Reading the requests of people about their data, and who of the registry may have sent one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from admin.households.models import Household, Member, MemberWord
from admin.households.values import name_words
from admin.privacy.models import PrivacyCase
from catalog.privacy.models import PrivacyRequest

PAGE = 50
MOST_ALIKE = 6
_DUE = func.coalesce(PrivacyCase.due_on, PrivacyRequest.due_on)
_OPEN = or_(PrivacyCase.id.is_(None), PrivacyCase.state == "open")


@dataclass(frozen=True)
class Row:
    """A request with its case; there is none until somebody acts on it."""

    asked: PrivacyRequest
    case: PrivacyCase | None

    @property
    def state(self) -> str:
        """One of the states of a case."""
        return self.case.state if self.case else "open"

    @property
    def due_on(self) -> date:
        """The last day to answer, extended or not."""
        return self.case.due_on if self.case else self.asked.due_on

    @property
    def version(self) -> int:
        """What a form of the case carries."""
        return self.case.version if self.case else 0


@dataclass(frozen=True)
class Page:
    """One page of the inbox; `after` is the number that the next one begins behind."""

    rows: Sequence[Row]
    total: int
    after: str = ""


@dataclass(frozen=True)
class Alike:
    """Somebody of the registry who may have asked, and whether the document says so."""

    member: Member
    household: Household
    by_document: bool


def inbox(session: Session, *, answered: bool, after: str = "") -> Page:
    """The requests that wait, the most urgent first; or the answered ones, the last first."""
    joined = select(PrivacyRequest, PrivacyCase).outerjoin(
        PrivacyCase, PrivacyCase.request_id == PrivacyRequest.id
    )
    wanted = joined.where(PrivacyCase.state != "open") if answered else joined.where(_OPEN)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    edge = find(session, after) if after else None
    place = (
        tuple_(PrivacyCase.answered_at, PrivacyRequest.id) if answered else tuple_(_DUE, PrivacyRequest.id)
    )
    if edge is not None:
        at = edge.case.answered_at if answered and edge.case else edge.due_on
        here = tuple_(at, edge.asked.id)
        wanted = wanted.where(place < here if answered else place > here)
    order = (
        (PrivacyCase.answered_at.desc(), PrivacyRequest.id.desc()) if answered else (_DUE, PrivacyRequest.id)
    )
    found = [Row(asked, case) for asked, case in session.execute(wanted.order_by(*order).limit(PAGE + 1))]
    return Page(found[:PAGE], total, found[PAGE - 1].asked.public_id if len(found) > PAGE else "")


def find(session: Session, number: str) -> Row | None:
    """A request by the number of its receipt."""
    query = (
        select(PrivacyRequest, PrivacyCase)
        .outerjoin(PrivacyCase, PrivacyCase.request_id == PrivacyRequest.id)
        .where(PrivacyRequest.public_id == number)
    )
    row = session.execute(query).one_or_none()
    return Row(*row) if row else None


def member_of(session: Session, case: PrivacyCase | None) -> Member | None:
    """Whom of the registry the person turned out to be."""
    return session.get(Member, case.member_id) if case and case.member_id else None


def may_be(session: Session, asked: PrivacyRequest, name: str = "") -> list[Alike]:
    """Who of the registry may have asked: the same document, or all the words of the name."""
    words = name_words(name or asked.full_name)[:6]
    same = Member.dni_digest == asked.document_digest if asked.document_digest else None
    named = [Member.id.in_(select(MemberWord.member_id).where(MemberWord.word == word)) for word in words]
    joined = select(Member, Household).join(Household, Household.id == Member.household_id)
    joined = joined.where(Member.merged_into_id.is_(None)).order_by(Member.id).limit(MOST_ALIKE)
    found: dict[int, Alike] = {}
    if same is not None:
        found |= {one.id: Alike(one, home, True) for one, home in session.execute(joined.where(same))}
    if named:
        for one, home in session.execute(joined.where(*named)):
            found.setdefault(one.id, Alike(one, home, False))
    return list(found.values())[:MOST_ALIKE]
