"""Reading a sheet of the registry in: all or nothing, once, and written down so that it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.forms import Ground
from admin.households.operations import form_key
from admin.imports.drafts import Draft, as_file
from admin.imports.kinds import BY_NAME, Kind
from admin.imports.models import RegistryImport, RegistryImportChange
from admin.imports.plan import MOST_ROWS, Review
from admin.imports.rows import ImportRefused, RawSheet, read_sheet
from admin.imports.saved import Saved, in_sheet_order
from admin.imports.telling import Telling
from catalog.places.queries import gazetteer
from core import audit
from core.audit import Actor
from core.clock import now
from core.db import take_turns
from core.errors import ConflictError, InputError
from core.scoping import everything, scope_of_session

OWN_COLUMN = {"household": "household_id", "member": "member_id", "record": "record_id"}


@dataclass
class Checked:
    """A sheet that was looked through; `plan` is its kind's own."""

    kind: Kind
    sheet: RawSheet
    plan: Any
    review: Review


def open_sheet(draft: Draft) -> RawSheet:
    """The rows of a sheet that waits; raises InputError for a file that is refused as a whole."""
    kind = BY_NAME[draft.kind]
    with as_file(draft) as path:
        return read_sheet(path, kind.template, MOST_ROWS)


def other_kind(draft: Draft) -> Kind | None:
    """Of which other kind a sheet is that could not be read as its own."""
    for kind in BY_NAME.values():
        try:
            if kind.name != draft.kind and open_sheet(replace(draft, kind=kind.name)):
                return kind
        except InputError:
            continue
    return None


def check(session: Session, draft: Draft, sheet: RawSheet, telling: Telling | None = None) -> Checked:
    """What the sheet would do; reads only. It tells of whom was found when it was sent, or as `telling` lets it."""
    kind = BY_NAME[draft.kind]
    ground = Ground(gazetteer(session), scope_of_session(session))
    plan, review = kind.check(session, sheet.rows, ground, telling or Telling(frozenset(draft.written)))
    return Checked(kind, sheet, plan, review)


def earlier(session: Session, draft: Draft, by: Actor) -> RegistryImport | None:
    """What this sheet made before, once whoever confirms it at this moment is done."""
    key = form_key(draft.token, by)
    # Two sheets with the same person would each find her missing.
    take_turns(session, "registry import")
    return session.scalar(select(RegistryImport).where(RegistryImport.form_key == key))


def save(
    session: Session, draft: Draft, checked: Checked, account: Account, *, seen: str, by: Actor
) -> RegistryImport:
    """Write a sheet; raises ImportRefused, and ConflictError where the registry is not as the review showed it."""
    review = checked.review
    if review.problems:
        raise ImportRefused(review.problems)
    if review.digest != seen:
        raise ConflictError
    if not review.changes:
        raise InputError("La hoja no cambia nada.")
    with everything(session, "each row was checked against the territory of whoever sends it"):
        saved = checked.kind.save(session, checked.plan, by=by)
    made = RegistryImport(
        kind=draft.kind, made_at=now(), made_by=by.name, account_id=account.id, unit_id=account.unit_id,
        form_key=form_key(draft.token, by), file_name=draft.file_name, file_sha256=draft.digest,
        created=len(review.created), changed=len(review.changed), unchanged=review.unchanged,
    )  # fmt: skip
    session.add(made)
    session.flush()
    _write_down(session, made, saved)
    changes = {"created": made.created, "changed": made.changed, "sha256": made.file_sha256}
    audit.record(session, f"import.{draft.kind}", made, by=by, changes=changes)
    return made


def _write_down(session: Session, made: RegistryImport, saved: list[Saved]) -> None:
    rows = [_row(made, one) for one in in_sheet_order(saved)]
    with everything(session, "what was just written within the scope"):
        session.connection().execute(insert(RegistryImportChange.table()), rows)


def _row(made: RegistryImport, one: Saved) -> Mapping[str, Any]:
    row: dict[str, Any] = dict.fromkeys(OWN_COLUMN.values())
    return row | {
        "import_id": made.id,
        OWN_COLUMN[one.kind]: one.record.id,
        "district_code": one.record.district_code,
        "province_code": one.record.province_code,
        "act": "created" if one.facts is None else "changed",
        "before": one.as_json(),
        "version_after": one.record.version,
    }


def undo(session: Session, made: RegistryImport, *, by: Actor) -> list[str]:
    """Put back what was there before; or change nothing, and say what stands in the way."""
    take_turns(session, "registry import")
    if made.undone_at is not None:
        return ["Esta importación ya se deshizo."]
    query = select(RegistryImportChange).where(RegistryImportChange.import_id == made.id)
    changes = session.scalars(query.order_by(RegistryImportChange.id)).all()
    with everything(session, "an import is undone whole or not at all"):
        hidden = (session.scalar(select(func.count()).select_from(query.subquery())) or 0) - len(changes)
    if hidden:
        return [
            "Una parte de lo que trajo esta hoja ya no es de su territorio. Pida a la UAS que la deshaga."
        ]
    if any(one.act == "changed" and one.before is None for one in changes):
        return ["Pasó más de un año: lo que había antes ya se borró."]
    hindrances = BY_NAME[made.kind].undo(session, made, changes, by=by)
    if not hindrances:
        made.undone_at, made.undone_by = now(), by.name
        session.flush()
        audit.record(session, "import.undo", made, by=by)
    return hindrances
