"""Slugs: the name, folded; a number only where two meet; one given away once is never given to another."""

import re
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import take_turns
from core.text import slugify

LONGEST = 130


def free_slug(session: Session, name: str, live: Any, past: Any) -> str:
    """The first free slug for a name among the live rows' and the past ones of a kind."""
    base = _base(name)
    take_turns(session, f"slug:{live.__tablename__}")
    if not any(session.scalar(select(model.slug).where(model.slug == base)) for model in (live, past)):
        return base
    taken: set[str] = set()
    for model in (live, past):
        taken.update(session.scalars(select(model.slug).where(model.slug.like(f"{base}-%"))))
    return next(slug for number in count(2) if (slug := f"{base}-{number}") not in taken)


def suits(slug: str, name: str) -> bool:
    """Whether a slug is still the one its name asks for, number aside."""
    return re.fullmatch(re.escape(_base(name)) + r"(-\d+)?", slug) is not None


def _base(name: str) -> str:
    return slugify(name)[:LONGEST].strip("-") or "sin-nombre"
