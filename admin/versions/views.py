"""/gestion/productos/<producto>/versiones and the same of enterprises: what was said when, by whom and why."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.values import PRIVATE_FIELDS
from admin.households.attempts import DONE, attempt
from admin.review import telling
from admin.review.cases import Version
from admin.review.models import OPEN_STATES
from admin.review.telling import Fact
from admin.versions import operations, queries
from admin.versions.forms import RestorePage
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.clock import LIMA
from core.db import db
from core.text import clean

bp = Blueprint("versions", __name__)
Answer = Response | str | tuple[str, int]
# Of old versions nothing is shown that somebody may have taken back since.
KEPT_BACK = frozenset(PRIVATE_FIELDS) - {"district_code"}


@dataclass(frozen=True)
class Subject:
    """What has versions, and the addresses of its pages."""

    thing: Product | Enterprise
    record: EnterpriseRecord
    trail: list[tuple[str, str]]
    here: str
    restore: Callable[[str], str]
    edits: bool


def _product(public_id: str) -> Subject:
    found = queries.product_of(db.session(), public_id) or abort(404)
    return Subject(
        *found,
        [
            (_("Productos"), url_for("admin.products.index")),
            (found[0].name, url_for("admin.products.show", product=public_id)),
        ],
        url_for(".of_product", product=public_id),
        lambda version: url_for(".restore_product", product=public_id, revision=version),
        may(current_account().known_role, Permission.PRODUCTS_EDIT),
    )


def _enterprise(public_id: str) -> Subject:
    found = queries.enterprise_of(db.session(), public_id) or abort(404)
    return Subject(
        *found,
        [
            (_("Emprendimientos"), url_for("admin.enterprises.index")),
            (found[0].name, url_for("admin.enterprises.show", enterprise=public_id)),
        ],
        url_for(".of_enterprise", enterprise=public_id),
        lambda version: url_for(".restore_enterprise", enterprise=public_id, revision=version),
        may(current_account().known_role, Permission.ENTERPRISES_EDIT) and found[1].merged_into_id is None,
    )


@bp.get("/gestion/productos/<product>/versiones")
@requires(Permission.PRODUCTS_VIEW)
def of_product(product: str) -> str:
    """Every version of a product."""
    return _list(_product(product))


@bp.get("/gestion/emprendimientos/<enterprise>/versiones")
@requires(Permission.ENTERPRISES_VIEW)
def of_enterprise(enterprise: str) -> str:
    """Every version of what an enterprise shows."""
    return _list(_enterprise(enterprise))


def _list(subject: Subject) -> str:
    session = db.session()
    found = queries.versions_of(session, subject.thing)
    one, other = (_named(subject, name) for name in ("una", "otra"))
    compared: list[Fact] | None = None
    if one is not None and other is not None:
        older, newer = sorted((one, other), key=lambda version: version.id)
        compared, one, other = _facts(older, newer), older, newer
    page = render_template(
        "admin/versions/index.html",
        subject=subject, versions=found, compared=compared, one=one, other=other, lima=LIMA,
        open_states=OPEN_STATES, last=found[0].id if found else 0,
    )  # fmt: skip
    seen.note_view(session, "enterprise.view", subject.record, actor())
    return page


def _named(subject: Subject, name: str) -> Version | None:
    """A version that the address names; one of another thing is none."""
    key = clean(request.args.get(name, ""))[:12]
    return queries.version_of(db.session(), subject.thing, key) if key else None


def _facts(older: Version | None, newer: Version) -> list[Fact]:
    found = telling.facts_between(db.session(), older, newer)
    return [fact for fact in found if fact.name not in KEPT_BACK]


@bp.route("/gestion/productos/<product>/versiones/<revision>/recuperar", methods=["GET", "POST"])
@requires(Permission.PRODUCTS_EDIT)
def restore_product(product: str, revision: str) -> Answer:
    """Bring an old version of a product back as a draft."""

    def act(found: Subject, version: Version, form: RestorePage) -> None:
        if isinstance(found.thing, Product):
            operations.restore_product(
                db.session(), found.thing, version, over=form.over.given, why=form.why.data, by=actor()
            )

    return _restore(lambda: _product(product), revision, act)


@bp.route("/gestion/emprendimientos/<enterprise>/versiones/<revision>/recuperar", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
def restore_enterprise(enterprise: str, revision: str) -> Answer:
    """Bring an old version of an enterprise back as a draft."""

    def act(found: Subject, version: Version, form: RestorePage) -> None:
        if isinstance(found.thing, Enterprise):
            operations.restore_enterprise(
                db.session(), found.thing, version, over=form.over.given, why=form.why.data, by=actor()
            )

    return _restore(lambda: _enterprise(enterprise), revision, act)


def _restore(
    find: Callable[[], Subject], revision: str, act: Callable[[Subject, Version, RestorePage], None]
) -> Answer:
    session, subject, form, status = db.session(), find(), RestorePage(), 200
    version = queries.version_of(session, subject.thing, revision)
    if version is None or not subject.edits:
        abort(404)
    old = version
    if request.method == "POST":
        status = attempt(session, form, lambda: act(subject, old, form))
        if status == DONE:
            session.commit()
            flash(_("Volvió como borrador. Mírelo y envíelo a revisión."))
            return redirect(subject.here, DONE)
        subject = find()
        version = queries.version_of(session, subject.thing, revision) or abort(404)
    versions = queries.versions_of(session, subject.thing)
    page = render_template(
        "admin/versions/restore.html",
        subject=subject, version=version, form=form, facts=_facts(versions[0], version),
        is_open=any(one.state in OPEN_STATES for one in versions), of_product=isinstance(subject.thing, Product),
    )  # fmt: skip
    return page, status
