"""What a list of households is narrowed by, as its address says it; what cannot be understood narrows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from catalog.places.queries import Gazetteer
from core.clock import today
from core.text import clean

STATES = {"en": "in", "salieron": "left"}
ENTREPRENEURS = {"con": "with", "sin": "without"}
SORTS = {"nombre": "name", "recientes": "recent"}
AREA_NAMES = {"rural": "rural", "urbano-marginal": "urban_marginal"}
# Whole years, the last not included.
AGES = {"18-29": (18, 30), "30-44": (30, 45), "45-59": (45, 60), "60-mas": (60, 130)}
LONGEST_WORDS = 80


@dataclass(frozen=True)
class HouseholdFilters:
    """What was asked for; "" narrows nothing. `after` and `before` are public ids of households."""

    words: str = ""
    province: str = ""
    district: str = ""
    area: str = ""
    state: str = ""
    entrepreneur: str = ""
    ages: str = ""
    sort: str = "name"
    after: str = ""
    before: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return replace(self, sort="name", after="", before="") != HouseholdFilters()

    def born_between(self) -> tuple[date, date]:
        """After the first and not after the last of these days is born who is of the asked age today."""
        youngest, oldest = AGES[self.ages]
        return _years_ago(oldest), _years_ago(youngest)

    def address(self, **changed: str) -> dict[str, str]:
        """The arguments of an address that asks for the same, changed so; a place in the list is not kept."""
        values = {
            "q": self.words, "provincia": self.province, "distrito": self.district,
            "zona": name_of(AREA_NAMES, self.area), "estado": name_of(STATES, self.state),
            "emprende": name_of(ENTREPRENEURS, self.entrepreneur), "edad": self.ages,
            "orden": "" if self.sort == "name" else name_of(SORTS, self.sort),
        }  # fmt: skip
        return {name: value for name, value in (values | changed).items() if value}


def read_filters(named: Mapping[str, str], gazetteer: Gazetteer) -> HouseholdFilters:
    """The filters of an address."""
    province, district = place_asked(named, gazetteer)
    ages = named.get("edad", "")
    return HouseholdFilters(
        words=clean(named.get("q", ""))[:LONGEST_WORDS],
        province=province,
        district=district,
        area=AREA_NAMES.get(named.get("zona", ""), ""),
        state=STATES.get(named.get("estado", ""), ""),
        entrepreneur=ENTREPRENEURS.get(named.get("emprende", ""), ""),
        ages=ages if ages in AGES else "",
        sort=SORTS.get(named.get("orden", ""), "name"),
        after=clean(named.get("desde", ""))[:12],
        before=clean(named.get("hasta", ""))[:12],
    )


def place_asked(named: Mapping[str, str], gazetteer: Gazetteer) -> tuple[str, str]:
    """The province and the district of an address, "" where it names none; a district says its province."""
    district, province = named.get("distrito", ""), named.get("provincia", "")
    district = district if len(district) == 6 and district in gazetteer.by_code else ""
    province = province if len(province) == 4 and province in gazetteer.by_code else ""
    if district and province and not district.startswith(province):
        district = ""
    return district[:4] or province, district


def name_of(names: Mapping[str, str], value: str) -> str:
    """What an address calls a value."""
    return next((name for name, known in names.items() if known == value), "")


def _years_ago(years: int) -> date:
    day = today()
    return date(day.year - years, day.month, min(day.day, 28) if day.month == 2 else day.day)
