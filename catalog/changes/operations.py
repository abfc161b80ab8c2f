"""Keeping the change table short."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from catalog.changes.models import CatalogueChange
from catalog.changes.versions import version
from core.clock import now

# A node that was off for longer makes its index anew.
KEEP = timedelta(days=2)


def forget_old(session: Session) -> None:
    """Drop old rows, but never the newest: its number is the catalogue's version."""
    old = (CatalogueChange.at < now() - KEEP, CatalogueChange.id < version(session))
    session.execute(delete(CatalogueChange).where(*old))
