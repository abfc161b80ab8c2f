"""Taking a list out as a spreadsheet: what went is written down before it leaves."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Select, insert
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.imports.kinds import Kind
from admin.imports.models import RegistryExport, RegistryExportRow
from core import audit
from core.audit import Actor
from core.clock import now
from core.scoping import everything

BATCH = 5_000
LONGEST_FILTERS = 300
# Instead of what was searched for.
SEARCHED = "palabras"
SUBJECT = {"households": "household_id", "enterprises": "record_id"}


@dataclass
class Taken:
    """The records that a sheet holds, each with its district."""

    records: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 0

    def note(self, number: int, district_code: str) -> None:
        """Remember a record that goes out."""
        self.records.append((number, district_code))


def write_export(session: Session, kind: Kind, wanted: Select[Any], path: Path) -> Taken:
    """Write the sheet and tell what it holds; reads only."""
    taken = Taken()
    taken.rows = kind.write(session, path, wanted, taken.note)
    return taken


def note_export(
    session: Session, kind: Kind, taken: Taken, account: Account, *, filters: dict[str, str], by: Actor
) -> RegistryExport:
    """Write down who took what, record by record: a person may ask who took her data away."""
    # Words that were searched for may be a person's name, and the rows say who went: that there were some is kept.
    kept = {name: SEARCHED if name == "q" else value for name, value in filters.items()}
    export = RegistryExport(
        kind=kind.name, made_at=now(), made_by=by.name, account_id=account.id, unit_id=account.unit_id,
        filters=urlencode(kept)[:LONGEST_FILTERS], rows=taken.rows,
    )  # fmt: skip
    session.add(export)
    session.flush()
    subject = SUBJECT[kind.name]
    with everything(session, "rows of what was just read within the scope"):
        for start in range(0, len(taken.records), BATCH):
            rows = [
                {
                    "export_id": export.id, subject: number, "district_code": district,
                    "province_code": district[:4],
                }
                for number, district in taken.records[start : start + BATCH]
            ]  # fmt: skip
            session.connection().execute(insert(RegistryExportRow.table()), rows)
    changes = {"rows": taken.rows, "records": len(taken.records), "filters": kept}
    audit.record(session, f"export.{kind.name}", export, by=by, changes=changes)
    return export
