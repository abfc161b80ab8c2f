"""Writing accounts: invite, change, suspend, let in again."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from admin.access import links, operations, sessions
from admin.access.models import Account
from admin.access.permissions import TERRITORIAL, Role
from admin.access.queries import account_by_email
from admin.territories.operations import let_go
from core import audit
from core.audit import Actor
from core.clock import now
from core.db import take_turns
from core.errors import ConflictError, InputError


@dataclass(frozen=True)
class AccountValues:
    """What is typed of an account; `unit_id` counts for those who work in a territory only."""

    name: str
    email: str
    role: Role
    unit_id: int | None = None


class EmailTakenError(InputError):
    """Another account has this e-mail."""


class LastAdministratorError(InputError):
    """Nobody else could administer accounts."""


def invite(session: Session, values: AccountValues, *, by: Actor) -> tuple[Account, str]:
    """A new account, and the token of the link by which its owner chooses a password; raises EmailTakenError."""
    take_turns(session, "accounts")
    _check_email(session, values.email, None)
    at = now()
    account = Account(
        email=values.email, name=values.name, role=values.role, unit_id=_unit_of(values),
        created_at=at, updated_at=at,
    )  # fmt: skip
    session.add(account)
    session.flush()
    changes = {"role": str(values.role), "unit": account.unit_id}
    audit.record(session, "account.invite", account, by=by, changes=changes)
    return account, links.make_link(session, account, links.INVITATION, by=by)


def update_account(
    session: Session, account: Account, values: AccountValues, *, version: int, by: Actor
) -> None:
    """Change an account; one that leaves its unit or its role leaves its districts and substitutions there.

    Links that were handed over before open nothing any more: they were meant for another mailbox, or another role.
    Raises EmailTakenError, LastAdministratorError and ConflictError.
    """
    take_turns(session, "accounts")
    session.refresh(account, with_for_update={"of": Account})
    if account.version != version:
        raise ConflictError
    _check_email(session, values.email, account)
    if values.role is not Role.ADMINISTRATOR:
        _check_others(session, account)
    old = (account.name, account.email, account.role, account.unit_id)
    moving = (account.role, account.unit_id) != (values.role, _unit_of(values))
    account.name, account.email = values.name, values.email
    account.role, account.unit_id = values.role, _unit_of(values)
    new = (account.name, account.email, account.role, account.unit_id)
    changes = {
        name: str(value) if name == "role" else value
        for name, before, value in zip(("name", "email", "role", "unit"), old, new, strict=True)
        if before != value
    }
    if not changes:
        return
    account.updated_at = now()
    session.flush()
    if moving or "email" in changes:
        links.take_back(session, account)
    if "email" in changes:
        _prove_anew(session, account, by=by)
    if moving:
        let_go(session, account, by=by, why="cambió de rol o de unidad", moving=True)
    audit.record(session, "account.update", account, by=by, changes=changes)


def suspend(session: Session, account: Account, *, by: Actor) -> None:
    """Let nobody in by this account from now on: sessions end at once, what she wrote keeps her name.

    Raises InputError where it is one's own, or the last that can administer.
    """
    take_turns(session, "accounts")
    session.refresh(account, with_for_update={"of": Account})
    if account.suspended_at is not None:
        return
    if account.public_id == by.account:
        raise InputError("No puede suspender su propia cuenta. Pídaselo a otra persona que administra.")
    _check_others(session, account)
    operations.suspend(session, account, by=by)
    session.flush()
    let_go(session, account, by=by, why="cuenta suspendida")


def reactivate(session: Session, account: Account, *, by: Actor) -> None:
    """Let somebody in again, with the password she had; sessions that ended stay so."""
    session.refresh(account, with_for_update={"of": Account})
    if account.suspended_at is not None:
        account.suspended_at, account.updated_at = None, now()
        session.flush()
        audit.record(session, "account.reactivate", account, by=by)


def renew_link(session: Session, account: Account, *, by: Actor) -> str:
    """The token of another link: of the invitation, or to choose a new password where there was one.

    Raises InputError for who may not come in.
    """
    session.refresh(account, with_for_update={"of": Account})
    if account.suspended_at is not None or account.demo:
        raise InputError("Esta cuenta está suspendida o es de la demostración: no entra con enlaces.")
    links.take_back(session, account)
    return links.make_link(session, account, links.RESET if account.password else links.INVITATION, by=by)


def lost_phone(session: Session, account: Account, *, by: Actor) -> None:
    """Let somebody who lost her telephone set up another one; the administrator knows her and asked her."""
    session.refresh(account, with_for_update={"of": Account})
    if account.public_id == by.account:
        raise InputError("Cambie su propio celular en «Mi cuenta».")
    operations.forget_second_factor(session, account, by=by)


def _prove_anew(session: Session, account: Account, *, by: Actor) -> None:
    """Whoever reads the mailbox that an account had may have chosen its password: it is chosen again by a new link.

    Nobody shuts herself out, and the accounts of the demo have no mailbox.
    """
    if account.public_id != by.account and not account.demo:
        account.password = ""
        sessions.end_all(session, account, "email")


def _unit_of(values: AccountValues) -> int | None:
    return values.unit_id if values.role in TERRITORIAL else None


def _check_email(session: Session, email: str, account: Account | None) -> None:
    other = account_by_email(session, email)
    if other is not None and other is not account:
        raise EmailTakenError(f"Ya hay una cuenta con este correo: {other.name}.")


def _check_others(session: Session, account: Account) -> None:
    """Somebody else must be able to administer, where this account does now."""
    if account.known_role is not Role.ADMINISTRATOR or account.suspended_at is not None:
        return
    able = and_(Account.suspended_at.is_(None), Account.password != "")
    real = or_(Account.demo.is_(False), Account.demo.is_(account.demo))
    others = select(Account.id).where(
        Account.role == Role.ADMINISTRATOR, Account.id != account.id, able, real
    )
    if session.scalars(others.limit(1)).first() is None:
        raise LastAdministratorError(
            "Es la única cuenta de administración que puede entrar. Invite antes a otra persona."
        )
