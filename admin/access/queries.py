"""Reading accounts and where they are signed in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from admin.access.models import Account, AccountSession
from admin.access.sessions import IDLE, LONGEST
from core.clock import now


def account_by_email(session: Session, email: str) -> Account | None:
    """The account of an e-mail, suspended or not."""
    return session.scalars(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def account_by_public_id(session: Session, public_id: str) -> Account | None:
    """The account of that name, suspended or not."""
    return session.scalars(select(Account).where(Account.public_id == public_id)).one_or_none()


def open_sessions(session: Session, account: Account) -> Sequence[AccountSession]:
    """Where an account is signed in now, the one used last first."""
    at = now()
    theirs = select(AccountSession).where(
        AccountSession.account_id == account.id,
        AccountSession.ended_at.is_(None),
        AccountSession.seen_at > at - IDLE,
        AccountSession.began_at > at - LONGEST,
    )
    return session.scalars(theirs.order_by(AccountSession.seen_at.desc(), AccountSession.id.desc())).all()


def own_session(session: Session, account: Account, public_id: str) -> AccountSession | None:
    """One session of this account; another's is as if it were not there."""
    theirs = select(AccountSession).where(
        AccountSession.account_id == account.id, AccountSession.public_id == public_id
    )
    return session.scalars(theirs).one_or_none()


def demo_accounts(session: Session) -> Sequence[Account]:
    """The accounts of the demo with their units, in the order they were made."""
    made = select(Account).where(Account.demo.is_(True)).options(joinedload(Account.unit))
    return session.scalars(made.order_by(Account.id)).all()
