"""Finding a place by the name people type, without accents or capitals, and the places a delivery text names."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.places.models import Department, District, Province
from core.errors import InputError
from core.text import fold, split_list

WHOLE_COUNTRY = ""
_COUNTRY_WORDS = {
    "todo el peru", "peru", "nivel nacional", "a nivel nacional", "nacional", "todo el pais", "a todo el peru",
    "todo peru", "envios a todo el peru", "envio a todo el peru",
}  # fmt: skip
_ALIASES = {"cuzco": "cusco", "limametropolitana": "lima", "lima metropolitana": "lima", "qosqo": "cusco"}
_LEADING = (
    "departamento de ",
    "provincia de ",
    "distrito de ",
    "region ",
    "ciudad de ",
    "en ",
    "a ",
    "hasta ",
    "solo ",
)


@dataclass(frozen=True)
class Places:
    """All places by folded name: read once for an import, then only looked up."""

    departments: dict[str, str]
    provinces: dict[str, dict[str, str]]
    districts: dict[str, dict[str, str]]
    names: dict[str, str]
    by_name: dict[str, list[str]] = field(repr=False)

    def find_district(self, department: str, province: str, district: str) -> str:
        """The code of a district named with its department and province; raises InputError with near names."""
        department_code = self.departments.get(_key(department))
        if department_code is None:
            raise InputError(_unknown("departamento", department, self.departments))
        provinces = self.provinces[department_code]
        province_code = provinces.get(_key(province))
        if province_code is None:
            raise InputError(_unknown(f"provincia de {self.names[department_code]}", province, provinces))
        districts = self.districts[province_code]
        code = districts.get(_key(district))
        if code is None:
            raise InputError(_unknown(f"distrito de {self.names[province_code]}", district, districts))
        return code

    def read_delivery(self, text: str) -> tuple[str, ...]:
        """The INEI prefixes of the places a delivery text names; words that name no place stay as words."""
        codes = set()
        for part in split_list(text):
            folded = fold(part).rstrip(".")
            if folded in _COUNTRY_WORDS:
                return (WHOLE_COUNTRY,)
            code = self._any_level(_stripped(folded))
            if code is not None:
                codes.add(code)
        return tuple(
            sorted(code for code in codes if not any(code[:n] in codes for n in (2, 4) if n < len(code)))
        )

    def _any_level(self, name: str) -> str | None:
        """The widest place of a name (Cusco the department before the district), if only one is that wide."""
        codes = self.by_name.get(_ALIASES.get(name, name), [])
        widest = [code for code in codes if len(code) == len(codes[0])]
        return widest[0] if len(widest) == 1 else None


def load_places(session: Session) -> Places:
    """Read every place once."""
    departments = {row.code: row.name for row in session.execute(select(Department.code, Department.name))}
    provinces = {row.code: row.name for row in session.execute(select(Province.code, Province.name))}
    districts = {row.code: row.name for row in session.execute(select(District.code, District.name))}
    in_department: dict[str, dict[str, str]] = {code: {} for code in departments}
    in_province: dict[str, dict[str, str]] = {code: {} for code in provinces}
    by_name: dict[str, list[str]] = {}
    for code, name in (departments | provinces | districts).items():
        by_name.setdefault(fold(name), []).append(code)
        if len(code) == 4:
            in_department[code[:2]][fold(name)] = code
        elif len(code) == 6:
            in_province[code[:4]][fold(name)] = code
    for codes in by_name.values():
        codes.sort(key=lambda code: (len(code), code))
    return Places(
        departments={fold(name): code for code, name in departments.items()},
        provinces=in_department,
        districts=in_province,
        names=departments | provinces | districts,
        by_name=by_name,
    )


def _key(text: str) -> str:
    folded = _stripped(fold(text))
    return _ALIASES.get(folded, folded)


def _stripped(folded: str) -> str:
    for words in _LEADING:
        folded = folded.removeprefix(words)
    return folded


def _unknown(level: str, typed: str, known: dict[str, str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(_key(typed), known, n=2, cutoff=0.6)
    hint = f" ¿Quiso decir {' o '.join(name.title() for name in near)}?" if near else ""
    return f'No hay {level} con el nombre "{typed}".{hint} Revise la lista del INEI.'
