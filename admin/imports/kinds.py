"""The sheets that the registry is read from and written as: one line a kind, by its name in addresses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from sqlalchemy.orm import Session

from admin.enterprises import sheet_checking as enterprise_checking
from admin.enterprises import sheet_saving as enterprise_saving
from admin.enterprises import spreadsheet as enterprises
from admin.enterprises.sheet_touched import touched_by as touched_enterprises
from admin.households import spreadsheet as households
from admin.households.forms import Ground
from admin.households.sheet_checking import check_sheet
from admin.households.sheet_saving import save_sheet
from admin.households.sheet_touched import touched_by
from admin.households.sheet_undoing import undo_sheet
from admin.imports.columns import Template
from admin.imports.models import RegistryImportChange
from admin.imports.plan import Review
from admin.imports.rows import RawRow
from admin.imports.saved import Saved, Touched
from admin.imports.telling import Telling
from catalog.places.queries import Gazetteer, gazetteer
from core.spreadsheet_writing import Guide, write_sheet

Note = Callable[[int, str], object]


@dataclass(frozen=True)
class Kind:
    """A sheet of the registry: how it is written and explained; `words` is what its rows are called."""

    name: str
    words: Any
    template: Template
    guide: Callable[[], list[tuple[str, str]]]
    choices: Callable[[], dict[int, list[str]]]
    widths: Mapping[int, int]
    rows: Callable[[Session, Select[Any], Gazetteer, Note], Iterator[list[str]]]
    check: Callable[[Session, Iterable[RawRow], Ground, Telling], tuple[Any, Review]]
    save: Callable[..., list[Saved]]
    undo: Callable[..., list[str]]
    touched: Callable[[Session, Sequence[RegistryImportChange], Ground], list[Touched]]
    # The page of a record, by its public id, and the act of looking at it.
    address: Callable[[str], str]
    look: str

    def write(self, session: Session, path: Path, wanted: Select[Any] | None, note: Note) -> int:
        """Write the records whose keys `wanted` selects, or none, as the template; returns how many rows."""
        written = 0

        def counted() -> Iterator[list[str]]:
            nonlocal written
            if wanted is not None:
                for row in self.rows(session, wanted, gazetteer(session), note):
                    written += 1
                    yield row

        lines = self.guide()
        places = {name: place for place, name in enumerate(self.template.names)}
        write_sheet(
            path, self.template.names, counted(), sheet_name=str(self.words), widths=self.widths,
            notes={places[name]: said for name, said in lines if name in places}, choices=self.choices(),
            guide=Guide(_("Cómo llenar"), (_("Columna"), _("Qué se escribe")), lines), streamed=True,
        )  # fmt: skip
        return written


# The records of sheets: those that are made, and those that change.
SUMS = {
    "household": (_l("Hogares nuevos"), _l("Hogares que cambian")),
    "member": (_l("Personas nuevas"), _l("Personas que cambian")),
    "record": (_l("Emprendimientos nuevos"), _l("Emprendimientos que cambian")),
}
KINDS = {
    "hogares": Kind(
        "households", _l("Hogares"), households.TEMPLATE, households.guide, households.choices,
        households.WIDTHS, households.sheet_rows, check_sheet, save_sheet, undo_sheet, touched_by,
        lambda one: url_for("admin.households.show", household=one), "household.view",
    ),
    "emprendimientos": Kind(
        "enterprises", _l("Emprendimientos"), enterprises.TEMPLATE, enterprises.guide, enterprises.choices,
        enterprises.WIDTHS, enterprises.sheet_rows, enterprise_checking.check_sheet,
        enterprise_saving.save_sheet, enterprise_saving.undo_sheet, touched_enterprises,
        lambda one: url_for("admin.enterprises.show", enterprise=one), "enterprise.view",
    ),
}  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS.values()}
