"""The enterprises that a sheet made or changed, as the import's page tells of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.record_forms import RecordGround
from admin.enterprises.sheet_checking import differences_of
from admin.households.forms import Ground
from admin.imports.models import RegistryImportChange
from admin.imports.saved import Kept, Touched, fate_of
from catalog.enterprises.models import Enterprise
from catalog.sectors.queries import sector_tree


def touched_by(session: Session, changes: Sequence[RegistryImportChange], ground: Ground) -> list[Touched]:
    """Each record with what it was and became, where it is within the scope."""
    whole = RecordGround(ground.gazetteer, ground.scope, sector_tree(session))
    query = select(EnterpriseRecord, Enterprise.name).join(Enterprise)
    numbers = [one.record_id for one in changes if one.record_id]
    found = {
        one.id: (one, name) for one, name in session.execute(query.where(EnterpriseRecord.id.in_(numbers)))
    }
    told = []
    for change in changes:
        kept, place = Kept.of(change), ground.gazetteer.full(change.province_code, change.district_code)
        record, name = found.get(change.record_id or 0, (None, ""))
        if record is None:
            told.append(fate_of(change, kept, place))
            continue
        differences = differences_of(kept.facts, whole)
        told.append(Touched("record", change.act == "created", kept.row, place, name, differences, record))
    return told
