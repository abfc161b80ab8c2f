"""Households, their members and what happened to them. Private: read within a scope only (core.scoping)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.crypto import SealedText
from core.db import MERGED, BytewiseText, Model, UtcDateTime, one_of, unique_where
from core.ids import public_id
from core.scoping import Territorial

SEXES = ("F", "M")
AREAS = ("rural", "urban_marginal")
TONGUES = ("castellano", "quechua", "aimara", "ashaninka", "awajun", "shipibo", "otra")
SCHOOLING = (
    "none",
    "primary_incomplete",
    "primary",
    "secondary_incomplete",
    "secondary",
    "technical",
    "university",
)
EVENTS = ("registered", "moved", "left", "returned", "merged", "split", "passed", "received")


class Household(Territorial, Model):
    """A household. It may leave the programme (`left_on`) or move, and keeps its history and its listings.

    `code` is the programme's own, where it is known. What was found to be another one's double is `merged_into_id`,
    and only its history is read from then on. "" and None say that nobody knows.
    """

    __tablename__ = "household"
    __table_args__ = (
        CheckConstraint(one_of("area", AREAS), name="area"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="merged"),
        unique_where("uq_household_code", ["code"], text("code <> '' AND merged_into_id IS NULL")),
        Index(None, "province_code", "name_key"),
        Index(None, "district_code", "name_key"),
        Index(None, "name_key", "id"),
        Index(None, "merged_into_id", sqlite_where=MERGED, postgresql_where=MERGED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    # Of the showing of the form that made it: sent twice, it is one.
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    code: Mapped[str] = mapped_column(String(20), default="")
    # The folded surnames and names of its first member: how lists are sorted and found.
    name_key: Mapped[str] = mapped_column(String(160), default="")
    area: Mapped[str] = mapped_column(String(16), default="")
    joined_year: Mapped[int | None]
    left_on: Mapped[date | None]
    left_why: Mapped[str] = mapped_column(String(200), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict

    members: Mapped[list["Member"]] = relationship(
        back_populates="household", order_by="Member.id", lazy="raise_on_sql"
    )


class Member(Territorial, Model):
    """A person of a household; its province and district are the household's, kept beside for the scope.

    `dni` is sealed; `dni_digest` finds it, and no two standing members have the same. `sound_key` is how surnames and
    names sound in Spanish, for finding doubles within a district. "" and None say that nobody knows.
    """

    __tablename__ = "member"
    __table_args__ = (
        CheckConstraint("length(given_names) > 0", name="given_names"),
        CheckConstraint(one_of("sex", SEXES), name="sex"),
        CheckConstraint(one_of("schooling", SCHOOLING), name="schooling"),
        CheckConstraint("phone = '' OR phone LIKE '+%'", name="phone"),
        CheckConstraint("(dni IS NULL) = (dni_digest IS NULL)", name="dni"),
        unique_where("uq_member_dni", ["dni_digest"], text("left_on IS NULL AND merged_into_id IS NULL")),
        Index(None, "household_id"),
        Index(None, "district_code", "sound_key"),
        Index(None, "phone"),
        Index(None, "merged_into_id", sqlite_where=MERGED, postgresql_where=MERGED),
        Index(None, "province_code", "name_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    given_names: Mapped[str] = mapped_column(String(80))
    surnames: Mapped[str] = mapped_column(String(80), default="")
    name_key: Mapped[str] = mapped_column(String(160))
    sound_key: Mapped[str] = mapped_column(String(160))
    dni: Mapped[str | None] = mapped_column(SealedText)
    dni_digest: Mapped[str | None] = mapped_column(String(64))
    sex: Mapped[str] = mapped_column(String(1), default="")
    born_on: Mapped[date | None]
    mother_tongue: Mapped[str] = mapped_column(String(20), default="")
    disability: Mapped[bool | None]
    phone: Mapped[str] = mapped_column(String(16), default="")
    schooling: Mapped[str] = mapped_column(String(20), default="")
    cares_for_children: Mapped[bool | None]
    entrepreneur: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict

    household: Mapped[Household] = relationship(back_populates="members", lazy="raise_on_sql")

    @property
    def full_name(self) -> str:
        """Surnames first, as registries write them."""
        return f"{self.surnames}, {self.given_names}" if self.surnames else self.given_names


class MemberWord(Territorial, Model):
    """A folded word of a standing member's name, and how it sounds: lists and doubles are found by index."""

    __tablename__ = "member_word"
    __table_args__ = (
        # Whole, so that a common word is read off the index alone.
        Index(None, "word", "province_code", "household_id"),
        Index(None, "district_code", "sound"),
        Index(None, "member_id"),
        Index(None, "household_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    word: Mapped[str] = mapped_column(BytewiseText(40))
    sound: Mapped[str] = mapped_column(String(40))


class HouseholdEvent(Territorial, Model):
    """Something that happened to a household: appended, never edited. Whoever may see the household may see it.

    So its scope is where the household is now; where it was before is `from_district`.
    """

    __tablename__ = "household_event"
    __table_args__ = (
        CheckConstraint("kind IN ({})".format(", ".join(f"'{kind}'" for kind in EVENTS)), name="kind"),
        Index(None, "household_id", "occurred_on"),
        Index(None, "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    kind: Mapped[str] = mapped_column(String(12))
    occurred_on: Mapped[date]
    from_district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    # Who came or went, where it was somebody; the note is her name then.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str] = mapped_column(String(120))
