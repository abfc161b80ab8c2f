"""What is compared of two enterprises."""

from flask_babel import gettext as _

from admin.doubles.pages import Sides
from admin.enterprises import words
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.record_forms import record_typed, say_fact
from catalog.places.queries import Gazetteer
from catalog.sectors.queries import SectorTree

# What the form calls a fact whose column has another name.
FORM_NAMES = {"sector_id": "sector"}


def sides_of_record(
    kept: EnterpriseRecord,
    other: EnterpriseRecord,
    names: tuple[str, str],
    facts: tuple[str, ...],
    places: Gazetteer,
    sectors: SectorTree,
) -> list[Sides]:
    """The facts on which two enterprises differ, their RUC covered, and what is shown of whom."""
    mine, hers = (
        record_typed(one, name, places, sectors) | {"ruc": words.mask(one.ruc)}
        for one, name in zip((kept, other), names, strict=True)
    )
    labels = words.fields()
    sides = []
    for fact in facts:
        name = FORM_NAMES.get(fact, fact)
        differ = kept.ruc != other.ruc if fact == "ruc" else mine[name] != hers[name]
        if differ:
            said = (say_fact(name, mine[name], sectors), say_fact(name, hers[name], sectors))
            sides.append(Sides(fact, labels[fact], *said))
    if _face(kept) != _face(other):
        sides.append(Sides("face", _("Lo que se muestra de la productora"), _face(kept), _face(other)))
    return sides


def _face(record: EnterpriseRecord) -> str:
    """What may be shown of a producer, as far as she agreed."""
    parts = [record.producer_name]
    if record.story:
        parts.append(_("con historia"))
    if record.whatsapp:
        parts.append(_("con WhatsApp %(covered)s", covered=words.mask(record.whatsapp)))
    if record.portrait_token:
        parts.append(_("con retrato"))
    return " · ".join(part for part in parts if part)
