"""What every proposed version has in common: a snapshot, the live version it started from, a state."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import UtcDateTime
from core.ids import public_id

OPEN_STATES = ("draft", "in_review", "returned")
STATES = (*OPEN_STATES, "approved", "dropped")
IS_OPEN = text("state IN ('draft', 'in_review', 'returned')")


def state_check() -> CheckConstraint:
    """The check every revision table carries."""
    return CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in STATES)), name="state")


class RevisionColumns:
    """Columns of a proposed version: draft → in_review → returned → approved; dropped when replaced by nothing.

    `base_version` is the id of the approved version that the draft began from, 0 where there was none. `remarks` say
    what is to be mended, by field ("" of the whole); they stand until the version is sent again. `why` says what the
    version came from, where that was not somebody who typed it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    base_version: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default="draft")
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(120))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(120))
    remarks: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    why: Mapped[str] = mapped_column(String(200), default="")
