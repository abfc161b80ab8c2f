"""The households and people that a sheet made or changed, as the import's page tells of them."""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.forms import Ground
from admin.households.models import Household, Member
from admin.households.queries import STANDING
from admin.households.sheet_checking import Sayings, differences_of
from admin.imports.models import RegistryImportChange
from admin.imports.saved import Kept, Touched, fate_of


def touched_by(session: Session, changes: Sequence[RegistryImportChange], ground: Ground) -> list[Touched]:
    """Each record with what it was and became, where it is within the scope."""
    numbers = [one.member_id for one in changes if one.member_id]
    people = {one.id: one for one in session.scalars(select(Member).where(Member.id.in_(numbers)))}
    lived = {one.household_id for one in people.values()}
    lived |= {one.household_id for one in changes if one.household_id}
    homes = {one.id: one for one in session.scalars(select(Household).where(Household.id.in_(lived)))}
    names, sayings = _names(session, homes), Sayings.ask()
    told = []
    for change in changes:
        kept, place = Kept.of(change), ground.gazetteer.full(change.province_code, change.district_code)
        member = people.get(change.member_id or 0)
        home = homes.get(member.household_id if member else change.household_id or 0)
        if home is None:
            told.append(fate_of(change, kept, place))
            continue
        kind, name = ("member", member.full_name) if member else ("household", _called(home, names))
        differences = differences_of(kept.facts, sayings)
        told.append(Touched(kind, change.act == "created", kept.row, place, name, differences, home))
    return told


def _names(session: Session, homes: Collection[int]) -> dict[int, str]:
    """Who of each household was entered first."""
    names: dict[int, str] = {}
    query = select(Member).where(Member.household_id.in_(homes), STANDING).order_by(Member.id)
    for member in session.scalars(query):
        names.setdefault(member.household_id, member.full_name)
    return names


def _called(home: Household, names: dict[int, str]) -> str:
    if home.code:
        return _("Hogar %(code)s", code=home.code)
    return _("Hogar de %(name)s", name=names[home.id]) if home.id in names else _("Hogar")
