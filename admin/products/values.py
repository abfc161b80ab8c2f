"""A product as somebody proposes it: typed, comparable, and kept as JSON in its revision."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class PhotoValue:
    """One photo in its place: the upload's token and the words for who cannot see it."""

    token: str
    alt: str


@dataclass(frozen=True)
class ProductValues:
    """Money in céntimos, quantities in thousandths of `unit`, months and payments as flags.

    `sector` and `seals` are slugs, `delivery_places` INEI prefixes; `sanitary` is kept as it was typed.
    """

    name: str
    sector: str
    price: int
    unit: str
    description: str = ""
    variants: str = ""
    capacity: int | None = None
    min_order: int | None = None
    lead_days: int | None = None
    months: int = 0
    delivery: str = ""
    delivery_places: tuple[str, ...] = ()
    delivery_days: str = ""
    freight: str | None = None
    cold_chain: bool | None = None
    payments: int = 0
    packaging: str = ""
    sanitary: str = ""
    seals: tuple[str, ...] = ()
    photos: tuple[PhotoValue, ...] = ()

    def snapshot(self) -> dict[str, Any]:
        """The values as JSON keeps them."""
        return asdict(self)

    @classmethod
    def from_snapshot(cls, snapshot: dict[str, Any]) -> "ProductValues":
        """The values back from JSON; fields added since then take their defaults."""
        known = {field.name for field in fields(cls)}
        kept = {name: value for name, value in snapshot.items() if name in known}
        kept["delivery_places"] = tuple(kept.get("delivery_places", ()))
        kept["seals"] = tuple(kept.get("seals", ()))
        kept["photos"] = tuple(PhotoValue(**photo) for photo in kept.get("photos", ()))
        return cls(**kept)


def changed_fields(before: Any, after: Any) -> dict[str, Any]:
    """The fields of `after` that differ from `before` (two values of one class), as JSON keeps them."""
    old, new = before.snapshot(), after.snapshot()
    return {name: value for name, value in new.items() if value != old[name]}
