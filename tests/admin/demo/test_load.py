"""The demo loads into an empty catalogue, fictitious and whole, and grows for measuring."""

from typing import Any

import pytest
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.consents.models import Consent
from admin.demo import fill, load, studio
from admin.demo.pictures.views import VIEWS
from admin.products.models import ProductRevision
from admin.products.operations import proposed_values
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from core import jobs
from core.audit import AuditEntry
from core.db import db
from core.jobs import Job

FEW = 8


@pytest.fixture
def few(few_of_demo: list[Product]) -> list[Product]:
    """The first products of the demo, as loaded."""
    assert len(few_of_demo) == FEW
    return few_of_demo


@pytest.mark.usefixtures("whole_demo")
def test_every_row_of_the_demo_is_accepted(session: Session) -> None:
    public = select(func.count()).select_from(Product).where(Product.published_at.is_not(None))
    assert session.scalar(public) == 150
    # In both territories with staff.
    on_their_way = select(func.count()).select_from(ProductRevision)
    for state, number in (("draft", 3), ("in_review", 2), ("returned", 2)):
        assert (session.scalar(on_their_way.where(ProductRevision.state == state)) or 0) >= number, state
    known = select(func.count()).select_from(Enterprise)
    assert session.scalar(known.where(Enterprise.status == "published")) == 60
    # Ideas of the makers of the two territories with staff.
    assert session.scalar(known.where(Enterprise.status == "unpublished")) == 4


def test_the_demo_says_that_it_is_one(client: FlaskClient, few: list[Product]) -> None:
    assert "ficticios" in client.get("/productos").text


def test_every_demo_enterprise_is_marked(session: Session, few: list[Product]) -> None:
    assert set(session.scalars(select(Enterprise.demo))) == {True}


def test_the_same_seed_gives_the_same_catalogue(session: Session) -> None:
    def told() -> list[tuple[str, str, int]]:
        query = select(Product.slug, Product.status, Product.price).order_by(Product.id)
        return [(row.slug, row.status, row.price) for row in session.execute(query)]

    with session.begin_nested() as first:
        load.load(session, load.rows()[:FEW], seed=7)
        before = told(), session.scalar(select(func.count()).select_from(Consent))
        first.rollback()
    session.expunge_all()
    load.load(session, load.rows()[:FEW], seed=7)
    assert (told(), session.scalar(select(func.count()).select_from(Consent))) == before


def test_a_second_load_is_refused(session: Session, cli: FlaskCliRunner, few: list[Product]) -> None:
    result = cli.invoke(args=["demo", "load"])
    assert result.exit_code == 1
    assert "vacío" in result.output


def test_if_empty_leaves_a_catalogue_alone(session: Session, cli: FlaskCliRunner, few: list[Product]) -> None:
    assert cli.invoke(args=["demo", "load", "--if-empty"]).exit_code == 0
    assert session.scalar(select(func.count()).select_from(Product)) == FEW


def test_the_worker_draws_what_was_promised(session: Session, few: list[Product]) -> None:
    source = [row | {"imagen": "papa"} for row in load.rows()[:FEW]]
    assert load.promise_shared_pictures(session, few, source, seed=1) == 1
    session.commit()
    jobs.run_due(["demo.picture", "photos.publish"])
    shown = db.session.execute(select(Photo.token, Photo.ready)).all()
    # The last product of a demo is archived, and shows none.
    assert len(shown) == FEW - 1
    assert {row.ready for row in shown} == {True}
    assert len({row.token for row in shown}) <= FEW - 1


def promised(session: Session, products: list[Product]) -> list[dict[str, Any]]:
    """What the worker is to draw where all are cheeses, in the order of drawing."""
    source = [row | {"imagen": "queso"} for row in load.rows()[:FEW]]
    load.promise_pictures(session, products, source, seed=1)
    query = select(Job).where(Job.kind == studio.PICTURE).order_by(Job.priority.desc(), Job.id)
    return [dict(job.payload) for job in session.scalars(query)]


def test_each_product_is_drawn_once_before_any_gallery(session: Session, few: list[Product]) -> None:
    newest = load.newest_first(few)
    first = [picture["products"] for picture in promised(session, few)[: len(newest)]]
    assert first == [[product.public_id] for product in newest]


def test_neighbours_of_one_kind_show_other_views(session: Session, few: list[Product]) -> None:
    views = [picture["view"] for picture in promised(session, few)[: FEW - 1]]
    assert views == [place % VIEWS for place in range(FEW - 1)]


def test_each_third_product_shows_all_views_of_the_same_goods(session: Session, few: list[Product]) -> None:
    shown: dict[str, list[tuple[int, int]]] = {}
    for picture in promised(session, few):
        shown.setdefault(picture["products"][0], []).append((picture["seed"], picture["view"]))
    galleries = [shown[product.public_id] for product in load.newest_first(few)[:: load.GALLERY_EVERY]]
    for gallery in galleries:
        assert sorted(view for _, view in gallery) == list(range(VIEWS))
        assert len({seed for seed, _ in gallery}) == 1
    assert sum(len(views) > 1 for views in shown.values()) == len(galleries)


def test_a_catalogue_for_measuring_is_filled_to_the_number(
    session: Session, client: FlaskClient, few: list[Product]
) -> None:
    fill.fill(session, 40, 1, lambda _count: None)
    published = select(func.count()).select_from(Product).where(Product.status == "published")
    assert session.scalar(published) == 40
    assert client.get("/productos?pagina=2").status_code == 200


def test_every_copy_leaves_an_audit_entry_and_a_version(session: Session, few: list[Product]) -> None:
    fill.fill(session, 40, 1, lambda _count: None)
    copies = session.scalars(select(AuditEntry.subject_id).where(AuditEntry.reason == "catálogo de medición"))
    ids = set(copies)
    added = session.scalars(select(Product).where(Product.public_id.in_(ids))).all()
    assert len(added) == 40 - (FEW - 1)
    assert all(proposed_values(session, product).name == product.name for product in added)


def test_copies_share_the_pictures(session: Session, few: list[Product]) -> None:
    load.promise_shared_pictures(
        session, few, [row | {"imagen": "papa"} for row in load.rows()[:FEW]], seed=1
    )
    session.commit()
    jobs.run_due(["demo.picture", "photos.publish"])
    fill.fill(db.session(), 40, 1, lambda _count: None)
    shown = db.session.execute(select(Photo.token, Photo.ready)).all()
    assert len(shown) == 40
    assert len({row.token for row in shown}) < FEW
