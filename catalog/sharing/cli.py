"""Commands on the pictures that messengers show."""

import click

from catalog.sharing import operations
from core import jobs
from core.commands import Commands
from core.db import db

cli = Commands("share", help="Pictures that messengers show for a link.")


@cli.command("redraw")
@click.argument("slug", required=False)
@click.option("--all", "every", is_flag=True, help="Everything published; the worker draws them one by one.")
def redraw(slug: str | None, every: bool) -> None:
    """Draw again the picture of the product or enterprise SLUG, for instance after the look changed."""
    if every == bool(slug):
        raise click.UsageError("Diga un SLUG, o --all.")
    session = db.session()
    count = operations.redraw_all(session) if every else operations.redraw_slug(session, slug or "")
    session.commit()
    if not count:
        raise click.ClickException(
            "No hay nada publicado." if every else f'No hay nada publicado con el nombre "{slug}".'
        )
    if slug:
        jobs.run_due([operations.DRAW, operations.FORGET])
    click.echo(f"{count} imágenes por dibujar; el trabajador las hace." if every else "Imagen dibujada.")
