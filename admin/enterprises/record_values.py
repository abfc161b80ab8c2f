"""The private facts of an enterprise, as forms read them and operations write them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordValues:
    """An enterprise's private facts; "" and None say that nobody knows.

    `ruc` None leaves the one that is kept, and "" takes it away.
    """

    name: str
    district_code: str
    sector_id: int | None = None
    stage: str = ""
    started_year: int | None = None
    digital_maturity: int | None = None
    logistic_maturity: int | None = None
    gap: str = ""
    area: str = ""
    ruc: str | None = None
    in_association: bool | None = None
    has_account: bool | None = None
