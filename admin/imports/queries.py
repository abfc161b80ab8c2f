"""Reading what was read in. The session's scope is part of each question."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.imports.models import RegistryImport, RegistryImportChange
from admin.imports.saved import MOST_SHOWN

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


def changes_of(session: Session, made: RegistryImport) -> tuple[Sequence[RegistryImportChange], int]:
    """The first records that an import made or changed, in the order of its sheet, and how many there are."""
    mine = RegistryImportChange.import_id == made.id
    query = select(RegistryImportChange).where(mine).order_by(RegistryImportChange.id).limit(MOST_SHOWN)
    total = session.scalar(select(func.count(RegistryImportChange.id)).where(mine)) or 0
    return session.scalars(query).all(), total


def sums_of(session: Session, made: RegistryImport) -> dict[tuple[str, bool], int]:
    """How many records an import made and changed, by kind; those that it withdrew again are of none."""
    change = RegistryImportChange
    kinds = {"household": change.household_id, "member": change.member_id, "record": change.record_id}
    counted = [func.count(column) for column in kinds.values()]
    query = select(change.act, *counted).where(change.import_id == made.id).group_by(change.act)
    return {
        (kind, act == "created"): number
        for act, *numbers in session.execute(query)
        for kind, number in zip(kinds, numbers, strict=True)
    }
