"""The programme's offices in the country and the provinces that each covers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, UtcDateTime
from core.ids import public_id


class TerritorialUnit(Model):
    """An office (Unidad Territorial, UT)."""

    __tablename__ = "territorial_unit"
    __table_args__ = (CheckConstraint("length(name) > 0", name="name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict


class UnitProvince(Model):
    """A province that an office covers: each is in at most one; what is in none comes to the national inbox."""

    __tablename__ = "unit_province"

    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("territorial_unit.id"), index=True)

    unit: Mapped[TerritorialUnit] = relationship(lazy="raise_on_sql")
