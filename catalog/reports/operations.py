"""Taking in a report."""

import hashlib

from sqlalchemy.orm import Session

from catalog.reports.forms import ReportValues
from catalog.reports.models import ListingReport
from catalog.reports.queries import Subject, report_by_key
from core import audit
from core.audit import Actor
from core.clock import now
from core.db import take_turns

VISITOR = Actor("visitante")


def report_key(showing: str, subject: Subject, values: ReportValues) -> str:
    """What is the same only while one showing of the form says the same of the same listing, 40 hex digits."""
    said = repr((showing, subject.kind, subject.id, values.reason, values.message, values.contact))
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def earlier_report(session: Session, key: str) -> ListingReport | None:
    """What this form sent before, once whoever sends it at this same moment is done."""
    take_turns(session, f"report {key}")
    return report_by_key(session, key)


def send_report(
    session: Session, subject: Subject, values: ReportValues, *, key: str, by: Actor
) -> ListingReport:
    """Put a report into the staff's inbox, unless `earlier_report` has it; the audit keeps no private words."""
    report = ListingReport(
        key=key,
        product_id=subject.id if subject.kind == "producto" else None,
        enterprise_id=subject.id if subject.kind == "emprendimiento" else None,
        reason=values.reason,
        message=values.message,
        contact=values.contact,
        created_at=now(),
    )
    session.add(report)
    session.flush()
    private = {name: None for name in ("message", "contact") if getattr(values, name)}
    audit.record(session, "listing_report.send", report, by=by, changes={"reason": values.reason, **private})
    return report
