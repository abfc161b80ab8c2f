"""What kinds of allies and rungs of readiness are called."""

from typing import Any

from flask_babel import lazy_gettext as _l

from admin.allies.models import KINDS, RUNGS

_KINDS: dict[str, Any] = {
    "ministry": _l("Ministerio o programa del Estado"),
    "local_government": _l("Gobierno regional o local"),
    "ngo": _l("Organización no gubernamental"),
    "financial": _l("Entidad financiera"),
    "education": _l("Institución educativa"),
    "laboratory": _l("Laboratorio"),
    "association": _l("Asociación o gremio"),
    "other": _l("Otro"),
}
_RUNGS: dict[str, Any] = {
    "packaging": _l("Empaque"),
    "paper": _l("Papel sanitario"),
    "seal": _l("Sello"),
    "photo": _l("Foto"),
    "price": _l("Precio al día"),
}


def kind_names() -> dict[str, str]:
    """Every kind in words, in the order of a list."""
    return {kind: str(_KINDS[kind]) for kind in KINDS}


def rung_names() -> dict[str, str]:
    """Every rung in words, in the order of the ladder."""
    return {rung: str(_RUNGS[rung]) for rung in RUNGS}
