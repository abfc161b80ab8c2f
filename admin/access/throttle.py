"""How often somebody may try to be an account: counted in the database, for all processes and addresses together."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from admin.access.models import SignInFailure
from core.clock import now
from core.crypto import vault
from core.db import take_turns

WINDOW = timedelta(minutes=15)
ALLOWED = 5
KEPT = timedelta(days=1)

PASSWORD = "password"  # noqa: S105 the name of an act
CODE = "code"
RESET = "reset"


def begin_attempt(session: Session, act: str, email: str) -> bool:
    """Count an attempt before it is looked at; False where there were too many. It is the same whoever exists.

    Commit before looking: what many try at once is counted all the same, and no lock is held meanwhile.
    """
    whose = _whose(act, email)
    take_turns(session, f"attempt {whose}")
    recent = select(func.count()).where(SignInFailure.whose == whose, SignInFailure.at > now() - WINDOW)
    if session.scalars(recent).one() >= ALLOWED:
        return False
    session.execute(delete(SignInFailure).where(SignInFailure.at < now() - KEPT))
    session.add(SignInFailure(whose=whose, at=now()))
    return True


def forget(session: Session, email: str) -> None:
    """Whoever proved who she is begins anew."""
    whose = [_whose(act, email) for act in (PASSWORD, CODE)]
    session.execute(delete(SignInFailure).where(SignInFailure.whose.in_(whose)))


def _whose(act: str, email: str) -> str:
    return vault().digest(f"attempt {act}", email)
