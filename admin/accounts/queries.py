"""Reading accounts: the list with its filters, and one with its sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from admin.access.models import Account, AccountSession
from admin.access.permissions import STAFF, Role
from admin.territories.models import TerritorialUnit
from core.text import clean, fold

NONE = "ninguna"
ROLE_WORDS = {
    "administracion": Role.ADMINISTRATOR,
    "nacional": Role.NATIONAL,
    "jefatura": Role.UNIT_HEAD,
    "gestor": Role.FIELD_AGENT,
    "comunicacion": Role.COMMUNICATION,
    "lectura": Role.READER,
}
STATES = ("activa", "invitada", "suspendida")


def state_of(account: Account) -> str:
    """One of STATES."""
    if account.suspended_at is not None:
        return "suspendida"
    return "activa" if account.password else "invitada"


@dataclass(frozen=True)
class Filters:
    """What of the list is asked for; what the address says and nobody knows counts for nothing."""

    role: str = ""
    unit: str = ""
    state: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.role or self.unit or self.state or self.words)


def read_filters(asked: Mapping[str, str], units: list[tuple[str, str]]) -> Filters:
    """The filters of an address."""
    role, unit, state = asked.get("rol", ""), asked.get("unidad", ""), asked.get("estado", "")
    return Filters(
        role=role if role in ROLE_WORDS else "",
        unit=unit if unit == NONE or unit in dict(units) else "",
        state=state if state in STATES else "",
        words=clean(asked.get("q", ""))[:80],
    )


def accounts(session: Session, filters: Filters) -> list[Account]:
    """The staff whom the filters ask for, by name: some hundreds at most, so that words are looked for here."""
    asked = select(Account).where(Account.role.in_(STAFF)).options(joinedload(Account.unit))
    if filters.role:
        asked = asked.where(Account.role == ROLE_WORDS[filters.role])
    if filters.unit == NONE:
        asked = asked.where(Account.unit_id.is_(None))
    elif filters.unit:
        asked = asked.join(Account.unit).where(TerritorialUnit.public_id == filters.unit)
    words = fold(filters.words).split()
    found = [
        one
        for one in session.scalars(asked)
        if (not filters.state or state_of(one) == filters.state)
        and all(word in fold(f"{one.name} {one.email}") for word in words)
    ]
    return sorted(found, key=lambda one: (fold(one.name), one.id))


def account_by(session: Session, public_id: str) -> Account | None:
    """The staff account of a public id, with its unit."""
    asked = select(Account).where(Account.public_id == public_id, Account.role.in_(STAFF))
    return session.scalars(asked.options(joinedload(Account.unit))).one_or_none()


@dataclass(frozen=True)
class Use:
    """How an account is used: open sessions, and when it was last seen."""

    open: int
    seen_at: datetime | None


def use_of(session: Session, account: Account) -> Use:
    """How an account is used."""
    open_now = func.count().filter(AccountSession.ended_at.is_(None))
    asked = select(open_now, func.max(AccountSession.seen_at)).where(AccountSession.account_id == account.id)
    number, seen_at = session.execute(asked).one()
    return Use(number, seen_at)
