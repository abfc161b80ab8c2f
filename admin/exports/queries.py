"""Reading what was taken out. The session's scope is part of each question."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Household
from admin.imports.models import RegistryExport

PAGE = 30


def chosen_households(public_ids: Sequence[str]) -> Select[int]:
    """The keys of the households that were ticked; what is foreign is not among them."""
    return select(Household.id).where(Household.public_id.in_(public_ids), Household.merged_into_id.is_(None))


def chosen_enterprises(public_ids: Sequence[str]) -> Select[int]:
    """The keys of the enterprises' records that were ticked; what is foreign is not among them."""
    return select(EnterpriseRecord.id).where(
        EnterpriseRecord.public_id.in_(public_ids), EnterpriseRecord.merged_into_id.is_(None)
    )


def exports_page(session: Session, before: int) -> tuple[Sequence[RegistryExport], bool]:
    """The exports of one's territory, newest first, from before that one on; and whether there are more."""
    query = select(RegistryExport)
    if before:
        query = query.where(RegistryExport.id < before)
    found = session.scalars(query.order_by(RegistryExport.id.desc()).limit(PAGE + 1)).all()
    return found[:PAGE], len(found) > PAGE
