"""A form that arrived without a session: it is carried through signing in, so that nothing typed is lost.

It travels in the pages themselves, sealed: nothing is kept of somebody who may not be who she seems, and whoever sits
down at that computer next reads none of it. Only a form that
a page of this site sent is carried, since after signing in one button sends it in her name; and only to whoever wrote
it, since others use that computer too.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Request, current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from core.config import Settings
from core.crypto import UnreadableError, vault

# In bytes: sealed, it must pass the door with what else is typed there.
LARGEST = 60_000
# A form left open in the morning may still be sent in the evening; it is not kept for another day.
GOOD_FOR = timedelta(hours=12)
_SECRET = ("csrf_token", "password")


@dataclass(frozen=True)
class Held:
    """Who sent a form where, what it said, and whether files were with it: those must be chosen again."""

    owner: str
    address: str
    fields: tuple[tuple[str, str], ...]
    files: bool

    @property
    def sealed(self) -> str:
        """The form as a hidden field carries it: there may be a DNI in it, and it can be read with our keys only."""
        return vault().seal(str(_signer().dumps([self.owner, self.address, self.fields, self.files])))


def hold(request: Request, owner: str) -> Held | None:
    """The form of a request, where one of our pages sent it and it is of a size to be carried.

    `owner` is the account whose session was over; what nobody is known to have written is not read.
    """
    if not owner or not _is_ours(request):
        return None
    fields = tuple(
        (name, value) for name, value in request.form.items(multi=True) if not name.startswith(_SECRET)
    )
    if not fields or sum(len(f"{name}{value}".encode()) for name, value in fields) > LARGEST:
        return None
    files = any(file.filename for file in request.files.values())
    return Held(owner, request.full_path.removesuffix("?"), fields, files)


def read(sealed: str) -> Held | None:
    """The form of a hidden field, if we sealed it."""
    if not sealed:
        return None
    try:
        opened = vault().open(sealed)
        owner, address, fields, files = _signer().loads(opened, max_age=int(GOOD_FOR.total_seconds()))
    except (BadData, UnreadableError):
        return None
    return Held(owner, address, tuple((name, value) for name, value in fields), files)


def own_path(address: str) -> str:
    """An address as a path of this site; empty for anything that leads elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is no address of a machine
        return ""
    plain = address.isprintable() and "\\" not in address and " " not in address
    inside = address.startswith("/") and not address.startswith("//")
    return address if plain and inside and not parts.scheme and not parts.netloc else ""


def _is_ours(request: Request) -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return request.headers.get("Origin") in (settings.base_url, request.host_url.rstrip("/"))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="held-form")
