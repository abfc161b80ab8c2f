"""Private facts at rest: sealed so that the database alone tells nothing, and found again by a keyed digest.

ENCRYPTION_KEYS is a list: the first key seals, all of them open, so that keys can be changed one after another.
LOOKUP_KEY makes the digests by which a sealed value is found; they cannot be guessed without it, however few DNI
there are.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, current_app
from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from core.config import Settings

_KEY = "juntos.vault"


class UnreadableError(RuntimeError):
    """A sealed value opens with none of the keys: they were lost, or the value was changed."""


class Vault:
    """Seals and opens texts, and makes the digests by which they are found."""

    def __init__(self, keys: Sequence[str], lookup_key: str) -> None:
        self._fernet = MultiFernet([Fernet(_fernet_key(key)) for key in keys])
        self._lookup = lookup_key.encode()

    def seal(self, text: str) -> str:
        """The text, unreadable without the keys; twice the same text gives two results."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text; raises UnreadableError."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise UnreadableError("a sealed value opens with none of ENCRYPTION_KEYS") from None

    def reseal(self, sealed: str) -> str:
        """The same text sealed with the first key; raises UnreadableError."""
        return self.seal(self.open(sealed))

    def digest(self, kind: str, text: str) -> str:
        """64 hex digits that the same text of the same kind always gives, and nobody makes without the key."""
        return hmac.new(self._lookup, f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()


def _fernet_key(key: str) -> bytes:
    return urlsafe_b64encode(hashlib.sha256(b"juntos fernet " + key.encode()).digest())


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its vault."""
    app.extensions[_KEY] = Vault(settings.encryption_keys, settings.lookup_key)


def vault() -> Vault:
    """The vault of the application at work."""
    kept: Vault = current_app.extensions[_KEY]
    return kept


class SealedText(TypeDecorator[str]):
    """A column whose text is sealed in the database; it can be neither searched nor sorted there."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else vault().seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else vault().open(value)
