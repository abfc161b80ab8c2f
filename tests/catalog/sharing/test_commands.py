"""`flask share redraw`: one by its slug, or everything published."""

from flask.testing import FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.products.models import Product
from catalog.sharing.models import ShareImage
from core.jobs import Job
from core.storage import LocalStore


def test_one_is_drawn_at_once(
    cli: FlaskCliRunner, session: Session, papa: Product, media: LocalStore
) -> None:
    key = papa.id
    answer = cli.invoke(args=["share", "redraw", papa.slug])
    assert answer.exit_code == 0, answer.output
    token = session.scalars(select(ShareImage.token).where(ShareImage.product_id == key)).one()
    assert media.exists(f"{token}/share.jpg")


def test_all_is_left_to_the_worker(
    cli: FlaskCliRunner, session: Session, papa: Product, queso: Product, manjar: Product, archivada: Product
) -> None:
    answer = cli.invoke(args=["share", "redraw", "--all"])
    assert "4 imágenes" in answer.output
    assert session.scalar(select(func.count()).select_from(Job)) == 4


def test_an_unknown_slug_is_said(cli: FlaskCliRunner, session: Session, manjar: Product) -> None:
    answer = cli.invoke(args=["share", "redraw", manjar.slug])
    assert answer.exit_code == 1
    assert "manjar-blanco" in answer.output


def test_what_is_meant_must_be_said(cli: FlaskCliRunner, session: Session) -> None:
    assert cli.invoke(args=["share", "redraw"]).exit_code == 2
    assert cli.invoke(args=["share", "redraw", "papa", "--all"]).exit_code == 2
