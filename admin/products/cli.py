"""Commands on products, until staff have pages for them: publish, unpublish, archive, photos."""

from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy import select

from admin.audit.reasons import reason_option
from admin.products import photos
from admin.products.models import PhotoUpload
from admin.products.operations import (
    approve_product,
    archive_product,
    propose_product,
    proposed_values,
    unpublish_product,
)
from admin.products.values import PhotoValue
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core import jobs
from core.audit import SYSTEM
from core.commands import Commands
from core.db import db
from core.errors import ConflictError

products_cli = Commands("products", help="Publish, unpublish and archive products.")
photos_cli = Commands("photos", help="Photos of products.")


def _product(public_id: str) -> Product:
    product = db.session.scalar(select(Product).where(Product.public_id == public_id))
    if product is None:
        raise click.ClickException(f'No hay ningún producto con el id "{public_id}".')
    return product


def _approve(product: Product) -> None:
    try:
        approve_product(db.session(), product, by=SYSTEM)
    except LookupError:
        raise click.ClickException("Su emprendimiento todavía no está publicado.") from None
    except ConflictError as error:
        raise click.ClickException(error.message) from None


@products_cli.command("publish")
@click.argument("public_id")
def publish(public_id: str) -> None:
    """Approve the newest version of a product and publish it."""
    product = _product(public_id)
    _approve(product)
    _commit_and_say(f"Publicado: {product.name}.", photos.PUBLISH)


@products_cli.command("unpublish")
@click.argument("public_id")
@reason_option(required=True)
def unpublish(public_id: str, reason: str) -> None:
    """Take a product off the public side."""
    product = _product(public_id)
    unpublish_product(db.session(), product, by=SYSTEM, reason=reason)
    _commit_and_say(f"Retirado: {product.name}.", photos.WITHDRAW)


@products_cli.command("archive")
@click.argument("public_id")
@reason_option(required=True)
def archive(public_id: str, reason: str) -> None:
    """Close a product; its page says that it is no longer offered."""
    product = _product(public_id)
    archive_product(db.session(), product, by=SYSTEM, reason=reason)
    _commit_and_say(f"Archivado: {product.name}.", photos.WITHDRAW)


def _commit_and_say(said: str, files: str) -> None:
    """Commit, move the photos' files at once rather than when the worker comes, and say what was done."""
    db.session.commit()
    jobs.run_due([files])
    click.echo(said)


@photos_cli.command("add")
@click.argument("public_id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--alt", default="", help="Words for who cannot see the photo; the product's name where empty.")
@click.option("--publish", is_flag=True, help="Show it at once.")
def add(public_id: str, file: Path, alt: str, publish: bool) -> None:
    """Add a photo to a product's newest version."""
    product = _product(public_id)
    session = db.session()
    enterprise = session.get_one(Enterprise, product.enterprise_id)
    upload = photos.upload_photo(session, enterprise, file, by=SYSTEM)
    values = proposed_values(session, product)
    if upload.token not in {photo.token for photo in values.photos}:
        shown = (*values.photos, PhotoValue(upload.token, alt or values.name))
        propose_product(session, product, replace(values, photos=shown), by=SYSTEM)
    if publish:
        _approve(product)
    _commit_and_say(f"Foto guardada: {upload.token}.", photos.PUBLISH)


@photos_cli.command("regenerate")
def regenerate() -> None:
    """Render every photo again from its original, for instance after the sizes changed."""
    session = db.session()
    tokens = sorted(set(session.scalars(select(PhotoUpload.token))))
    session.rollback()
    with click.progressbar(tokens, label="Fotos") as bar:
        for token in bar:
            photos.render_again(session, token, by=SYSTEM)
            session.commit()
    click.echo(f"{len(tokens)} fotos preparadas de nuevo; el trabajador añade AVIF.")


@photos_cli.command("sweep")
def sweep() -> None:
    """Delete stored files that no photo claims after a day."""
    removed = photos.sweep(db.session())
    db.session.commit()
    click.echo(f"{removed} archivos sueltos borrados.")
