"""Commands on enterprises, until staff have pages for them: the maker's portrait, archiving."""

from pathlib import Path

import click

from admin.audit.reasons import reason_option
from admin.enterprises.operations import archive_enterprise, remove_portrait, send_portrait
from admin.products import photos
from catalog.enterprises.models import Enterprise
from catalog.enterprises.queries import enterprise_by_slug
from catalog.photos.models import Portrait
from core import jobs
from core.audit import SYSTEM
from core.commands import Commands
from core.db import db

cli = Commands("enterprises", help="Portraits of makers, and archiving.")


def _enterprise(slug: str) -> Enterprise:
    enterprise = enterprise_by_slug(db.session(), slug)
    if enterprise is None:
        raise click.ClickException(f'No hay ningún emprendimiento con la dirección "{slug}".')
    return enterprise


def _commit_and_move_files() -> None:
    """Commit, and move the files of photos at once rather than when the worker comes."""
    db.session.commit()
    jobs.run_due([photos.PUBLISH, photos.WITHDRAW])


@cli.command("portrait")
@click.argument("slug")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--remove", is_flag=True, help="Take the portrait off for good, instead of giving a file.")
@reason_option(default="")
def portrait(slug: str, file: Path | None, remove: bool, reason: str) -> None:
    """Make a photo the portrait of an enterprise's maker; it shows while she consents to «portrait»."""
    if (file is None) is not remove:
        raise click.UsageError("Give a FILE, or --remove.")
    enterprise = _enterprise(slug)
    number, name = enterprise.id, enterprise.name
    if file is None:
        remove_portrait(db.session(), enterprise, by=SYSTEM, reason=reason)
        _commit_and_move_files()
        click.echo(f"Retrato borrado: {name}.")
        return
    send_portrait(db.session(), enterprise, file, by=SYSTEM)
    _commit_and_move_files()
    public = db.session.get(Portrait, number) is not None
    kept = "ya se muestra" if public else "queda en privado hasta que haya consentimiento y esté publicado"
    click.echo(f"Retrato guardado: {name}; {kept}.")


@cli.command("archive")
@click.argument("slug")
@reason_option(required=True)
def archive(slug: str, reason: str) -> None:
    """Take an enterprise and its products off the lists; its page says so, without what needed consent."""
    enterprise = _enterprise(slug)
    name = enterprise.name
    archive_enterprise(db.session(), enterprise, by=SYSTEM, reason=reason)
    _commit_and_move_files()
    click.echo(f"Archivado: {name}.")
