"""Reasons that the audit keeps for ever: why something was done, never about whom.

Every field and option whose words become the reason of an entry is read here.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.errors import InputError
from core.forms import Parse, text_parser

Command = TypeVar("Command", bound=Callable[..., Any])
FEWEST_DIGITS = 8
# What an entry holds.
LONGEST = 300
# A day is no number of a person: 24-06-2026.
_DAY = re.compile(r"(?<!\d)\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)\d{2}(?![-. ]?\d)")
_NUMBER = re.compile(rf"\d(?:[\s.·‐-―−_-]*\d){{{FEWEST_DIGITS - 1}}}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
HINT = _l("No escriba nombres ni números de personas.")


def refuse_persons(text: str) -> str:
    """The text, where it holds no DNI, phone or e-mail; raises InputError."""
    if _NUMBER.search(_DAY.sub("·día·", text)) or _MAIL.search(text):
        raise InputError(
            _(
                "No escriba nombres ni números de personas aquí: queda guardado para siempre. Diga solo por qué."
            )
        )
    return text


def reason_parser(longest: int, *, shortest: int = 1) -> Parse:
    """A parser of a reason: plain text that tells of no person."""
    read = text_parser(longest, shortest=shortest)
    return lambda typed: refuse_persons(read(typed))


def reason_option(**more: Any) -> Callable[[Command], Command]:
    """The option --reason of a command, read as a field of a page is; none given is no reason."""
    return click.option("--reason", callback=_as_option, help="Why, for the record: of no person.", **more)


def _as_option(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    return reason_parser(LONGEST)(typed) if typed else typed
