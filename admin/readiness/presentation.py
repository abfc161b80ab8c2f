"""The ladder of a product: five rungs, each with where it stands today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from admin.allies.models import RUNGS
from admin.allies.words import rung_names
from admin.products.values import ProductValues
from admin.readiness.queries import WITHIN
from admin.readiness.words import KINDS, MEANS, NEXT, STATES
from catalog.products.models import Product
from catalog.products.papers import PaperReading, parse_paper
from catalog.products.presentation import price_is_old
from core.i18n import say_date


@dataclass(frozen=True)
class Stand:
    """Where a rung stands, what is on record of it, and whether that expires soon."""

    state: str
    said: str = ""
    soon: bool = False


@dataclass(frozen=True)
class Rung:
    """A rung as the page says it; `said` is what is on record."""

    key: str
    name: str
    state: str
    state_name: str
    said: str
    means: str
    next: str
    soon: bool

    @property
    def climbs(self) -> bool:
        """Whether there is still something to do."""
        return self.soon or self.state not in ("ready", "not_needed")


def ladder(product: Product, proposed: ProductValues | None, day: date) -> list[Rung]:
    """The rungs in their order; of a published product what is public, and what waits for approval as on its way."""
    # What is not public yet stands as it is proposed.
    live = product.status == "published" or proposed is None
    stands = {
        "packaging": _packaging(product, proposed, live=live),
        "paper": _paper(product, proposed, day, live=live),
        "seal": _seal(product, proposed, day),
        "photo": _photo(product, proposed, live=live),
        "price": _price(product, day),
    }
    names = rung_names()
    return [
        Rung(
            key, names[key], stands[key].state, str(STATES[stands[key].state]), stands[key].said,
            str(MEANS[key]), str(NEXT[key].get("soon" if stands[key].soon else stands[key].state, "")),
            stands[key].soon,
        )
        for key in RUNGS
    ]  # fmt: skip


def paper_of(product: Product) -> PaperReading | None:
    """The public paper in the words of a version."""
    paper = product.paper
    if paper is None:
        return None
    return PaperReading(paper.state, paper.number, paper.expires_on, paper.kind)


def say_paper(reading: PaperReading) -> str:
    """A paper in one line."""
    until = (
        _("vence el %(day)s", day=say_date(reading.expires_on))
        if reading.expires_on
        else _("sin fecha de vencimiento")
        if reading.number
        else ""
    )
    kind = str(KINDS[reading.kind]) if reading.kind else _("tipo por confirmar")
    return " · ".join(filter(None, (reading.number, kind, until)))


def _packaging(product: Product, proposed: ProductValues | None, *, live: bool) -> Stand:
    if product.kind == "service":
        return Stand("not_needed")
    planned = proposed.packaging if proposed else ""
    standing = product.packaging if live else planned
    if standing:
        return Stand("ready", standing)
    return Stand("in_progress", planned) if planned else Stand("unknown")


def _paper(product: Product, proposed: ProductValues | None, day: date, *, live: bool) -> Stand:
    planned = _stand_of(_proposed_paper(proposed), product.sector.paper_rule, day)
    if not live:
        return planned
    standing = _stand_of(paper_of(product), product.sector.paper_rule, day)
    if standing.state != "ready" and planned.state == "ready":
        return Stand("in_progress", _("%(paper)s (por aprobar)", paper=planned.said))
    if standing.state in ("missing", "unknown") and planned.state == "in_progress":
        return planned
    return standing


def _proposed_paper(proposed: ProductValues | None) -> PaperReading | None:
    reading = parse_paper(proposed.sanitary) if proposed and proposed.sanitary else None
    return None if reading is None or reading.state == "not_needed" else reading


def _stand_of(paper: PaperReading | None, rule: str, day: date) -> Stand:
    """Whether a paper is needed is the national office's rule of its branch, never what somebody says of hers."""
    if paper is None:
        return Stand({"required": "missing", "not_required": "not_needed"}.get(rule, "unknown"))
    if paper.state == "in_progress":
        return Stand("in_progress", say_paper(paper))
    expired = paper.expires_on is not None and paper.expires_on < day
    if expired:
        return Stand("expired", say_paper(paper))
    return Stand("ready", say_paper(paper), soon=_soon((paper.expires_on,), day))


def _seal(product: Product, proposed: ProductValues | None, day: date) -> Stand:
    awards = sorted(product.seal_awards, key=lambda award: award.seal.name)
    holding = [one for one in awards if one.expires_on is None or one.expires_on >= day]
    if holding:
        names = ", ".join(one.seal.name for one in holding)
        return Stand("ready", names, soon=_soon([one.expires_on for one in holding], day))
    if set(proposed.seals if proposed else ()) - {one.seal.slug for one in awards}:
        return Stand("in_progress")
    if awards:
        return Stand("expired", ", ".join(one.seal.name for one in awards))
    return Stand("missing")


def _soon(days: Iterable[date | None], day: date) -> bool:
    """Whether one of these days comes within the days that tasks look ahead."""
    return any(one is not None and one <= day + timedelta(days=WITHIN) for one in days)


def _photo(product: Product, proposed: ProductValues | None, *, live: bool) -> Stand:
    planned = len(proposed.photos) if proposed else 0
    number = len(product.photos) if live else planned
    if number:
        return Stand("ready", _("1 foto") if number == 1 else _("%(number)s fotos", number=number))
    return Stand("in_progress" if planned else "missing")


def _price(product: Product, day: date) -> Stand:
    said = _("Confirmado el %(day)s", day=say_date(product.price_confirmed_on))
    return Stand("expired" if price_is_old(product, day) else "ready", said)
