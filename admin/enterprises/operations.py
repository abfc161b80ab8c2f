"""Writing enterprises: propose a version, approve it onto the public side, archive; the maker's portrait."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.projection import project
from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.enterprises.naming import settle
from admin.enterprises.portraits import forget_unused
from admin.enterprises.values import EnterpriseValues, for_audit
from admin.products import photos
from admin.products.models import PhotoUpload
from admin.products.operations import archive_product, fold_again
from admin.review.operations import accept, newest_revision, put_forward
from catalog.enterprises.models import Enterprise, EnterpriseSlug, Invoice, Wallet
from catalog.products.models import Product
from catalog.sharing.operations import redraw_enterprise
from catalog.slugs import free_slug, suits
from core import audit
from core.audit import Actor
from core.clock import now


def create_enterprise(
    session: Session, values: EnterpriseValues, *, by: Actor, demo: bool = False
) -> Enterprise:
    """Add an enterprise as a draft: nothing of it is public until `approve_enterprise`."""
    enterprise, _record = draft_enterprise(session, values, by=by, demo=demo)
    audit.record(session, "enterprise.create", enterprise, by=by, changes=for_audit(values.snapshot()))
    return enterprise


def draft_enterprise(
    session: Session, values: EnterpriseValues, *, by: Actor, demo: bool = False
) -> tuple[Enterprise, EnterpriseRecord]:
    """Both sides of a new enterprise and its first draft, for whoever says in the audit what was made."""
    at = now()
    enterprise = Enterprise(
        slug=free_slug(session, values.name, Enterprise, EnterpriseSlug),
        name=values.name,
        province_code=values.district_code[:4],
        demo=demo,
        updated_at=at,
    )
    session.add(enterprise)
    session.flush()
    record = EnterpriseRecord(enterprise_id=enterprise.id, district_code=values.district_code, updated_at=at)
    session.add(record)
    put_forward(session, EnterpriseRevision, values.snapshot(), by=by, enterprise_id=enterprise.id)
    settle(session, record, values.name)
    return enterprise, record


def proposed_values(session: Session, enterprise: Enterprise) -> EnterpriseValues:
    """What the newest version says, approved or not: what staff go on editing."""
    revision = newest_revision(session, EnterpriseRevision, enterprise_id=enterprise.id)
    if revision is None:
        raise LookupError(f"enterprise {enterprise.public_id} has no version")
    return EnterpriseValues.from_snapshot(revision.snapshot)


def propose_enterprise(
    session: Session, enterprise: Enterprise, values: EnterpriseValues, *, by: Actor
) -> bool:
    """Keep the values as the open draft; False, and nothing written, if they say nothing new."""
    before = proposed_values(session, enterprise).snapshot()
    changes = {name: value for name, value in values.snapshot().items() if value != before[name]}
    if not changes:
        return False
    put_forward(session, EnterpriseRevision, values.snapshot(), by=by, enterprise_id=enterprise.id)
    if "name" in changes:
        settle(session, _record(session, enterprise), enterprise.name, values.name)
    audit.record(session, "enterprise.propose", enterprise, by=by, changes=for_audit(changes))
    return True


def approve_enterprise(session: Session, enterprise: Enterprise, *, by: Actor) -> None:
    """Copy the open version across and publish; raises ConflictError."""
    revision = newest_revision(session, EnterpriseRevision, enterprise_id=enterprise.id)
    if revision is None or (revision.state == "approved" and enterprise.status == "published"):
        return
    if revision.state != "approved":
        accept(session, revision, by=by, enterprise_id=enterprise.id)
    values = EnterpriseValues.from_snapshot(revision.snapshot)
    at = now()
    rename(session, enterprise, values.name)
    enterprise.province_code = values.district_code[:4]
    enterprise.district_code = None if values.province_only else values.district_code
    enterprise.wallets, enterprise.invoices = Wallet(values.wallets), Invoice(values.invoices)
    enterprise.market = values.market
    enterprise.status, enterprise.published_at, enterprise.updated_at = (
        "published",
        enterprise.published_at or at,
        at,
    )
    record = _record(session, enterprise)
    record.district_code, record.province_only = values.district_code, values.province_only
    written = {"name": values.producer_name, "story": values.story, "phone": values.whatsapp}
    for field, value in written.items():
        _write_face(record, field, value)
    record.updated_at = at
    settle(session, record, values.name)
    project(session, record)
    redraw_enterprise(session, enterprise)
    audit.record(session, "enterprise.publish", enterprise, by=by, changes=for_audit(values.snapshot()))


def archive_enterprise(session: Session, enterprise: Enterprise, *, by: Actor, reason: str) -> None:
    """Take an enterprise and its products off the lists; its page stays, without what needed consent."""
    products = select(Product).where(Product.enterprise_id == enterprise.id, Product.status == "published")
    for product in session.scalars(products).all():
        archive_product(session, product, by=by, reason=reason)
    enterprise.status, enterprise.updated_at = "archived", now()
    session.flush()
    project(session, _record(session, enterprise))
    redraw_enterprise(session, enterprise)
    audit.record(session, "enterprise.archive", enterprise, by=by, reason=reason)


def send_portrait(session: Session, enterprise: Enterprise, source: Path, *, by: Actor) -> PhotoUpload:
    """Make a file the maker's portrait, checked and rendered as any photo; raises InputError."""
    upload = photos.upload_photo(session, enterprise, source, by=by)
    set_portrait(session, enterprise, upload, by=by)
    return upload


def set_portrait(session: Session, enterprise: Enterprise, upload: PhotoUpload, *, by: Actor) -> None:
    """Make an upload the maker's portrait, in the place of the one before; public only while she consents."""
    _change_portrait(session, enterprise, upload.token, "portrait.set", by=by)


def remove_portrait(session: Session, enterprise: Enterprise, *, by: Actor, reason: str) -> None:
    """Take the portrait off both sides, for good: its files are swept where no product shows the same photo."""
    _change_portrait(session, enterprise, None, "portrait.remove", by=by, reason=reason)


def _change_portrait(
    session: Session, enterprise: Enterprise, token: str | None, action: str, *, by: Actor, reason: str = ""
) -> None:
    record = _record(session, enterprise)
    former = record.portrait_token
    if former == token:
        return
    _write_face(record, "portrait", token)
    record.updated_at = now()
    session.flush()
    project(session, record)
    audit.record(session, action, enterprise, by=by, changes={"portrait": None}, reason=reason)
    if former is not None:
        forget_unused(session, enterprise, former, by=by)


def _write_face(record: EnterpriseRecord, field: str, value: str | None) -> None:
    """What is written anew is of the titular of now; what stays as it was stays whose it was."""
    if getattr(record, record.FACE[field]) != value:
        setattr(record, record.FACE[field], value)
        record.face_of = {name: owner for name, owner in record.face_of.items() if name != field}


def _record(session: Session, enterprise: Enterprise) -> EnterpriseRecord:
    return session.scalars(
        select(EnterpriseRecord).where(EnterpriseRecord.enterprise_id == enterprise.id)
    ).one()


def rename(session: Session, enterprise: Enterprise, name: str) -> None:
    """Call an enterprise so from now on; what was public under its former address redirects."""
    if not suits(enterprise.slug, name):
        if enterprise.published_at is not None:
            session.add(EnterpriseSlug(slug=enterprise.slug, enterprise_id=enterprise.id))
        enterprise.slug = free_slug(session, name, Enterprise, EnterpriseSlug)
    if enterprise.name != name:
        enterprise.name = name
        fold_again(session, enterprise)
