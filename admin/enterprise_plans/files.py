"""The files of business plans: private documents in a folder of their own."""

from sqlalchemy.orm import Session

from admin.enterprises.models import BusinessPlan
from core import document_files, jobs
from core.storage import LocalStore


def plans() -> LocalStore:
    """Files of plans: never public."""
    return document_files.store_of("plans")


def sweep(session: Session) -> int:
    """Delete the files of plans that were taken off, and those whose sender was interrupted, once a day old."""
    return document_files.sweep(session, plans(), BusinessPlan)


def register_jobs() -> None:
    """Say who tidies up."""
    jobs.every_hour(sweep)
