"""Where things are: INEI's departments, provinces and districts, whose codes nest (2, 4 and 6 digits)."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model


class Department(Model):
    """One of the 25 departments (Callao counts as one)."""

    __tablename__ = "department"
    __table_args__ = (CheckConstraint("length(code) = 2", name="code"),)

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)


class Province(Model):
    """One of the 196 provinces."""

    __tablename__ = "province"
    __table_args__ = (
        CheckConstraint("length(code) = 4 AND substr(code, 1, 2) = department_code", name="code"),
    )

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    department_code: Mapped[str] = mapped_column(ForeignKey("department.code"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    slug: Mapped[str] = mapped_column(String(60))

    department: Mapped[Department] = relationship(lazy="raise_on_sql")


class District(Model):
    """One of the 1,891 districts."""

    __tablename__ = "district"
    __table_args__ = (
        CheckConstraint("length(code) = 6 AND substr(code, 1, 4) = province_code", name="code"),
    )

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    slug: Mapped[str] = mapped_column(String(60))

    province: Mapped[Province] = relationship(lazy="raise_on_sql")
