"""What a list of enterprises is narrowed by, as its address says it; what cannot be understood narrows nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from admin.enterprises import scales
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
LONGEST_WORDS = 80


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
            "etapa": _name(STAGES, self.stage), "digital": self.digital, "logistica": self.logistic,
            "falta": _name(GAPS, self.gap), "papeles": _name(PAPERS, self.paper),
            "publicado": _name(STATUSES, self.status), "plan": _name(PLANS, self.plan),
            "orden": "" if self.sort == "name" else _name(SORTS, self.sort),
        }  # fmt: skip
        return {name: value for name, value in (values | changed).items() if value}


def read_filters(named: Mapping[str, str], gazetteer: Gazetteer, sectors: SectorTree) -> RecordFilters:
    """The filters of an address."""
    district, province = named.get("distrito", ""), named.get("provincia", "")
    district = district if len(district) == 6 and district in gazetteer.by_code else ""
    province = province if len(province) == 4 and province in gazetteer.by_code else ""
    if district and province and not district.startswith(province):
        district = ""
    return RecordFilters(
        words=clean(named.get("q", ""))[:LONGEST_WORDS],
        province=district[:4] or province,
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


def _name(names: Mapping[str, str], value: str) -> str:
    return next((name for name, known in names.items() if known == value), "")
