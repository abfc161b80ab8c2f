"""The files behind papers and seals: private documents in a folder of their own."""

from sqlalchemy.orm import Session

from admin.readiness.models import ProductDocument
from core import document_files, jobs
from core.storage import LocalStore


def documents() -> LocalStore:
    """Files of products' papers and seals: never public."""
    return document_files.store_of("product_documents")


def sweep(session: Session) -> int:
    """Delete the files that were taken off, and those whose sender was interrupted, once a day old."""
    return document_files.sweep(session, documents(), ProductDocument)


def register_jobs() -> None:
    """Say who tidies up."""
    jobs.every_hour(sweep)
