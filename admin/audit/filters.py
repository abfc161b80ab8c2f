"""What the audit is narrowed by, as its address says it; what cannot be understood narrows nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from admin.audit.words import KINDS
from core.clock import LIMA

# «Quién» of what no account did.
SYSTEM = "sistema"
_KEY = re.compile(r"[0-9a-z]{1,40}")
_SUBJECT = re.compile(r"[a-z_]{1,60}:[0-9A-Za-z-]{1,40}")
_PLACE = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class AuditFilters:
    """What was asked for; "" narrows nothing. `subject` is a table and a public id; `before` an entry's key."""

    who: str = ""
    kind: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return replace(self, before=None) != AuditFilters()

    def between(self) -> tuple[datetime | None, datetime | None]:
        """The instants where the asked days begin and end, in Lima."""
        after = self.last + timedelta(days=1) if self.last and self.last < date.max else None
        return _midnight(self.first), _midnight(after)

    def address(self, **changed: str) -> dict[str, str]:
        """The arguments of an address that asks for the same, changed so; a place in the list is not kept."""
        values = {
            "quien": self.who,
            "que": self.kind,
            "sobre": self.subject,
            "desde": self.first.isoformat() if self.first else "",
            "hasta": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in (values | changed).items() if value}


def read_filters(named: Mapping[str, str]) -> AuditFilters:
    """The filters of an address."""
    kind = named.get("que", "")
    place = _known(_PLACE, named.get("antes", ""))
    return AuditFilters(
        who=_known(_KEY, named.get("quien", "")),
        kind=kind if kind in KINDS else "",
        subject=_known(_SUBJECT, named.get("sobre", "")),
        first=_day(named.get("desde", "")),
        last=_day(named.get("hasta", "")),
        before=int(place) if place else None,
    )


def _known(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, LIMA) if day else None
