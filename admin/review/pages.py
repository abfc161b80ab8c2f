"""What the pages of review show of a version."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRevision
from admin.review import queries, telling
from admin.review.cases import Case
from admin.review.forms import WHOLE
from admin.review.operations import open_revision
from admin.review.telling import Fact
from catalog.pages.not_listed import rules, suspects
from core.clock import now

# Kept of a product, and asked by no form yet: what is wrong with one is said of the whole.
UNASKED = frozenset({"variants", "delivery_days", "freight", "cold_chain"})


@dataclass(frozen=True)
class Row:
    """A case as the queue shows it; `alone` says why it is opened by itself, "" where many may be decided at once."""

    case: Case
    facts: list[Fact]
    own: bool
    days: int
    alone: str


def rows_of(session: Session, cases: Any, account: str) -> list[Row]:
    """Cases as the queue shows them."""
    began, sent = queries.bases(session, cases), queries.senders(session, cases)
    rows = []
    for case in cases:
        key = case.version.public_id
        facts = telling.facts_between(session, began.get(key), case.version)
        own = sent.get(key) == account
        rows.append(Row(case, facts, own, days_waiting(case), alone_because(case, facts, own=own)))
    return rows


def days_waiting(case: Case) -> int:
    """For how many whole days a version waits."""
    return (now() - case.version.sent_at).days if case.version.sent_at else 0


def say_days(days: int) -> str:
    """How long something waits."""
    return ngettext("hace %(num)s día", "hace %(num)s días", days) if days else _("hoy")


def alone_because(case: Case, facts: list[Fact], *, own: bool) -> str:
    """Why a version is not decided together with others; "" where it may be."""
    if own:
        return _("La envió usted: la revisa otra persona.")
    if case.product is None:
        return _("Es la ficha de un emprendimiento.")
    if case.is_new or "published" not in (case.product.status,):
        return _("Es nuevo: todavía no se publicó.")
    if any(fact.name not in queries.PLAIN for fact in facts):
        return _("Cambia algo más que texto, precio, cantidad o meses.")
    if suspects(fact.after for fact in facts):
        return _("Tiene palabras que hay que mirar.")
    return ""


def brings_enterprise(case: Case) -> bool:
    """Whether publishing this product publishes its enterprise too."""
    return case.product is not None and case.enterprise.status == "unpublished"


def enterprise_facts(session: Session, case: Case) -> list[Fact]:
    """What the enterprise's own first version says, where it is published together with a product."""
    version = open_revision(session, EnterpriseRevision, enterprise_id=case.enterprise.id)
    if version is None or not brings_enterprise(case):
        return []
    return telling.facts_between(session, telling.base_of(session, version), version)


def stamp_of(session: Session, case: Case) -> str:
    """What a form sends along, so that exactly what was shown is decided, the enterprise's side included."""
    told = [case.stamp, *(f"{fact.name}={fact.after}" for fact in enterprise_facts(session, case))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def remark_places(case: Case) -> list[tuple[str, str]]:
    """What a remark may be about: what the form asks, so that it stands beside its field there."""
    said = telling.labels(of_product=case.product is not None)
    asked = [(name, words) for name, words in said.items() if name not in UNASKED]
    return [(WHOLE, _("Toda la ficha")), *asked]


def remarks_said(case: Case) -> list[tuple[str, str]]:
    """The remarks of a version that was returned, each with the name of its field."""
    said = telling.labels(of_product=case.product is not None)
    return [(said.get(field, _("Toda la ficha")), words) for field, words in case.version.remarks.items()]


def doubtful(facts: list[Fact]) -> list[str]:
    """What is not listed that some word of a version brings to mind."""
    named = suspects(fact.after for fact in facts)
    return [rule.title for rule in rules() if rule.name in named]
