"""The same form sent by two requests at the same moment."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.products.models import Product
from catalog.reports import operations
from catalog.reports.forms import ReportValues
from catalog.reports.models import ListingReport
from catalog.reports.queries import find_subject
from core.db import db


@pytest.mark.usefixtures("papa")
def test_ten_at_once_are_one_report(app: Flask, session: Session, papa: Product) -> None:
    slug = papa.slug
    session.commit()
    numbers: list[str] = []
    start = threading.Barrier(10)

    def send() -> None:
        with app.app_context():
            start.wait()
            subject = find_subject(db.session(), {"producto": slug})
            assert subject
            report = operations.earlier_report(db.session(), "k" * 32) or operations.send_report(
                db.session(), subject, ReportValues("photo"), key="k" * 32, by=operations.VISITOR
            )
            numbers.append(report.public_id)
            db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(numbers) == 10
    assert len(set(numbers)) == 1
    assert session.scalar(select(func.count()).select_from(ListingReport)) == 1
