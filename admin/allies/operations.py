"""Writing allies: those of the plan once, then as staff keep them."""

import csv
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.allies.models import Ally
from core import audit
from core.audit import Actor
from core.db import take_turns
from core.errors import ConflictError, InputError
from core.text import fold

OF_THE_PLAN = Path(__file__).parent / "data" / "allies.csv"


class NameTakenError(InputError):
    """Another ally is called so."""


@dataclass(frozen=True)
class AllyFacts:
    """What is said of an ally; without a department it helps in the whole country."""

    name: str
    kind: str
    offers: str
    helps_with: tuple[str, ...] = ()
    department_code: str | None = None
    contact: str = ""
    active: bool = True

    def columns(self) -> dict[str, Any]:
        """The same as an ally's columns."""
        return {**asdict(self), "helps_with": list(self.helps_with)}


def load_plan(session: Session, *, by: Actor) -> int:
    """Bring in the allies of the plan where there is none yet, so that what staff renamed or closed stays so."""
    take_turns(session, "allies")
    if session.scalar(select(Ally.id).limit(1)) is not None:
        return 0
    with OF_THE_PLAN.open(encoding="utf-8", newline="") as file:
        rows = [
            AllyFacts(row["name"], row["kind"], row["offers"], tuple(row["helps_with"].split()))
            for row in csv.DictReader(file)
        ]
    for facts in rows:
        create_ally(session, facts, by=by)
    return len(rows)


def create_ally(session: Session, facts: AllyFacts, *, by: Actor) -> Ally:
    """A new ally; the same one sent again is that one. Raises NameTakenError."""
    take_turns(session, "allies")
    standing = _called(session, facts.name)
    if standing is not None:
        if all(getattr(standing, name) == value for name, value in facts.columns().items()):
            return standing
        raise NameTakenError(_("Ya hay un aliado con ese nombre. Búsquelo en la lista y edítelo."))
    ally = Ally(**facts.columns())
    session.add(ally)
    session.flush()
    audit.record(session, "ally.create", ally, by=by, changes=facts.columns())
    return ally


def update_ally(session: Session, ally: Ally, facts: AllyFacts, *, version: int, by: Actor) -> None:
    """Change an ally as it was shown; raises ConflictError and NameTakenError."""
    take_turns(session, "allies")
    session.refresh(ally)
    if ally.version != version:
        raise ConflictError
    other = _called(session, facts.name)
    if other is not None and other.id != ally.id:
        raise NameTakenError(_("Ya hay otro aliado con ese nombre."))
    changes = {name: value for name, value in facts.columns().items() if getattr(ally, name) != value}
    if not changes:
        return
    for name, value in changes.items():
        setattr(ally, name, value)
    session.flush()
    audit.record(session, "ally.update", ally, by=by, changes=changes)


def _called(session: Session, name: str) -> Ally | None:
    """Whoever is called so, however it is written; there are a few dozen of them."""
    return next((one for one in session.scalars(select(Ally)) if fold(one.name) == fold(name)), None)
