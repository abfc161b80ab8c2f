"""Slugs: the name, folded; a number only where two meet; one given away once is never given to another."""

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import take_turns
from core.text import slugify

LONGEST = 130


def free_slug(session: Session, name: str, live: Any, past: Any) -> str:
    """The first free slug for a name among the live rows' and the past ones of a kind."""
    base = slugify(name)[:LONGEST].strip("-") or "sin-nombre"
    take_turns(session, f"slug:{live.__tablename__}")
    taken: set[str] = set()
    for model in (live, past):
        taken.update(
            session.scalars(select(model.slug).where((model.slug == base) | model.slug.like(f"{base}-%")))
        )
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def suits(slug: str, name: str) -> bool:
    """Whether a slug is still the one its name asks for, number aside."""
    base = slugify(name)[:LONGEST].strip("-") or "sin-nombre"
    return re.fullmatch(re.escape(base) + r"(-\d+)?", slug) is not None
