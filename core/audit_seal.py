"""The keyed digests of the audit: what an entry says in one canonical form, sealed with a key of its own."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from core.crypto import vault

# The entry's own words, in the order in which they are sealed.
SAID = ("at", "actor", "account", "action", "subject_type", "subject_id", "changes", "reason")


def draft(context: Any) -> str:
    """The digest of an entry that is being inserted, before it has a number: shows that this code wrote it."""
    return draft_of(context.get_current_parameters())


def draft_of(entry: RowMapping | dict[str, Any]) -> str:
    """The same of a row that was read."""
    return _seal("draft", [_plain(entry.get(name, "")) for name in SAID])


def digest_of(number: int, entry: RowMapping | dict[str, Any], before: str) -> str:
    """The digest of an entry at a place in the chain, after the digest before it."""
    return _seal("entry", [number, entry["id"], *(_plain(entry[name]) for name in SAID), before])


def head_seal(number: int, digest: str) -> str:
    """The seal of the chain's end, in the database."""
    return _seal("head", [number, digest])


def anchor_seal(number: int, digest: str, at: str) -> str:
    """The seal of the chain's end as written outside the database."""
    return _seal("anchor", [number, digest, at])


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, told in a time that says nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _seal(kind: str, content: list[Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hmac.new(_key(), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()


def _key() -> bytes:
    return vault().digest("key", "audit chain").encode()
