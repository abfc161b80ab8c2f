"""Who is signed in: a random token in the browser's session, everything else in a row of ours.

The row and its account are read anew with each request, so that a session that was ended, an account that was
suspended and a role that was changed count at once.
"""

import secrets
from datetime import datetime, timedelta

import structlog
from flask import Flask, Request, Response, current_app, g
from flask import session as cookie
from flask_login import LoginManager
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, contains_eager

from admin.access.models import Account, AccountSession
from core.clock import now
from core.config import Settings
from core.crypto import vault
from core.db import db

log = structlog.get_logger()

IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
# How often at most it is written down that a session was used.
NOTED_EVERY = timedelta(minutes=1)
TOKEN = "acceso"  # noqa: S105 the name of a place
_DEVICE_LENGTH = 80


class _Manager(LoginManager):  # type: ignore[misc]  # the package is not annotated
    """Flask-Login, asked by the pages of staff alone: public pages never look for a session."""

    def look(self) -> None:
        """Find out anew who is asking."""
        self._load_user()


def init_app(app: Flask) -> None:
    """Let Flask-Login find accounts by the token of their session.

    Its `init_app` would read the cookie at every answer, and public pages are the same for everyone.
    """
    manager = _Manager(add_context_processor=False)
    manager.request_loader(_account_of)
    app.login_manager = manager  # type: ignore[attr-defined]  # where Flask-Login looks for it


def look() -> Account | None:
    """The account that is signed in where this request comes from, read from the database now."""
    manager: _Manager = current_app.login_manager  # type: ignore[attr-defined]  # Flask-Login's place
    manager.look()
    found: AccountSession | None = g.get("account_session")
    return found.account if found else None


def current_session() -> AccountSession:
    """The session of this request; only behind `requires`."""
    found: AccountSession = g.account_session
    return found


def _account_of(_request: Request) -> Account | None:
    g.account_session = find(db.session(), cookie.get(TOKEN, ""))
    return g.account_session.account if g.account_session else None


def find(session: Session, token: str) -> AccountSession | None:
    """The session of a token, with its account, where it still holds."""
    if not token:
        return None
    asked = (
        select(AccountSession)
        .join(AccountSession.account)
        .where(AccountSession.token_digest == digest_of(token))
        .options(contains_eager(AccountSession.account).joinedload(Account.unit))
    )
    found = session.scalars(asked).one_or_none()
    return found if found is not None and holds(found, now()) else None


def owner_of(session: Session, token: str) -> str:
    """Whose session a token was, even if it has ended: the account's public id, or nothing."""
    asked = select(Account.public_id).join(AccountSession, AccountSession.account_id == Account.id)
    return session.scalar(asked.where(AccountSession.token_digest == digest_of(token))) or "" if token else ""


def holds(found: AccountSession, at: datetime) -> bool:
    """Whether a session may still be used."""
    settings: Settings = current_app.config["SETTINGS"]
    account = found.account
    return (
        found.ended_at is None
        and account.suspended_at is None
        and found.seen_at + IDLE > at
        and found.began_at + LONGEST > at
        and not (account.demo and not demo_is_open(settings))
    )


def demo_is_open(settings: Settings) -> bool:
    """Whether accounts of the demo may be used at all."""
    return settings.demo and settings.app_env != "production"


def begin(session: Session, account: Account, device: str) -> str:
    """A new session of an account; the token for its browser."""
    token = secrets.token_urlsafe(32)
    at = now()
    session.add(
        AccountSession(
            account_id=account.id,
            token_digest=digest_of(token),
            device=device[:_DEVICE_LENGTH],
            began_at=at,
            seen_at=at,
        )
    )
    return token


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return vault().digest("session", token)


def end_all(session: Session, account: Account, why: str, *, but: AccountSession | None = None) -> None:
    """End the sessions of an account, all or all but one."""
    theirs = update(AccountSession).where(
        AccountSession.account_id == account.id, AccountSession.ended_at.is_(None)
    )
    if but is not None:
        theirs = theirs.where(AccountSession.id != but.id)
    session.execute(theirs.values(ended_at=now(), ended_why=why))


def note_use(response: Response) -> None:
    """After the answer has gone out, write down that its session was used, once a minute at most."""
    used = current_session()
    at = now()
    if at - used.seen_at < NOTED_EVERY:
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 werkzeug's way
    number = used.id

    def write() -> None:
        seen = update(AccountSession).where(AccountSession.id == number, AccountSession.seen_at < at)
        try:
            with app.app_context(), db.engine.begin() as connection:
                connection.execute(seen.values(seen_at=at))
        except OperationalError as error:
            # The next request will tell it.
            log.warning("use of a session not written", error=type(error).__name__)

    response.call_on_close(write)
