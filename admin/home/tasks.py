"""What waits of the catalogue for whoever signs in: listings to go on with, to decide, or to ask about."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from admin.access.permissions import Permission, Role, may
from admin.home.waiting import Waiting
from admin.products.filters import TO_CONFIRM, ProductFilters
from admin.products.queries import count_matching
from admin.readiness.queries import Expiring, expiring_papers
from admin.review.queries import QueueFilters, count_waiting
from core.i18n import say_date

# Of papers that expire each is named; the page of products has the others.
MOST_NAMED = 3


def catalogue_tasks(session: Session, role: Role) -> list[Waiting]:
    """What of products and their papers waits for a role; where nothing waits nothing is said."""
    found: list[Waiting | None] = []
    if may(role, Permission.REVIEW):
        found.append(_to_review(session))
    if may(role, Permission.PRODUCTS_EDIT):
        found += [_returned(session), _drafts(session), _to_confirm(session)]
        found += _expiring(session)
    return [one for one in found if one is not None]


def _to_review(session: Session) -> Waiting | None:
    number = count_waiting(session, QueueFilters())
    said = ngettext("%(num)s ficha por revisar", "%(num)s fichas por revisar", number)
    return Waiting(said, url_for("admin.review.index")) if number else None


def _returned(session: Session) -> Waiting | None:
    number = count_matching(session, ProductFilters(state="devuelto"))
    said = ngettext("%(num)s producto devuelto para corregir", "%(num)s productos devueltos para corregir", number)  # fmt: skip  # noqa: E501
    return _products(said, number, estado="devuelto")


def _drafts(session: Session) -> Waiting | None:
    number = count_matching(session, ProductFilters(state="borrador"))
    said = ngettext("%(num)s borrador sin enviar", "%(num)s borradores sin enviar", number)
    return _products(said, number, estado="borrador")


def _to_confirm(session: Session) -> Waiting | None:
    number = count_matching(session, ProductFilters(price=TO_CONFIRM))
    said = ngettext(
        "%(num)s precio o cantidad sin confirmar hace 3 meses: pregunte por WhatsApp",
        "%(num)s precios o cantidades sin confirmar hace 3 meses: pregunte por WhatsApp",
        number,
    )
    return _products(said, number, precio=TO_CONFIRM)


def _products(said: str, number: int, **filters: str) -> Waiting | None:
    return Waiting(said, url_for("admin.products.index", **filters)) if number else None  # type: ignore[arg-type]


def _expiring(session: Session) -> list[Waiting]:
    papers = expiring_papers(session)
    named = [_paper(one) for one in papers[:MOST_NAMED]]
    left = len(papers) - len(named)
    if left > 0:
        named.append(
            Waiting(ngettext("y %(num)s papel más por vencer", "y %(num)s papeles más por vencer", left))
        )
    return named


def _paper(one: Expiring) -> Waiting:
    what = _("Sello %(seal)s", seal=one.seal) if one.seal else _("Registro sanitario")
    when = _("venció el %(day)s") if one.expired else _("vence el %(day)s")
    words = f"{what} de {one.product}: {when % {'day': say_date(one.expires_on)}}"
    return Waiting(words, url_for("admin.readiness.show", product=one.product_id), one.expired)
