"""How somebody may be answered, as people write it: «951 234 567 (por la tarde)», «ana@correo.pe»."""

import re

from core.outbox.server import is_address

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]{2,}")
_FEWEST_DIGITS = 6


def email_in(text: str) -> str:
    """The e-mail address that a contact holds; empty where there is none that could be written to."""
    found = (one.group().rstrip(".") for one in _EMAIL.finditer(text))
    return next((address for address in found if is_address(address)), "")


def can_be_answered(text: str) -> bool:
    """Whether a contact holds an e-mail address, or as many digits as a phone has."""
    return bool(email_in(text)) or sum(c.isdigit() for c in text) >= _FEWEST_DIGITS
