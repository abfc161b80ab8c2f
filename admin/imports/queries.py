"""Reading what was read in. The session's scope is part of each question."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.imports.models import RegistryImport

PAGE = 30


def imports_page(session: Session, before: int) -> tuple[Sequence[RegistryImport], bool]:
    """The imports of one's territory, newest first, from before that one on; and whether there are more."""
    query = select(RegistryImport)
    if before:
        query = query.where(RegistryImport.id < before)
    found = session.scalars(query.order_by(RegistryImport.id.desc()).limit(PAGE + 1)).all()
    return found[:PAGE], len(found) > PAGE


def import_by_id(session: Session, public_id: str) -> RegistryImport | None:
    """An import within the scope, by its public id."""
    return session.scalar(select(RegistryImport).where(RegistryImport.public_id == public_id))
