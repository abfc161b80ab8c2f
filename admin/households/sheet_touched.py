"""The households that a sheet made or changed, by themselves or one of their people."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.households.models import Household, Member
from admin.households.queries import STANDING
from admin.imports.models import RegistryImport, RegistryImportChange
from admin.imports.saved import MOST_SHOWN, Touched


def touched_by(session: Session, made: RegistryImport) -> tuple[list[Touched], int]:
    """The first of them by name, and how many there are."""
    mine = RegistryImportChange.import_id == made.id
    by_people = (
        select(Member.household_id)
        .join(RegistryImportChange, RegistryImportChange.member_id == Member.id)
        .where(mine)
    )
    themselves = select(RegistryImportChange.household_id).where(
        mine, RegistryImportChange.household_id.is_not(None)
    )
    wanted = Household.id.in_(by_people.union(themselves))
    total = session.scalar(select(func.count()).select_from(Household).where(wanted)) or 0
    query = select(Household).where(wanted).order_by(Household.name_key, Household.id).limit(MOST_SHOWN)
    homes = session.scalars(query).all()
    new = set(session.scalars(themselves.where(RegistryImportChange.act == "created")))
    names: dict[int, str] = {}
    people = select(Member).where(Member.household_id.in_([home.id for home in homes]), STANDING)
    for member in session.scalars(people.order_by(Member.id)):
        names.setdefault(member.household_id, member.full_name)
    touched = [
        Touched(home.public_id, names.get(home.id, home.code), home.district_code, home.id in new)
        for home in homes
    ]
    return touched, total
