"""Links by which a password is chosen: good once, and for some hours or days."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from admin.access.models import AccessLink, Account
from core import audit
from core.audit import Actor
from core.clock import now
from core.crypto import vault

INVITATION = "invitation"
RESET = "reset"
GOOD_FOR = {INVITATION: timedelta(days=7), RESET: timedelta(hours=2)}


def make_link(session: Session, account: Account, purpose: str, *, by: Actor) -> str:
    """The token of a new link; earlier ones stay good, since anybody may ask for one."""
    token = secrets.token_urlsafe(32)
    session.add(
        AccessLink(
            account_id=account.id,
            purpose=purpose,
            token_digest=_digest(token),
            created_at=now(),
            expires_at=now() + GOOD_FOR[purpose],
        )
    )
    audit.record(session, "account.link", account, by=by, changes={"purpose": purpose})
    return token


def find_link(session: Session, token: str) -> AccessLink | None:
    """The link of a token with its account, where it is still good and whoever owns it may come in."""
    asked = (
        select(AccessLink)
        .join(AccessLink.account)
        .where(AccessLink.token_digest == _digest(token), AccessLink.used_at.is_(None))
        .where(AccessLink.expires_at > now(), Account.suspended_at.is_(None), Account.demo.is_(False))
        .options(contains_eager(AccessLink.account))
    )
    return session.scalars(asked).one_or_none()


def use_link(session: Session, link: AccessLink) -> bool:
    """Use a link up, and with it all the others of its account; False for whoever comes second."""
    unused = update(AccessLink).where(AccessLink.id == link.id, AccessLink.used_at.is_(None))
    if session.execute(unused.values(used_at=now()).returning(AccessLink.id)).scalar() is None:
        return False
    take_back(session, link.account)
    return True


def take_back(session: Session, account: Account) -> None:
    """Let the links of an account be good no more: whoever may hold one is not known to be its owner."""
    theirs = update(AccessLink).where(AccessLink.account_id == account.id, AccessLink.used_at.is_(None))
    session.execute(theirs.values(used_at=now()))


def _digest(token: str) -> str:
    return vault().digest("link", token)
