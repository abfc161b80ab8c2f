"""The demo's accounts: one a role, in two territories, of fictitious people; known to everybody, and so never real."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.access.models import Account, DistrictAssignment
from admin.access.passwords import hash_of
from admin.access.permissions import Role
from admin.territories.models import TerritorialUnit, UnitProvince
from catalog.enterprises.models import Enterprise
from catalog.places.models import District, Province
from core import audit
from core.audit import SYSTEM
from core.clock import now

PASSWORD = "papa nativa 2026"  # noqa: S105 shown to everybody, where the demo is
# The departments whose provinces each unit covers.
UNITS = {"Cusco": "08", "Puno": "21"}
ACCOUNTS = (
    ("uti", "Teresa Quispe (demo)", Role.ADMINISTRATOR, ""),
    ("uas", "Nélida Huamán (demo)", Role.NATIONAL, ""),
    ("jefa.cusco", "Julia Condori (demo)", Role.UNIT_HEAD, "Cusco"),
    ("gestor.cusco", "Grimaldo Ccori (demo)", Role.FIELD_AGENT, "Cusco"),
    ("jefe.puno", "Jacinto Mamani (demo)", Role.UNIT_HEAD, "Puno"),
    ("gestora.puno", "Gladys Apaza (demo)", Role.FIELD_AGENT, "Puno"),
    ("uci", "Ciro Vargas (demo)", Role.COMMUNICATION, ""),
    ("uppm", "Paula Ríos (demo)", Role.READER, ""),
)
HOST = "demo.invalid"


def load(session: Session) -> list[Account]:
    """Make the two units and the accounts, without a second factor; those there are stay as they are."""
    units = {name: _unit(session, name, department) for name, department in UNITS.items()}
    if there := list(session.scalars(select(Account).where(Account.demo.is_(True)).order_by(Account.id))):
        return there
    password = hash_of(PASSWORD)
    made = []
    for name, person, role, unit in ACCOUNTS:
        account = Account(
            email=f"{name}@{HOST}", name=person, role=role, password=password, demo=True,
            unit_id=units[unit].id if unit else None, created_at=now(), updated_at=now(),
        )  # fmt: skip
        session.add(account)
        session.flush()
        if role is Role.FIELD_AGENT:
            _assign(session, account, UNITS[unit])
        audit.record(session, "account.demo", account, by=SYSTEM)
        made.append(account)
    return made


def _unit(session: Session, name: str, department: str) -> TerritorialUnit:
    """The unit of a department, with those of its provinces that no other covers."""
    known = session.scalars(select(TerritorialUnit).where(TerritorialUnit.name == f"UT {name}")).one_or_none()
    if known is not None:
        return known
    unit = TerritorialUnit(name=f"UT {name}", updated_at=now())
    session.add(unit)
    session.flush()
    free = select(Province.code).where(
        Province.code.startswith(department), Province.code.not_in(select(UnitProvince.province_code))
    )
    session.add_all(UnitProvince(province_code=code, unit_id=unit.id) for code in session.scalars(free).all())
    return unit


def _assign(session: Session, account: Account, department: str) -> None:
    """A gestor works in half of the provinces where the demo's makers live, and in that of the capital."""
    living = select(Enterprise.province_code).distinct().where(
        Enterprise.demo, Enterprise.province_code.startswith(department)
    )  # fmt: skip
    provinces = sorted(session.scalars(living))
    hers = {f"{department}01", *provinces[: (len(provinces) + 1) // 2]}
    districts = select(District.code).where(func.substr(District.code, 1, 4).in_(hers))
    session.add_all(
        DistrictAssignment(account_id=account.id, district_code=code)
        for code in session.scalars(districts).all()
    )
