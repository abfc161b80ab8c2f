"""An enterprise as somebody proposes it: typed, comparable, and kept as JSON in its revision."""

from dataclasses import asdict, dataclass, fields
from typing import Any

PRIVATE_FIELDS = ("producer_name", "story", "whatsapp", "district_code")


@dataclass(frozen=True)
class EnterpriseValues:
    """Wallets and invoices as flags; the last three fields are private until their owner consents."""

    name: str
    district_code: str
    province_only: bool = False
    wallets: int = 0
    invoices: int = 0
    market: str = ""
    producer_name: str = ""
    story: str = ""
    whatsapp: str = ""

    def snapshot(self) -> dict[str, Any]:
        """The values as JSON keeps them."""
        return asdict(self)

    @classmethod
    def from_snapshot(cls, snapshot: dict[str, Any]) -> "EnterpriseValues":
        """The values back from JSON; fields added since then take their defaults."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in snapshot.items() if name in known})


def for_audit(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes with private values left out: the audit says that they changed, not to what."""
    return {name: None if name in PRIVATE_FIELDS else value for name, value in changes.items()}
