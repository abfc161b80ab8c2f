"""Share images as jobs make them: drawn once, drawn anew when what they show changed, gone with what they showed."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from catalog.sharing import operations
from catalog.sharing.models import ShareImage
from core import jobs
from core.clock import now
from core.db import db
from core.jobs import Job
from core.storage import LocalStore

RunJobs = Callable[[], int]


def token_of(session: Session, kind: str, key: int) -> str | None:
    session.rollback()
    column = ShareImage.product_id if kind == "product" else ShareImage.enterprise_id
    return session.scalar(select(ShareImage.token).where(column == key))


def drawn(session: Session, run_jobs: RunJobs, product: Product) -> str:
    operations.redraw(session, product)
    run_jobs()
    token = token_of(session, "product", product.id)
    assert token is not None
    return token


def test_a_product_and_its_maker_are_drawn(
    session: Session, papa: Product, run_jobs: RunJobs, media: LocalStore, client: FlaskClient
) -> None:
    operations.redraw(session, papa)
    assert run_jobs() == 2
    tokens = {
        token_of(session, "product", papa.id),
        token_of(session, "enterprise", papa.enterprise_id),
    }
    assert {f"{token}/share.jpg" for token in tokens} == set(media.names())
    with client.get(f"/media/{token_of(session, 'product', papa.id)}/share.jpg") as answer:
        assert answer.content_type == "image/jpeg"
        assert len(answer.data) < 300_000


def test_the_photo_is_in_the_picture(
    session: Session,
    papa: Product,
    run_jobs: RunJobs,
    media: LocalStore,
    photograph: Callable[[Product], Photo],
) -> None:
    before = media.read(f"{drawn(session, run_jobs, papa)}/share.jpg")
    photograph(papa)
    assert media.read(f"{drawn(session, run_jobs, papa)}/share.jpg") != before


def test_nothing_new_is_not_drawn_again(
    session: Session, papa: Product, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = drawn(session, run_jobs, papa)

    def fail(*_: object) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(operations, "draw", fail)
    assert drawn(session, run_jobs, papa) == token
    assert set(session.scalars(select(Job.state))) == {"done"}


def test_a_lost_file_is_drawn_again(
    session: Session, papa: Product, run_jobs: RunJobs, media: LocalStore
) -> None:
    token = drawn(session, run_jobs, papa)
    media.delete_prefix(token)
    assert media.exists(f"{drawn(session, run_jobs, papa)}/share.jpg")


def test_a_new_price_is_a_new_picture_in_a_new_folder(
    session: Session, papa: Product, run_jobs: RunJobs, media: LocalStore
) -> None:
    before = drawn(session, run_jobs, papa)
    session.get_one(Product, papa.id).price = 400
    after = drawn(session, run_jobs, papa)
    assert after != before
    assert media.exists(f"{after}/share.jpg")
    assert not media.exists(f"{before}/share.jpg")


def test_the_old_picture_stands_until_the_new_one_is_named(
    session: Session, papa: Product, run_jobs: RunJobs, media: LocalStore, app: Flask
) -> None:
    before = drawn(session, run_jobs, papa)
    session.get_one(Product, papa.id).price = 400
    operations.redraw(session, papa)
    session.commit()
    with app.app_context():
        jobs.run_due([operations.DRAW])
    after = token_of(session, "product", papa.id)
    assert media.exists(f"{before}/share.jpg")
    assert media.exists(f"{after}/share.jpg")


def test_what_changes_while_it_is_drawn_is_not_shown(
    session: Session,
    papa: Product,
    run_jobs: RunJobs,
    media: LocalStore,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, key = operations.draw, papa.id

    def meanwhile(shown: object, photo: bytes | None) -> bytes:
        db.session.get_one(Product, key).status = "unpublished"
        db.session.commit()
        return real(shown, photo)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "draw", meanwhile)
    jobs.enqueue(session, operations.DRAW, {"product": papa.public_id})
    run_jobs()
    assert token_of(session, "product", papa.id) is None
    assert list(media.names()) == []


def test_an_unpublished_product_has_no_picture_at_once(
    session: Session, papa: Product, run_jobs: RunJobs, media: LocalStore
) -> None:
    token = drawn(session, run_jobs, papa)
    product = session.get_one(Product, papa.id)
    product.status = "unpublished"
    operations.redraw(session, product)
    session.commit()
    assert token_of(session, "product", papa.id) is None
    run_jobs()
    assert not media.exists(f"{token}/share.jpg")


def test_an_archived_enterprise_has_none_either(
    session: Session, ccotana: Enterprise, run_jobs: RunJobs, media: LocalStore
) -> None:
    operations.redraw_enterprise(session, ccotana)
    run_jobs()
    enterprise = session.get_one(Enterprise, ccotana.id)
    enterprise.status = "archived"
    operations.redraw_enterprise(session, enterprise)
    run_jobs()
    assert token_of(session, "enterprise", ccotana.id) is None
    assert list(media.names()) == []


def test_a_job_that_comes_too_late_draws_nothing(
    session: Session, manjar: Product, run_jobs: RunJobs, media: LocalStore
) -> None:
    jobs.enqueue(session, operations.DRAW, {"product": manjar.public_id})
    jobs.enqueue(session, operations.DRAW, {"enterprise": "nadie"})
    assert run_jobs() == 2
    assert list(media.names()) == []


def test_drawings_wait_for_everything_else(session: Session, papa: Product) -> None:
    operations.redraw(session, papa)
    assert max(session.scalars(select(Job.priority))) < 0


def test_the_sweep_takes_only_old_pictures_that_no_row_names(
    session: Session,
    papa: Product,
    run_jobs: RunJobs,
    media: LocalStore,
    photograph: Callable[[Product], Photo],
) -> None:
    photo = photograph(papa)
    named = drawn(session, run_jobs, papa)
    media.put_bytes("00000000000000aa/share.jpg", b"old")
    media.put_bytes("00000000000000bb/share.jpg", b"new")
    long_ago = (now() - timedelta(days=2)).timestamp()
    for token in (named, photo.token, "00000000000000aa"):
        os.utime(media.root / token, (long_ago, long_ago))
    assert operations.sweep(session) == 1
    assert not media.exists("00000000000000aa/share.jpg")
    for token in (named, photo.token, "00000000000000bb"):
        assert media.exists(f"{token}/share.jpg")


def test_the_sweep_takes_off_what_left_while_it_was_drawn(
    session: Session, papa: Product, run_jobs: RunJobs, media: LocalStore
) -> None:
    drawn(session, run_jobs, papa)
    session.get_one(Product, papa.id).status = "archived"
    session.commit()
    operations.sweep(session)
    run_jobs()
    assert token_of(session, "product", papa.id) is None
    assert list(media.names()) == []
