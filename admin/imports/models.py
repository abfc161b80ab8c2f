"""Spreadsheets of the registry that were read in: who, when, which file, what changed; and those taken out."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from admin.territories.scope import of_units
from core.crypto import SealedText
from core.db import Model, UtcDateTime
from core.ids import public_id
from core.scoping import Private, Scope, Territorial

KINDS = ("households", "enterprises")


class SheetRun:
    """What a reading in and a taking out have in common; it is the office's whose account made it, or national."""

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    kind: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))


class RegistryImport(SheetRun, Private, Model):
    """A spreadsheet read in, whole. It can be undone while nothing has been built on what it changed."""

    __tablename__ = "registry_import"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(undone_at IS NULL) = (undone_by = '')", name="undone"),
        Index(None, "unit_id", "id"),
    )

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("territorial_unit.id"))
    # Of the dry run that was confirmed: confirmed twice, it is one.
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    file_name: Mapped[str] = mapped_column(String(120))
    file_sha256: Mapped[str] = mapped_column(String(64))
    created: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(String(120), default="")

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """The office that made it covers a province of the scope; the national office's are its own."""
        return of_units(scope, cls)


class RegistryImportChange(Territorial, Model):
    """A record that an import made or changed, and its version afterwards.

    `before` holds, sealed, the row of the sheet and what each changed fact was and became: see admin.imports.saved.
    """

    __tablename__ = "registry_import_change"
    __table_args__ = (
        CheckConstraint("act IN ('created', 'changed')", name="act"),
        Index(None, "import_id"),
        Index(None, "household_id"),
        Index(None, "member_id"),
        Index(None, "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("registry_import.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise_record.id"))
    act: Mapped[str] = mapped_column(String(8))
    before: Mapped[str | None] = mapped_column(SealedText)
    version_after: Mapped[int]


class RegistryExport(SheetRun, Private, Model):
    """A list that somebody took out as a spreadsheet, with the filters that made it."""

    __tablename__ = "registry_export"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        Index(None, "unit_id", "id"),
    )

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("territorial_unit.id"))
    filters: Mapped[str] = mapped_column(String(300), default="")
    rows: Mapped[int]

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """The office that made it covers a province of the scope; the national office's are its own."""
        return of_units(scope, cls)


class RegistryExportRow(Territorial, Model):
    """A record that went out with an export: a person may ask who took her data away."""

    __tablename__ = "registry_export_row"
    __table_args__ = (
        CheckConstraint("(household_id IS NULL) <> (record_id IS NULL)", name="subject"),
        Index(None, "export_id"),
        Index(None, "household_id"),
        Index(None, "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(ForeignKey("registry_export.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise_record.id"))
