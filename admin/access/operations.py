"""Signing in, signing out, and what changes how one does."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from admin.access import links, second_factor, sessions, throttle
from admin.access.models import AccessLink, Account, AccountSession
from admin.access.policies import actor_of
from admin.access.queries import account_by_email
from core import audit
from core.audit import Actor
from core.clock import now
from core.config import Settings

VISITOR = Actor("visitante")


@dataclass(frozen=True)
class Claim:
    """Who somebody says she is, and the password that is kept of that account; none where it may not come in."""

    account: Account | None
    kept: str


def claim(session: Session, settings: Settings, email: str) -> Claim:
    """Look an account up, before the password is looked at; for whom there is none the same is done."""
    account = account_by_email(session, email)
    if account is None or account.suspended_at is not None:
        return Claim(account, "")
    closed = account.demo and not sessions.demo_is_open(settings)
    return Claim(account, "" if closed else account.password)


def admit(session: Session, claimed: Claim, proven: str) -> Account | None:
    """The account of a claim that `passwords.proven` held true, if it is still as it was then.

    It is locked: whoever changes how it is entered ends the session that begins now, or is seen here.
    """
    account = claimed.account
    if account is None:
        return None
    session.refresh(account, with_for_update={"of": Account})
    if not proven or account.password != claimed.kept or account.suspended_at is not None:
        audit.record(session, "account.sign_in_failed", account, by=VISITOR)
        return None
    account.password = proven
    return account


def prove_code(session: Session, account: Account, typed: str) -> bool:
    """Whether this is a code of the account's telephone, or one of its recovery codes; it is used now."""
    session.refresh(account, with_for_update={"of": Account})
    if second_factor.use_code(session, account, typed):
        return True
    if len(second_factor.plain(typed)) == second_factor.RECOVERY_LENGTH and second_factor.use_recovery_code(
        session, account, typed
    ):
        audit.record(session, "account.recovery_code", account, by=actor_of(account))
        return True
    audit.record(session, "account.code_failed", account, by=VISITOR)
    return False


def sign_in(session: Session, account: Account, device: str, address: str) -> str:
    """Begin a session of an account that has proved itself; the token for its browser."""
    throttle.forget(session, account.email, address)
    audit.record(session, "account.sign_in", account, by=actor_of(account), changes={"device": device})
    return sessions.begin(session, account, device)


def sign_out(session: Session, used: AccountSession) -> None:
    """End the session that somebody leaves."""
    used.ended_at, used.ended_why = now(), "signed_out"
    audit.record(session, "account.sign_out", used.account, by=actor_of(used.account))


def end_session(session: Session, account: Account, ended: AccountSession) -> None:
    """End another session of one's own."""
    if ended.ended_at is None:
        ended.ended_at, ended.ended_why = now(), "closed"
        audit.record(session, "account.session_closed", account, by=actor_of(account))


def end_others(session: Session, account: Account, kept: AccountSession) -> None:
    """End all sessions of one's own but this one."""
    sessions.end_all(session, account, "closed", but=kept)
    audit.record(session, "account.sessions_closed", account, by=actor_of(account))


def change_password(session: Session, account: Account, hashed: str, used: AccountSession) -> None:
    """Choose another password; other browsers must sign in anew, and links that were made before open nothing."""
    account.password, account.updated_at = hashed, now()
    links.take_back(session, account)
    sessions.end_all(session, account, "password", but=used)
    audit.record(session, "account.password", account, by=actor_of(account), changes={"password": None})


def choose_password(session: Session, link: AccessLink, hashed: str, address: str) -> bool:
    """Choose a password by a link, once; whoever was signed in as this account no longer is."""
    if not links.use_link(session, link):
        return False
    account = link.account
    account.password, account.updated_at = hashed, now()
    sessions.end_all(session, account, "password")
    throttle.forget(session, account.email, address)
    audit.record(session, "account.password", account, by=actor_of(account), changes={"password": None})
    return True


def set_second_factor(
    session: Session, account: Account, secret: str, step: int, used: AccountSession
) -> list[str]:
    """Take a telephone into use whose code of this step was typed; its recovery codes, never to be known again.

    Other browsers must sign in anew: they proved themselves with less, or with the telephone there was.
    """
    at = now()
    account.second_factor, account.second_factor_since, account.second_factor_step = secret, at, step
    account.updated_at = at
    session.flush()
    sessions.end_all(session, account, "second_factor", but=used)
    audit.record(
        session, "account.second_factor", account, by=actor_of(account), changes={"second_factor": None}
    )
    return second_factor.make_recovery_codes(session, account)


def renew_recovery_codes(session: Session, account: Account) -> list[str]:
    """Ten new recovery codes; the earlier ones are good no more."""
    audit.record(session, "account.recovery_codes", account, by=actor_of(account))
    return second_factor.make_recovery_codes(session, account)


def forget_second_factor(session: Session, account: Account, *, by: Actor) -> None:
    """Let somebody who lost telephone and codes set up another at the next sign-in; her sessions end."""
    account.second_factor_since = None
    account.second_factor, account.second_factor_step, account.updated_at = None, 0, now()
    sessions.end_all(session, account, "second_factor")
    audit.record(session, "account.second_factor_forgotten", account, by=by)


def suspend(session: Session, account: Account, *, by: Actor) -> None:
    """Let an account in no more, from the next request on."""
    if account.suspended_at is None:
        account.suspended_at = account.updated_at = now()
        links.take_back(session, account)
        sessions.end_all(session, account, "suspended")
        audit.record(session, "account.suspended", account, by=by)
