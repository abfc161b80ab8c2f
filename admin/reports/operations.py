"""Closing reports, and forgetting them when their time is over."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.audit.reasons import refuse_persons
from catalog.reports.models import ListingReport
from core import audit
from core.audit import SYSTEM, Actor
from core.clock import LIMA, now
from core.errors import InputError
from core.i18n import say_date
from core.text import clean

# The form and the privacy page promise it.
KEEP_CLOSED = timedelta(days=365)
LONGEST_REMARK = 300


def close_report(session: Session, report: ListingReport, remark: str, *, by: Actor) -> None:
    """Close a report, saying what was done; a closed one stays as it is."""
    if report.state == "closed" and report.closed_at:
        day = say_date(report.closed_at.astimezone(LIMA).date())
        raise InputError(f"Esta denuncia ya se cerró el {day}: {report.remark}")
    kept = clean(remark)
    if not kept or len(kept) > LONGEST_REMARK:
        raise InputError(f"Escriba qué se hizo, en {LONGEST_REMARK} letras como máximo.")
    refuse_persons(kept)
    report.state, report.closed_at, report.closed_by, report.remark = "closed", now(), by.name, kept
    session.flush()
    audit.record(session, "listing_report.close", report, by=by, changes={"state": "closed"}, reason=kept)


def forget_closed(session: Session) -> int:
    """Delete the reports that were closed a year ago, with what their senders wrote; how many."""
    over = select(ListingReport).where(
        ListingReport.state == "closed", ListingReport.closed_at < now() - KEEP_CLOSED
    )
    found = session.scalars(over).all()
    for report in found:
        audit.record(session, "listing_report.forget", report, by=SYSTEM)
        session.delete(report)
    return len(found)
