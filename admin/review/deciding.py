"""Sending a version to review, returning it with remarks, publishing it: for products and enterprises alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRevision
from admin.enterprises.operations import approve_enterprise
from admin.products.models import ProductRevision
from admin.products.operations import approve_product
from admin.review.cases import Case, Version, sender
from admin.review.operations import open_revision, send, send_back
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core import audit
from core.audit import Actor
from core.errors import ConflictError, InputError

# What somebody looks for by hand before anything is published.
CHECKS = ("no_children", "no_house", "no_hardship", "nothing_forbidden")


@dataclass(frozen=True)
class Decision:
    """Who decides, what she ticked, and why she may decide what she sent herself."""

    by: Actor
    checked: Sequence[str] = ()
    reason: str = ""
    # The national office decides what it sent too, and says why.
    over_own: bool = False


def send_product(session: Session, product: Product, *, by: Actor) -> bool:
    """Put a product's open version into the queue; False where there is none, or it waits there already."""
    return _send(session, open_revision(session, ProductRevision, product_id=product.id), product, by=by)


def send_enterprise(session: Session, enterprise: Enterprise, *, by: Actor) -> bool:
    """Put an enterprise's open version into the queue; False where there is none, or it waits there already."""
    return _send(
        session, open_revision(session, EnterpriseRevision, enterprise_id=enterprise.id), enterprise, by=by
    )


def _send(session: Session, revision: Version | None, subject: Product | Enterprise, *, by: Actor) -> bool:
    if revision is None or not send(session, revision, by=by):
        return False
    of_product = isinstance(subject, Product)
    audit.record(session, "product.send" if of_product else "enterprise.send", subject, by=by)
    return True


def sent_by_oneself(session: Session, case: Case, by: Actor) -> bool:
    """Whether this person sent the version that she is about to decide."""
    return by.account is not None and sender(session, case) == by.account


def return_version(session: Session, case: Case, remarks: dict[str, str], *, by: Actor) -> None:
    """Return a version to whoever sent it, with what is to be mended by field ("" is the whole).

    Raises ConflictError where it does not wait any more, InputError where nothing is said.
    """
    kept = {field: words for field, words in remarks.items() if words}
    if not kept:
        raise InputError(_("Escriba al menos una observación: qué hay que corregir."))
    send_back(session, case.version, kept, by=by)
    fields = {field or "whole": None for field in kept}
    audit.record(
        session,
        "product.return" if case.product else "enterprise.return",
        case.subject,
        by=by,
        changes=fields,
    )


def publish(session: Session, case: Case, decision: Decision) -> None:
    """Publish a version that waits, with its enterprise where that is not public yet.

    Raises ConflictError where it does not wait any more, or began from what is not live any more; InputError where
    not all was looked for, or who sent it decides it.
    """
    if case.version.state != "in_review":
        raise ConflictError(ConflictError.message)
    if set(decision.checked) != set(CHECKS):
        raise InputError(_("Marque las cuatro comprobaciones antes de publicar."))
    if case.enterprise.status == "archived":
        raise InputError(_("El emprendimiento está archivado: nada suyo se publica."))
    if sent_by_oneself(session, case, decision.by) and not (decision.over_own and decision.reason):
        raise InputError(_("Usted envió esta versión: que la revise otra persona."))
    if case.product is None or case.enterprise.status == "unpublished":
        _publish_enterprise(session, case.enterprise, decision)
    if case.product is not None:
        approve_product(session, case.product, by=decision.by)
        _note_check(session, case.product, decision)


def _publish_enterprise(session: Session, enterprise: Enterprise, decision: Decision) -> None:
    approve_enterprise(session, enterprise, by=decision.by)
    _note_check(session, enterprise, decision)


def _note_check(session: Session, subject: Product | Enterprise, decision: Decision) -> None:
    """What was ticked, and why somebody decided what she sent, stay with the publication."""
    ticked: dict[str, bool] = dict.fromkeys(decision.checked, True)
    of_product = isinstance(subject, Product)
    audit.record(
        session, "product.check" if of_product else "enterprise.check", subject,
        by=decision.by, changes=ticked, reason=decision.reason,
    )  # fmt: skip
