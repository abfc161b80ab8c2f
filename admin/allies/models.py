"""Allies, named in the plan or added since, and what each offers."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, one_of
from core.ids import public_id

KINDS = (
    "ministry",
    "local_government",
    "ngo",
    "financial",
    "education",
    "laboratory",
    "association",
    "other",
)
# The rungs of admin.readiness that an ally may help with.
RUNGS = ("packaging", "paper", "seal", "photo", "price")


class Ally(Model):
    """Somebody outside the programme who helps: what it offers, and with which rungs of readiness.

    `department_code` is empty where it helps in the whole country. One that no longer helps is not `active`: what was
    done with it keeps its name.
    """

    __tablename__ = "ally"
    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="kind"),
        CheckConstraint("length(name) BETWEEN 2 AND 120", name="name"),
        Index(None, "active", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    offers: Mapped[str] = mapped_column(Text)
    helps_with: Mapped[list[str]] = mapped_column(JSON, default=list)
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"), index=True)
    contact: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict
