"""Reading allies."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.allies.models import Ally


def allies(session: Session) -> Sequence[Ally]:
    """All of them by name, those that help no longer last."""
    return session.scalars(select(Ally).order_by(Ally.active.desc(), Ally.name)).all()


def ally_by_id(session: Session, public_id: str) -> Ally | None:
    """One of them."""
    return session.scalar(select(Ally).where(Ally.public_id == public_id))
