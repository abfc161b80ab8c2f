"""What is kept how long by command: the table, and erasing what is over."""

import click

from admin.retention import operations
from admin.retention.rules import KEPT, RULES
from core.audit import SYSTEM
from core.commands import Commands
from core.db import db

cli = Commands("retention", help="What is kept how long.")


@cli.command("show")
def show() -> None:
    """Show what is kept how long, and why."""
    for rule in RULES:
        click.echo(f"{rule.keep}: {rule.what}. {rule.why}")
    click.echo("Se conserva:")
    for what, why in KEPT:
        click.echo(f"  {what}. {why}")


@cli.command("run")
@click.option("--dry-run", is_flag=True, help="Only count what would be erased.")
def run(dry_run: bool) -> None:
    """Erase what is over; the worker does it once a day by itself."""
    erased = operations.run(db.session(), by=SYSTEM)
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    click.echo("Se borraría:" if dry_run else "Se borró:")
    for rule in RULES:
        click.echo(f"  {erased[rule.key]:>7,}  {rule.what}")
