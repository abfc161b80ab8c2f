"""Commands on consent, until staff have pages for it."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import or_, select

from admin.audit.reasons import reason_option
from admin.consents import operations
from admin.consents.models import CHANNELS, FIELDS
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.portraits import products_showing
from admin.products import photos
from catalog.enterprises.models import Enterprise
from core import jobs
from core.audit import SYSTEM
from core.clock import today
from core.commands import Commands
from core.db import db
from core.errors import InputError

cli = Commands("consents", help="What producers agreed to show.")


def _record(enterprise: str) -> EnterpriseRecord:
    """The private side of the enterprise of an id, or of the end of its page's address."""
    named = or_(Enterprise.public_id == enterprise, Enterprise.slug == enterprise)
    record = db.session.scalar(select(EnterpriseRecord).join(Enterprise).where(named))
    if record is None:
        raise click.ClickException(f'No hay ningún emprendimiento con el id o la dirección "{enterprise}".')
    return record


def _commit_and_move_files() -> None:
    """Commit, and move a portrait's files at once rather than when the worker comes."""
    db.session.commit()
    jobs.run_due([photos.PUBLISH, photos.WITHDRAW])


@cli.command("add-text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--version", "name", required=True)
@click.option("--approved-by", required=True, help="The lawyer or office that approved the words.")
def add_text(file: Path, name: str, approved_by: str) -> None:
    """Add an approved version of the words that producers are read."""
    try:
        words = file.read_text(encoding="utf-8")
        operations.add_consent_text(db.session(), name, words, approved_by=approved_by, by=SYSTEM)
    except InputError as error:
        raise click.ClickException(error.message) from None
    db.session.commit()
    click.echo(f"Texto de consentimiento {name}: guardado.")


@cli.command("give")
@click.argument("enterprise")
@click.argument("fields", nargs=-1, required=True, type=click.Choice(FIELDS))
@click.option(
    "--on", "given_on", type=click.DateTime(["%Y-%m-%d"]), help="The day she agreed; today if omitted."
)
@click.option("--channel", type=click.Choice(CHANNELS), default="in_person")
def give(enterprise: str, fields: tuple[str, ...], given_on: datetime | None, channel: str) -> None:
    """Record consent to show fields of a producer."""
    record = _record(enterprise)
    day = given_on.date() if given_on else today()
    try:
        for field in fields:
            operations.give_consent(db.session(), record, field, given_on=day, channel=channel, by=SYSTEM)
    except InputError as error:
        raise click.ClickException(error.message) from None
    _commit_and_move_files()
    click.echo(f"Consentimiento registrado: {', '.join(fields)}.")


@cli.command("withdraw")
@click.argument("enterprise")
@click.argument("fields", nargs=-1, required=True, type=click.Choice(FIELDS))
@reason_option(default="")
def withdraw(enterprise: str, fields: tuple[str, ...], reason: str) -> None:
    """Withdraw consent: the fields leave the public side at once."""
    record = _record(enterprise)
    withdrawn = [
        field
        for field in fields
        if operations.withdraw_consent(db.session(), record, field, by=SYSTEM, reason=reason)
    ]
    still = products_showing(db.session(), record.portrait_token) if "portrait" in withdrawn else []
    _commit_and_move_files()
    if withdrawn:
        click.echo(f"Consentimiento retirado: {', '.join(withdrawn)}.")
    if missing := [field for field in fields if field not in withdrawn]:
        click.echo(f"No había consentimiento vigente para: {', '.join(missing)}. Revise el emprendimiento.")
    if still:
        click.echo(
            f"ATENCIÓN: la misma foto sigue a la vista en {', '.join(still)}. Cambie la foto de esos productos."
        )
