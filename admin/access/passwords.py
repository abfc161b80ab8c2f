"""Passwords: hashed with argon2, long rather than odd, and none that everybody tries first."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from core.errors import InputError
from core.text import fold

SHORTEST = 10
LONGEST = 200
FEWEST_DIFFERENT = 5
HASHER = PasswordHasher()
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklnzxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
)
_COMMON = Path(__file__).parent / "data" / "common-passwords.txt"


def hash_of(password: str) -> str:
    """What is kept of a password."""
    return HASHER.hash(_normal(password))


def matches(kept: str, typed: str) -> bool:
    """Whether a typed password is the one that is kept; takes as long where none is kept."""
    try:
        HASHER.verify(kept or _decoy(HASHER), _normal(typed))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def proven(kept: str, typed: str) -> str:
    """What to keep of a typed password that is the right one, hashed anew where that took less work then; else "".

    It works for a while: hold no transaction meanwhile, since on SQLite nobody else writes during it.
    """
    if not matches(kept, typed):
        return ""
    return hash_of(typed) if HASHER.check_needs_rehash(kept) else kept


def check(password: str, *, own_words: tuple[str, ...] = ()) -> None:
    """Refuse, with an InputError, a password that is short, that everybody tries, or that is one's own e-mail."""
    plain = fold(_normal(password))
    if len(_normal(password)) < SHORTEST:
        raise InputError(
            _(
                "Use %(least)s letras o más. Tres o cuatro palabras juntas son fáciles de recordar.",
                least=SHORTEST,
            )
        )
    if len(password) > LONGEST:
        raise InputError(_("Es demasiado larga: caben %(most)s letras.", most=LONGEST))
    if _is_common(plain):
        raise InputError(
            _(
                "Esa clave es de las que se prueban primero. Elija otra, como cuatro palabras que no van juntas."
            )
        )
    if any(word and word in plain for word in map(fold, own_words)):
        raise InputError(_("No use su correo ni su nombre como clave. Elija otra."))


def own_words(email: str, name: str) -> tuple[str, ...]:
    """What a password must not hold: the e-mail, its first part, and the whole name."""
    return tuple(
        word for word in (email, email.partition("@")[0], name, name.replace(" ", "")) if len(word) > 3
    )


def _is_common(plain: str) -> bool:
    letters = re.sub(r"[^a-z]", "", plain)
    squeezed = re.sub(r"[^a-z0-9]", "", plain)
    in_a_row = any(squeezed in row or squeezed[::-1] in row for row in _ROWS)
    said_again = re.fullmatch(r"(.{1,5})\1+", squeezed) is not None
    return (
        len(set(plain)) < FEWEST_DIFFERENT
        or in_a_row
        or said_again
        or bool({plain, squeezed, letters} & _common())
    )


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").split()
    return frozenset(lines)


@lru_cache(maxsize=4)
def _decoy(hasher: PasswordHasher) -> str:
    """A hash that costs what a real one does, for who has none."""
    return hasher.hash("the password of nobody")


def _normal(password: str) -> str:
    """The same letters, however the keyboard composed them."""
    return unicodedata.normalize("NFKC", password)
