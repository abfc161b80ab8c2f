"""The mail server that the settings name: read and refused at start, so that no message finds out first."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
# One address, plain: a local part and a domain that a mail server understands without extensions.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")
LONGEST_ADDRESS = 254
Security = Literal["none", "starttls", "tls"]


@dataclass(frozen=True)
class MailServer:
    """Where messages are handed over; the password stays out of whatever prints it."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


def is_address(text: str) -> bool:
    """Whether a text is exactly one address that a message can go to."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def read_server(text: str) -> MailServer | None:
    """The server of an SMTP_URL, or None where it is empty; raises ValueError, never telling the password."""
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.fragment:
        raise ValueError("must be smtp://user:password@host:587?tls=1 or smtps://user:password@host:465")
    asked = parse_qs(parts.query, keep_blank_values=True)
    if set(asked) - {"tls"} or asked.get("tls", ["1"]) not in (["0"], ["1"]):
        raise ValueError("knows one option, tls=0 or tls=1")
    security = _security(parts, asked.get("tls", ["1"]) == ["1"])
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError("names a user without a password, or the other way round")
    if not (user + password).isascii():
        raise ValueError("names a user or a password that is not ASCII, which mail servers do not agree on")
    if user and security == "none" and not _is_here(parts.hostname):
        raise ValueError("would send its password in the open: use tls=1")
    return MailServer(parts.hostname, _port(parts), security, user, password)


def read_sender(text: str, brand: str) -> Address | None:
    """Who messages come from, or None where MAIL_FROM is empty; raises ValueError."""
    if not text:
        return None
    name, spec = parseaddr(text)
    if not is_address(spec) or not text.isprintable():
        raise ValueError("must be an address, such as avisos@example.pe or Avisos <avisos@example.pe>")
    return Address(display_name=name or brand, addr_spec=spec)


def _security(parts: SplitResult, tls: bool) -> Security:
    if parts.scheme == "smtps":
        return "tls"
    return "starttls" if tls else "none"


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or PORTS[parts.scheme]
    except ValueError:
        raise ValueError("names a port that is not a number from 1 to 65535") from None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
