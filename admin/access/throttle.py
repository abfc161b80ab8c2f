"""How often somebody may try to be an account: counted in the database, for all processes and addresses together."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from admin.access.models import SignInFailure
from core.clock import now
from core.crypto import vault
from core.db import take_turns
from core.throttling import neighbourhood

WINDOW = timedelta(minutes=15)
ALLOWED = 5
# Whoever guesses from one address keeps nobody out who is elsewhere; from many addresses this many are heard.
FROM_ANYWHERE = 20
KEPT = timedelta(days=1)

PASSWORD = "password"  # noqa: S105 the name of an act
CODE = "code"
RESET = "reset"
# The password again, asked of who is signed in: strangers at the door do not count against her.
PROOF = "proof"


def begin_attempt(session: Session, act: str, email: str, address: str = "") -> bool:
    """Count an attempt before it is looked at; False where there were too many. It is the same whoever exists.

    With an address, too many are those from there, and far more from anywhere. Commit before looking: what many try
    at once is counted all the same, and no lock is held meanwhile.
    """
    whose = _whose(act, email)
    take_turns(session, f"attempt {whose}")
    counted = {whose: FROM_ANYWHERE if address else ALLOWED}
    if address:
        counted[_whose(act, email, address)] = ALLOWED
    if any(_recent(session, one) >= most for one, most in counted.items()):
        return False
    session.execute(delete(SignInFailure).where(SignInFailure.at < now() - KEPT))
    session.add_all(SignInFailure(whose=one, at=now()) for one in counted)
    return True


def forget(session: Session, email: str, address: str = "") -> None:
    """Whoever proved who she is begins anew."""
    whose = [_whose(act, email) for act in (PASSWORD, CODE, PROOF)]
    if address:
        whose.append(_whose(PASSWORD, email, address))
    session.execute(delete(SignInFailure).where(SignInFailure.whose.in_(whose)))


def _recent(session: Session, whose: str) -> int:
    asked = select(func.count()).where(SignInFailure.whose == whose, SignInFailure.at > now() - WINDOW)
    return session.scalars(asked).one()


def _whose(act: str, email: str, address: str = "") -> str:
    return vault().digest(f"attempt {act}", f"{email} {neighbourhood(address)}" if address else email)
