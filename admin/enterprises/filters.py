"""What a list of enterprises is narrowed by, as its address says it; what cannot be understood narrows nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from admin.enterprises import scales
from admin.households.filters import LONGEST_WORDS, name_of, place_asked
from catalog.places.queries import Gazetteer
from catalog.sectors.queries import SectorTree
from core.text import clean

STAGES = {"idea": "idea", "en-marcha": "running", "dejo-de-funcionar": "stopped"}
GAPS = {"tecnica": "technique", "gestion": "management", "las-dos": "both"}
UNKNOWN = "sin-dato"
STEPS = (*scales.TYPED, UNKNOWN)
PAPERS = {"sin-ruc": "ruc", "sin-asociacion": "in_association", "sin-cuenta": "has_account"}
STATUSES = {"si": "published", "no": "unpublished", "archivado": "archived"}
PLANS = {"con": "with", "sin": "without"}
SORTS = {"nombre": "name", "recientes": "recent"}


@dataclass(frozen=True)
class RecordFilters:
    """What was asked for; "" narrows nothing. `after` and `before` are public ids of records."""

    words: str = ""
    province: str = ""
    district: str = ""
    sector: str = ""
    stage: str = ""
    digital: str = ""
    logistic: str = ""
    gap: str = ""
    paper: str = ""
    status: str = ""
    plan: str = ""
    sort: str = "name"
    after: str = ""
    before: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return replace(self, sort="name", after="", before="") != RecordFilters()

    def address(self, **changed: str) -> dict[str, str]:
        """The arguments of an address that asks for the same, changed so; a place in the list is not kept."""
        values = {
            "q": self.words, "provincia": self.province, "distrito": self.district, "rubro": self.sector,
            "etapa": name_of(STAGES, self.stage), "digital": self.digital, "logistica": self.logistic,
            "falta": name_of(GAPS, self.gap), "papeles": name_of(PAPERS, self.paper),
            "publicado": name_of(STATUSES, self.status), "plan": name_of(PLANS, self.plan),
            "orden": "" if self.sort == "name" else name_of(SORTS, self.sort),
        }  # fmt: skip
        return {name: value for name, value in (values | changed).items() if value}


def read_filters(named: Mapping[str, str], gazetteer: Gazetteer, sectors: SectorTree) -> RecordFilters:
    """The filters of an address."""
    province, district = place_asked(named, gazetteer)
    return RecordFilters(
        words=clean(named.get("q", ""))[:LONGEST_WORDS],
        province=province,
        district=district,
        sector=_known(named, "rubro", sectors.by_slug),
        stage=STAGES.get(named.get("etapa", ""), ""),
        digital=_known(named, "digital", STEPS),
        logistic=_known(named, "logistica", STEPS),
        gap=GAPS.get(named.get("falta", ""), ""),
        paper=PAPERS.get(named.get("papeles", ""), ""),
        status=STATUSES.get(named.get("publicado", ""), ""),
        plan=PLANS.get(named.get("plan", ""), ""),
        sort=SORTS.get(named.get("orden", ""), "name"),
        after=clean(named.get("desde", ""))[:12],
        before=clean(named.get("hasta", ""))[:12],
    )


def _known(named: Mapping[str, str], name: str, values: Collection[str]) -> str:
    value = named.get(name, "")
    return value if value in values else ""
