"""The second factor: codes of a telephone that count time (TOTP), and recovery codes for the day it is lost."""

import hmac
import secrets
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from admin.access.models import Account, RecoveryCode
from core.clock import now
from core.crypto import vault

STEP_SECONDS = 30
# A telephone's clock may be this many steps off.
WINDOW = 1
RECOVERY_CODES = 10
_HALF = 5
RECOVERY_LENGTH = 2 * _HALF
# Codes kept in another way were made before there were digests: they are good no more, and not counted.
_DIGEST_LENGTH = 64
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_secret() -> str:
    """A secret to share with a telephone."""
    return pyotp.random_base32()


def address_of(secret: str, account: Account, issuer: str) -> str:
    """What the QR code says to the telephone."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=issuer)


def step_of(secret: str, typed: str, at: datetime) -> int | None:
    """The time step whose code was typed, if it is one of these moments'."""
    code = "".join(typed.split())
    totp = pyotp.TOTP(secret)
    newest = int(at.timestamp()) // STEP_SECONDS
    for step in range(newest - WINDOW, newest + WINDOW + 1):
        if hmac.compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode()):
            return step
    return None


def use_code(session: Session, account: Account, typed: str) -> bool:
    """Whether this is a code of the account's telephone that was not used before; it is used now."""
    step = step_of(account.second_factor, typed, now()) if account.second_factor else None
    if step is None:
        return False
    # Of two that come at once with one code, one finds it used.
    unused = update(Account).where(Account.id == account.id, Account.second_factor_step < step)
    used = session.execute(unused.values(second_factor_step=step).returning(Account.id))
    return used.scalar() is not None


def make_recovery_codes(session: Session, account: Account) -> list[str]:
    """Ten new recovery codes in place of those there were; they are shown once and never known again."""
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    session.add_all(RecoveryCode(account_id=account.id, code=_digest(account, code)) for code in codes)
    return codes


def use_recovery_code(session: Session, account: Account, typed: str) -> bool:
    """Whether this is a recovery code of the account that was not used before; it is used now."""
    use = (
        update(RecoveryCode)
        .where(RecoveryCode.account_id == account.id, RecoveryCode.code == _digest(account, typed))
        .where(RecoveryCode.used_at.is_(None))
    )
    return session.execute(use.values(used_at=now()).returning(RecoveryCode.id)).scalar() is not None


def recovery_codes_left(session: Session, account: Account) -> int:
    """How many recovery codes an account may still use."""
    unused = select(func.count()).where(RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    return session.scalars(unused.where(func.length(RecoveryCode.code) == _DIGEST_LENGTH)).one()


def plain(code: str) -> str:
    """A recovery code as it is compared: without hyphens, spaces and capitals."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def _digest(account: Account, code: str) -> str:
    """What is kept of a recovery code: it is random, so that no slow hash is needed, and nothing without the key."""
    return vault().digest("recovery code", f"{account.public_id}:{plain(code)}")


def _new_code() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(2 * _HALF)]
    return "".join(letters[:_HALF]) + "-" + "".join(letters[_HALF:])
