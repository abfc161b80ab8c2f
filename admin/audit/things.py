"""What entries are about: its name where it is nobody's of the registry, and by what its page is found."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.access.permissions import Permission, may
from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Household, Member
from admin.territories.models import TerritorialUnit
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import AuditEntry


class Thing(NamedTuple):
    """A thing's name, and the key of its page; empty where it has none that may be told."""

    name: str = ""
    page: str = ""


# Things whose page goes by another key than their own.
FOUND = frozenset({"enterprise", "enterprise_record", "member"})


def things_of(session: Session, entries: Sequence[AuditEntry], reader: Account) -> dict[str, Thing]:
    """The things of a page of entries by public id, one query a table; a person of the registry is never named."""
    keys: dict[str, set[str]] = {}
    for entry in entries:
        keys.setdefault(entry.subject_type, set()).add(entry.subject_id)
    found: dict[str, Thing] = {}
    for table, column, query, needed in _named():
        if table in keys and may(reader.known_role, needed):
            rows = session.execute(query.where(column.in_(keys[table])))
            found |= {key: Thing(name, page) for key, name, page in rows}
    return found


def _named() -> list[tuple[str, Any, Select[str, str, str], Permission]]:
    """Table, the column its entries name, the query of key, name and page, and who may read it."""
    none = literal("")
    records = select(Enterprise.public_id, Enterprise.name, EnterpriseRecord.public_id)
    records = records.join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Enterprise.id)
    by_record = select(EnterpriseRecord.public_id, Enterprise.name, EnterpriseRecord.public_id)
    by_record = by_record.join(Enterprise, EnterpriseRecord.enterprise_id == Enterprise.id)
    homes = select(Member.public_id, none, Household.public_id)
    homes = homes.join(Household, Household.id == Member.household_id)
    anybody = Permission.AUDIT_READ
    return [
        ("account", Account.public_id, select(Account.public_id, Account.name, none), anybody),
        ("enterprise", Enterprise.public_id, records, Permission.ENTERPRISES_VIEW),
        ("enterprise_record", EnterpriseRecord.public_id, by_record, Permission.ENTERPRISES_VIEW),
        ("member", Member.public_id, homes, Permission.HOUSEHOLDS_VIEW),
        # What is not public yet may be called after its maker.
        (
            "product",
            Product.public_id,
            select(Product.public_id, Product.name, none),
            Permission.ENTERPRISES_VIEW,
        ),
        (
            "territorial_unit",
            TerritorialUnit.public_id,
            select(TerritorialUnit.public_id, TerritorialUnit.name, none),
            anybody,
        ),
    ]
