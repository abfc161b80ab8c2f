"""What the pages of enterprises show of what is kept."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from admin.enterprises import scales, words
from admin.enterprises.filters import GAPS, PAPERS, PLANS, STAGES, STATUSES, UNKNOWN, RecordFilters
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.record_forms import RecordGround, sector_choices
from admin.households.presentation import Choices, place_choices
from admin.households.words import areas

# A RUC that begins so is a person's: her DNI stands in it.
OF_A_PERSON = "10"


@dataclass(frozen=True)
class Step:
    """A step of the way to being formal: taken, not taken, or (None) nobody knows."""

    words: str
    taken: bool | None
    detail: str = ""


def is_personal(ruc: str | None) -> bool:
    """Whether a RUC tells a DNI, and so is shown covered."""
    return bool(ruc) and str(ruc).startswith(OF_A_PERSON)


def formality(record: EnterpriseRecord) -> list[Step]:
    """The three steps of the plan, and how far it has come."""
    shown = words.mask(record.ruc) if is_personal(record.ruc) else record.ruc or ""
    return [
        Step(_("RUC"), True if record.ruc else None, shown),
        Step(_("Asociación"), record.in_association),
        Step(_("Cuenta en un banco o caja"), record.has_account),
    ]


def maturity(record: EnterpriseRecord) -> list[tuple[str, int | None, str]]:
    """Both scales: name, step, and what the step means."""
    pairs = (
        (_("Digital"), record.digital_maturity, scales.digital()),
        (_("Logística"), record.logistic_maturity, scales.logistic()),
    )
    return [(name, step, meaning.get(str(step), "")) for name, step, meaning in pairs]


def facts(record: EnterpriseRecord, ground: RecordGround) -> list[tuple[str, str]]:
    """What is known of an enterprise, each with its name."""
    branch = ground.sectors.by_id.get(record.sector_id) if record.sector_id is not None else None
    known = words.fields()
    return [
        (known["district_code"], ground.gazetteer.full(record.province_code, record.district_code)),
        (known["sector_id"], branch.name if branch else ""),
        (known["stage"], words.stages().get(record.stage, "")),
        (known["started_year"], str(record.started_year or "")),
        (known["area"], areas().get(record.area, "")),
        (known["gap"], words.gaps().get(record.gap, "")),
    ]


def narrowing(filters: RecordFilters, ground: RecordGround) -> dict[str, tuple[str, Choices, str]]:
    """The selects of the list by argument: label, choices, and what is chosen."""
    provinces, districts = place_choices(filters.province, ground)
    now = filters.address()
    offered: dict[str, tuple[str, Choices]] = {
        "provincia": (_("Provincia"), provinces),
        "distrito": (_("Distrito"), districts),
        "rubro": (_("Rubro"), list(sector_choices(ground.sectors).items())),
        "etapa": (_("Etapa"), [(name, words.stages()[code]) for name, code in STAGES.items()]),
        "digital": (_("Madurez digital"), _steps(scales.digital())),
        "logistica": (_("Madurez logística"), _steps(scales.logistic())),
        "falta": (_("Lo que más le falta"), [(name, words.gaps()[code]) for name, code in GAPS.items()]),
        "papeles": (
            _("Papeles que faltan"),
            _pairs(PAPERS, _("Sin RUC"), _("Sin asociación"), _("Sin cuenta")),
        ),
        "publicado": (
            _("En el catálogo"),
            [(name, words.statuses()[code]) for name, code in STATUSES.items()],
        ),
        "plan": (_("Plan de negocio"), _pairs(PLANS, _("Con plan"), _("Sin plan"))),
    }
    return {
        name: (label, choices, now.get(name, ""))
        for name, (label, choices) in offered.items()
        if len(choices) > 1 or now.get(name)
    }


def chosen(filters: RecordFilters, ground: RecordGround) -> list[tuple[str, str]]:
    """Each filter that is on, in words, with the address that drops it."""
    drops = []
    if filters.words:
        drops.append((f"«{filters.words}»", _list(filters, q="")))
    for name, (label, choices, value) in narrowing(filters, ground).items():
        if value:
            dropped = {name: "", "distrito": ""} if name == "provincia" else {name: ""}
            said = dict(choices).get(value, value).removeprefix("— ")
            scale = name in ("digital", "logistica")
            drops.append(
                (
                    f"{label}: {value if value != UNKNOWN else said}" if scale else said,
                    _list(filters, **dropped),
                )
            )
    return drops


def _steps(scale: dict[str, str]) -> Choices:
    return [*((step, f"{step}: {meaning}") for step, meaning in scale.items()), (UNKNOWN, _("sin dato"))]


def _pairs(names: dict[str, str], *said: str) -> Choices:
    return list(zip(names, said, strict=True))


def _list(filters: RecordFilters, **changed: str) -> str:
    arguments: dict[str, Any] = filters.address(**changed)
    return url_for("admin.enterprises.index", **arguments)
