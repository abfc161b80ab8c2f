"""`flask allies load`: those that the plan names."""

import click

from admin.allies.operations import load_plan
from core.audit import SYSTEM
from core.commands import Commands
from core.db import db

cli = Commands("allies", help="Who helps, as the plan names them.")


@cli.command("load")
def load_command() -> None:
    """Bring them in where there is none yet; safe to repeat."""
    number = load_plan(db.session(), by=SYSTEM)
    db.session.commit()
    click.echo(f"Aliados del plan: {number} nuevos." if number else "Los aliados ya estaban.")
