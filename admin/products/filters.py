"""What a list of products is narrowed by, as its address says it; what cannot be understood narrows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from admin.households.filters import LONGEST_WORDS, place_asked
from catalog.places.queries import Gazetteer
from catalog.sectors.queries import SectorTree
from core.text import clean

# Of the version that is being worked on, and of the product.
OPEN = {"borrador": "draft", "en-revision": "in_review", "devuelto": "returned"}
STATUSES = {"publicado": "published", "sin-publicar": "unpublished", "archivado": "archived"}
STATES = (*OPEN, *STATUSES)
TO_CONFIRM = "por-confirmar"


@dataclass(frozen=True)
class ProductFilters:
    """What was asked for; "" narrows nothing. `state` and `price` are as the address says them."""

    words: str = ""
    state: str = ""
    sector: str = ""
    province: str = ""
    district: str = ""
    price: str = ""
    after: str = ""
    before: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return replace(self, after="", before="") != ProductFilters()

    def address(self, **changed: str) -> dict[str, str]:
        """The arguments of an address that asks for the same, changed so; a place in the list is not kept."""
        values = {
            "q": self.words, "estado": self.state, "rubro": self.sector, "provincia": self.province,
            "distrito": self.district, "precio": self.price,
        }  # fmt: skip
        return {name: value for name, value in (values | changed).items() if value}


def read_filters(named: Mapping[str, str], gazetteer: Gazetteer, sectors: SectorTree) -> ProductFilters:
    """The filters of an address."""
    province, district = place_asked(named, gazetteer)
    state, sector = named.get("estado", ""), named.get("rubro", "")
    return ProductFilters(
        words=clean(named.get("q", ""))[:LONGEST_WORDS],
        state=state if state in STATES else "",
        sector=sector if sector in sectors.by_slug else "",
        province=province,
        district=district,
        price=TO_CONFIRM if named.get("precio") == TO_CONFIRM else "",
        after=clean(named.get("desde", ""))[:12],
        before=clean(named.get("hasta", ""))[:12],
    )
