"""What is typed about the private record of an enterprise, on a page or in a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.enterprises import scales, words
from admin.enterprises.models import AREAS, GAPS, STAGES, EnterpriseRecord
from admin.enterprises.record_values import RecordValues
from admin.households.forms import FIRST_YEAR, Ground, one_of, read_answer, read_place
from admin.households.words import areas, say_answer, yes_or_no
from catalog.places.queries import Gazetteer
from catalog.sectors.queries import SectorTree
from core.clock import today
from core.errors import InputError
from core.forms import ParsedField, ParsedForm, text_parser
from core.text import clean, slugify

RECORD = (
    "name", "place", "sector", "stage", "started_year", "digital_maturity", "logistic_maturity", "gap", "area",
    "ruc", "in_association", "has_account",
)  # fmt: skip
_RUC = re.compile(r"(10|15|16|17|20)[0-9]{9}")


def read_ruc(typed: str) -> str:
    """Eleven digits of which the last one checks the others; spaces and dashes between them do not matter."""
    from stdnum.pe import ruc

    digits = re.sub(r"[\s.\-]", "", clean(typed))
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise InputError(_("El RUC debe tener 11 dígitos."))
    if not _RUC.fullmatch(digits):
        raise InputError(
            _("El RUC empieza con 10 si es de una persona, o con 20 si es de una asociación o empresa.")
        )
    if not ruc.is_valid(digits):
        raise InputError(_("Ese RUC no existe: revise sus dígitos, uno está cambiado."))
    return digits


def read_started(typed: str) -> int:
    """The year since which it works."""
    kept = clean(typed)
    if not re.fullmatch(r"[0-9]{4}", kept) or not FIRST_YEAR <= int(kept) <= today().year:
        years = {"first": FIRST_YEAR, "last": today().year}
        raise InputError(_("Escriba un año entre %(first)s y %(last)s, o déjelo vacío.", **years))
    return int(kept)


def read_step(typed: str) -> int:
    """A step of a scale of maturity."""
    kept = clean(typed)
    if kept not in scales.TYPED:
        raise InputError(_("Elija uno de los cuatro pasos, de 0 a 3."))
    return int(kept)


def read_sector(sectors: SectorTree, typed: str) -> int:
    """The sector of a slug, or of a name."""
    asked = slugify(typed)
    if asked in sectors.by_slug:
        return sectors.by_slug[asked].id
    named = [branch.id for branch in sectors.by_id.values() if slugify(branch.name) == asked]
    if len(named) != 1:
        raise InputError(_("Ese rubro no está en la lista. Elija uno de la lista."))
    return named[0]


@dataclass(frozen=True)
class RecordGround(Ground):
    """What a form of an enterprise knows beside places: the sectors."""

    sectors: SectorTree


class RecordForm(ParsedForm):
    """The private facts of an enterprise; `ground` is given before it reads."""

    ground: RecordGround

    name = ParsedField(
        _l("Nombre del emprendimiento"),
        parse=text_parser(120, shortest=2),
        missing="Escriba el nombre del emprendimiento.",
    )
    place = ParsedField(_l("Distrito"), missing="Escriba el distrito donde funciona.")
    sector = ParsedField(_l("Rubro"))
    stage = ParsedField(_l("Etapa"), parse=one_of(STAGES))
    started_year = ParsedField(_l("¿Desde qué año funciona?"), parse=read_started)
    digital_maturity = ParsedField(_l("Madurez digital"), parse=read_step)
    logistic_maturity = ParsedField(_l("Madurez logística"), parse=read_step)
    gap = ParsedField(_l("¿Qué le falta más?"), parse=one_of(GAPS))
    area = ParsedField(_l("Zona"), parse=one_of(AREAS))
    ruc = ParsedField(_l("RUC"), parse=read_ruc)
    in_association = ParsedField(_l("¿Está en una asociación?"), parse=read_answer)
    has_account = ParsedField(_l("¿Tiene cuenta en un banco o caja?"), parse=read_answer)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, and that an idea has no year since when it runs."""
        super().validate(extra_validators)
        if self.stage.data == "idea" and self.started_year.data:
            self.refuse(
                "started_year", _("Si es una idea, todavía no funciona: borre el año, o elija otra etapa.")
            )
        return not self.errors

    def parse_place(self, typed: str) -> str:
        """The district, which must be of one's own territory."""
        code = read_place(self.ground.gazetteer, typed, self.ground.scope)
        if not self.ground.scope.covers(code):
            raise InputError(
                _(
                    "Ese distrito no es de su territorio. Si el emprendimiento se mudó, pida a la UAS que lo pase."
                )
            )
        return code

    def parse_sector(self, typed: str) -> int:
        """One of the site's sectors."""
        return read_sector(self.ground.sectors, typed)

    def record(self) -> RecordValues:
        """What was typed, once it is valid."""
        names = {"place": "district_code", "sector": "sector_id"}
        given = {names.get(name, name): self[name].data for name in RECORD if self[name].data is not None}
        return RecordValues(**given)


def record_typed(
    record: EnterpriseRecord, name: str, gazetteer: Gazetteer, sectors: SectorTree
) -> dict[str, str]:
    """A record as its form reads it back, under the name that was proposed last; its RUC stays where it is."""
    branch = sectors.by_id.get(record.sector_id) if record.sector_id is not None else None
    return {
        "name": name,
        "place": gazetteer.full(record.province_code, record.district_code),
        "sector": branch.slug if branch else "",
        "stage": record.stage,
        "started_year": _number(record.started_year),
        "digital_maturity": _number(record.digital_maturity),
        "logistic_maturity": _number(record.logistic_maturity),
        "gap": record.gap,
        "area": record.area,
        "ruc": "",
        "in_association": say_answer(record.in_association),
        "has_account": say_answer(record.has_account),
    }


def record_choices(sectors: SectorTree) -> Mapping[str, Mapping[str, str]]:
    """What each select of the form offers, by field name; the sectors in their order, those inside after a dash."""
    return {
        "sector": sector_choices(sectors),
        "stage": words.stages(),
        "digital_maturity": scales.digital(),
        "logistic_maturity": scales.logistic(),
        "gap": words.gaps(),
        "area": areas(),
        "in_association": yes_or_no(),
        "has_account": yes_or_no(),
    }


def sector_choices(sectors: SectorTree) -> dict[str, str]:
    """Each top sector and after it those inside."""
    return {
        branch.slug: branch.name if branch is top else f"— {branch.name}"
        for top in sectors.tops
        for branch in (top, *sectors.children(top))
    }


def say_fact(name: str, typed: str, sectors: SectorTree) -> str:
    """How a typed value reads: the words of a choice, or the text itself."""
    said = str(record_choices(sectors).get(name, {}).get(typed, typed)).removeprefix("— ")
    return f"{typed}: {said}" if name.endswith("_maturity") and said != typed else said


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
