"""`flask demo load`: the demonstration catalogue."""

from typing import TYPE_CHECKING

import click
from flask import current_app
from sqlalchemy.orm import Session

from admin.access.words import role_name
from admin.demo import staff
from catalog.products.queries import any_demo
from core import jobs
from core.commands import Commands
from core.config import Settings
from core.db import db, refresh_statistics

if TYPE_CHECKING:
    from admin.demo.load import Row
    from catalog.products.models import Product

cli = Commands("demo", help="The demonstration catalogue: fictitious people, plausible goods.")
# The first page of the list.
DRAWN_AT_ONCE = 24


@cli.command("load")
@click.option(
    "--products", "wanted", type=click.IntRange(1, 500_000), help="How many; the whole demo if omitted."
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same catalogue.")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is any enterprise already.")
def load_command(wanted: int | None, seed: int, if_empty: bool) -> None:
    """Load the demo into an empty catalogue; the worker goes on drawing its pictures."""
    # These load the spreadsheet and imaging libraries, which a start without the demo does not need.
    from admin.demo import load, portraits

    settings: Settings = current_app.config["SETTINGS"]
    if settings.app_env == "production":
        raise click.ClickException("Aquí no: la demostración tiene cuentas cuya clave conoce todo el mundo.")
    session = db.session()
    if not load.is_empty(session):
        if not if_empty:
            raise click.ClickException(
                "El catálogo ya tiene emprendimientos; la demostración necesita uno vacío."
            )
        if any_demo(session):
            _open_accounts(session, settings)
        return
    source = load.rows()[:wanted]
    click.echo(f"Cargando la demostración: {len(source)} productos de personas ficticias…")
    products = load.load(session, source, seed)
    session.commit()
    _open_accounts(session, settings)
    if wanted is not None and wanted > len(source):
        _fill(session, products, source, wanted, seed)
        return
    load.promise_pictures(session, products, source, seed)
    portraits.promise(session, seed)
    session.commit()
    _draw(min(DRAWN_AT_ONCE, len(source)))
    click.echo("Demostración lista. El trabajador sigue dibujando las demás fotos.")


def _open_accounts(session: Session, settings: Settings) -> None:
    """Make the demo's accounts where they are not yet, and say how one signs in."""
    accounts = staff.load(session)
    session.commit()
    click.echo(f"Cuentas de la demostración: {settings.base_url}/ingresar, clave «{staff.PASSWORD}»")
    for account in accounts:
        click.echo(f"  {account.email:<26} {role_name(account.known_role)}")


def _fill(session: Session, products: list["Product"], source: list["Row"], wanted: int, seed: int) -> None:
    from admin.demo import fill, load

    kinds = load.promise_shared_pictures(session, products, source, seed)
    session.commit()
    _draw(kinds)
    with click.progressbar(length=wanted - len(source), label="Copias") as bar:
        fill.fill(db.session(), wanted, seed, bar.update)
    refresh_statistics(db.session())
    db.session.commit()
    click.echo(f"Catálogo de medición listo: {wanted} productos.")


def _draw(count: int) -> None:
    """Draw the first pictures here and publish them; the worker does the rest."""
    from admin.demo.studio import PICTURE
    from admin.products.photos import PUBLISH

    with click.progressbar(range(count), label="Dibujando") as bar:
        for _ in bar:
            jobs.run_one([PICTURE])
    jobs.run_due([PUBLISH])
    refresh_statistics(db.session())
    db.session.commit()
