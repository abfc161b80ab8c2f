"""Finding a place by the name people type, without accents or capitals, and the places a delivery text names."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.places.models import Department, District, Province
from core.errors import InputError
from core.text import clean, fold, slugify, split_list

WHOLE_COUNTRY = ""
_COUNTRY = re.compile(
    r"(?:envios? |despachos? |reparto |entrega )*(?:a |en )?(?:(?:todo|todos) )?(?:el |los )?"
    r"(?:peru|pais|nivel nacional|nacional|provincias del peru|departamentos)"
)
_ALIASES = {"cuzco": "cusco", "limametropolitana": "lima", "lima metropolitana": "lima", "qosqo": "cusco"}
_ALIASES |= {"lima provincias": "lima", "callao provincia constitucional": "callao", "lima ciudad": "lima"}
_ALIASES |= {"provincia constitucional del callao": "callao", "prov. const. del callao": "callao"}
_LEADING = re.compile(
    r"^(?:(?:envios?|despachos?|reparto|entrega|toda|todo|en|a|al|hasta|solo|solamente|la|el|ciudad de"
    r"|por agencia a|puesto en|recojo en) )+"
)
_LEVELS = {
    "departamento": 2,
    "dpto.": 2,
    "dpto": 2,
    "region": 2,
    "provincia": 4,
    "prov.": 4,
    "distrito": 6,
    "dist.": 6,
}
_LEVEL = re.compile(rf"^(?P<level>{'|'.join(map(re.escape, _LEVELS))}) (?:de |del )?(?=\S)")
_AFTER = re.compile(r" (?:ciudad|capital|cercado|centro|por agencia)$")
_PARTS = re.compile(r"[,;/&\n\r()]")


@dataclass(frozen=True)
class Places:
    """All places by folded name: read once for an import, then only looked up."""

    departments: dict[str, str]
    provinces: dict[str, dict[str, str]]
    districts: dict[str, dict[str, str]]
    names: dict[str, str]
    by_name: dict[str, list[str]] = field(repr=False)

    def find_department(self, typed: str) -> str:
        """The code of a department; raises InputError with near names."""
        return self._find("departamento", typed, self.departments)

    def find_province(self, department_code: str, typed: str) -> str:
        """The code of a province of this department; raises InputError with near names."""
        provinces = self.provinces[department_code]
        return self._find(f"provincia de {self.names[department_code]}", typed, provinces)

    def find_district(self, province_code: str, typed: str) -> str:
        """The code of a district of this province; raises InputError with near names."""
        districts = self.districts[province_code]
        return self._find(f"distrito de la provincia de {self.names[province_code]}", typed, districts)

    def _find(self, level: str, typed: str, known: dict[str, str]) -> str:
        code = known.get(_key(typed))
        if code is None:
            near = get_close_matches(_key(typed)[:60], known, n=2, cutoff=0.6)
            hint = f"¿Quiso decir {' o '.join(self.names[known[name]] for name in near)}?" if near else ""
            remedy = hint or "Escriba el nombre oficial del INEI."
            raise InputError(f'No hay {level} con el nombre "{clean(typed)[:60]}". {remedy}')
        return code

    def read_delivery(self, text: str) -> tuple[str, ...]:
        """The INEI prefixes of the places a delivery text names; words that name no place stay as words."""
        codes: set[str] = set()
        for part in _PARTS.split(text):
            whole = self._codes(part)
            # "José Crespo y Castillo" is one place; "Cusco y Puno" are two.
            codes.update(whole or (code for one in split_list(part) for code in self._codes(one)))
        if WHOLE_COUNTRY in codes:
            return (WHOLE_COUNTRY,)
        return tuple(sorted(code for code in codes if not codes & {code[:2], code[:4]} - {code}))

    def _codes(self, part: str) -> tuple[str, ...]:
        """The widest place of a name (Cusco the department before the district), if only one is that wide."""
        folded = fold(part).rstrip(".").replace("-", " ")
        if _COUNTRY.fullmatch(folded):
            return (WHOLE_COUNTRY,)
        name = _LEADING.sub("", folded)
        if name == "lima metropolitana":
            name = "provincia lima"
        level = _LEVEL.match(name)
        name = _AFTER.sub("", name[level.end() :] if level else name)
        codes = self.by_name.get(_ALIASES.get(name, name), [])
        if level:
            codes = [code for code in codes if len(code) == _LEVELS[level["level"]]]
        widest = [code for code in codes if len(code) == len(codes[0])]
        return (widest[0],) if len(widest) == 1 else ()


def load_places(session: Session) -> Places:
    """Read every place once."""
    departments = {row.code: row.name for row in session.execute(select(Department.code, Department.name))}
    provinces = {row.code: row.name for row in session.execute(select(Province.code, Province.name))}
    districts = {row.code: row.name for row in session.execute(select(District.code, District.name))}
    in_department: dict[str, dict[str, str]] = {code: {} for code in departments}
    in_province: dict[str, dict[str, str]] = {code: {} for code in provinces}
    by_name: dict[str, list[str]] = {}
    for code, name in (departments | provinces | districts).items():
        by_name.setdefault(_name(name), []).append(code)
        if len(code) == 4:
            in_department[code[:2]][_name(name)] = code
        elif len(code) == 6:
            in_province[code[:4]][_name(name)] = code
    for codes in by_name.values():
        codes.sort(key=lambda code: (len(code), code))
    return Places(
        departments={_name(name): code for code, name in departments.items()},
        provinces=in_department,
        districts=in_province,
        names=departments | provinces | districts,
        by_name=by_name,
    )


def _name(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split())


def _key(text: str) -> str:
    folded = _name(text).rstrip(".")
    folded = _ALIASES.get(folded, folded)
    return _LEVEL.sub("", folded.removeprefix("ciudad de "))


def usual_slug(typed: str) -> str:
    """How an address should say what somebody wrote in it: «Cuzco» is cusco."""
    slug = slugify(clean(typed)[:60])
    return slugify(_ALIASES.get(slug.replace("-", " "), slug))
