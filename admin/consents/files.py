"""A portrait that is withdrawn: its files go at once, and whoever withdraws it is told where else the photo stands."""

from collections.abc import Iterable
from contextvars import Context

from flask import Flask, current_app, flash
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.portraits import products_showing
from admin.products import photos
from core import jobs


def take_files_off() -> None:
    """Delete the files of a portrait now, not when the worker comes; by a session of their own, as the worker would."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 werkzeug's way

    def work() -> None:
        with app.app_context():
            jobs.run_due([photos.WITHDRAW])

    Context().run(work)


def warn_of_products(session: Session, record: EnterpriseRecord, withdrawn: Iterable[str]) -> None:
    """Say which products show the same photo, where a portrait was among what was withdrawn."""
    if "portrait" in withdrawn and (still := products_showing(session, record.portrait_token)):
        words = _(
            "La misma foto sigue a la vista en %(products)s: cambie la de esos productos.",
            products=", ".join(still),
        )
        flash(words, "wrong")
