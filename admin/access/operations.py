"""Signing in, signing out, and what changes how one does."""

from sqlalchemy.orm import Session

from admin.access import links, passwords, second_factor, sessions, throttle
from admin.access.models import AccessLink, Account, AccountSession
from admin.access.policies import actor_of
from admin.access.queries import account_by_email
from core import audit
from core.audit import Actor
from core.clock import now
from core.config import Settings

VISITOR = Actor("visitante")


def prove_password(session: Session, settings: Settings, email: str, password: str) -> Account | None:
    """The account whose e-mail and password these are, if it may come in; for any other the same work is done."""
    account = account_by_email(session, email)
    open_ = account is not None and account.suspended_at is None
    if account is not None and account.demo and not sessions.demo_is_open(settings):
        open_ = False
    right = passwords.matches(account.password if account is not None and open_ else "", password)
    if account is None or not right:
        if account is not None:
            audit.record(session, "account.sign_in_failed", account, by=VISITOR)
        return None
    if passwords.is_outdated(account.password):
        account.password = passwords.hash_of(password)
    return account


def prove_code(session: Session, account: Account, typed: str) -> bool:
    """Whether this is a code of the account's telephone, or one of its recovery codes; it is used now."""
    if second_factor.use_code(session, account, typed):
        return True
    if len(second_factor.plain(typed)) == second_factor.RECOVERY_LENGTH and second_factor.use_recovery_code(
        session, account, typed
    ):
        audit.record(session, "account.recovery_code", account, by=actor_of(account))
        return True
    audit.record(session, "account.code_failed", account, by=VISITOR)
    return False


def sign_in(session: Session, account: Account, device: str) -> str:
    """Begin a session of an account that has proved itself; the token for its browser."""
    throttle.forget(session, account.email)
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


def change_password(session: Session, account: Account, password: str, used: AccountSession) -> None:
    """Choose another password; other browsers must sign in anew."""
    account.password, account.updated_at = passwords.hash_of(password), now()
    sessions.end_all(session, account, "password", but=used)
    audit.record(session, "account.password", account, by=actor_of(account), changes={"password": None})


def choose_password(session: Session, link: AccessLink, password: str) -> bool:
    """Choose a password by a link, once; whoever was signed in as this account no longer is."""
    if not links.use_link(session, link):
        return False
    account = link.account
    account.password, account.updated_at = passwords.hash_of(password), now()
    sessions.end_all(session, account, "password")
    throttle.forget(session, account.email)
    audit.record(session, "account.password", account, by=actor_of(account), changes={"password": None})
    return True


def set_second_factor(session: Session, account: Account, secret: str, step: int) -> list[str]:
    """Take a telephone into use whose code of this step was typed; its recovery codes, never to be known again."""
    at = now()
    account.second_factor, account.second_factor_since, account.second_factor_step = secret, at, step
    account.updated_at = at
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
        sessions.end_all(session, account, "suspended")
        audit.record(session, "account.suspended", account, by=by)
