"""The inbox of reports by command, until staff have pages for it."""

from typing import Any

import click
from sqlalchemy import Row

from admin.reports import operations, queries
from catalog.metadata import absolute
from catalog.reports.forms import reason_words
from catalog.reports.queries import say_number
from core.audit import SYSTEM
from core.clock import LIMA, now
from core.commands import Commands
from core.db import db
from core.i18n import say_date

cli = Commands("reports", help="What visitors report of listings.")


@cli.command("list")
@click.option("--all", "everything", is_flag=True, help="Closed ones too.")
def list_reports(everything: bool) -> None:
    """Show the reports, the oldest first."""
    rows = queries.inbox(db.session(), everything=everything)
    if not rows:
        click.echo("No hay denuncias." if everything else "No hay denuncias por atender.")
        return
    for row in rows:
        click.echo("\n".join(_lines(row)) + "\n")
    pending = sum(row.ListingReport.state == "new" for row in rows)
    click.echo(f"Por atender: {pending}.")


def _lines(row: Row[Any]) -> list[str]:
    report = row.ListingReport
    listing = f"{row.name} ({row.maker})" if row.maker else row.name
    folder = "productos" if row.maker else "emprendimientos"
    lines = [
        f"N.° {say_number(report.public_id)} · {_age((now() - report.created_at).days)}",
        f"  Ficha: {listing} · {absolute(f'/{folder}/{row.slug}')}",
        f"  Motivo: {reason_words()[report.reason]}",
    ]
    if report.message:
        lines.append("  Mensaje: " + report.message.replace("\n", "\n           "))
    lines.append(f"  Contacto: {report.contact or 'no dejó'}")
    if report.state == "closed":
        day = say_date(report.closed_at.astimezone(LIMA).date())
        lines.append(f"  Cerrada el {day} por {report.closed_by}: {report.remark}")
    return lines


def _age(days: int) -> str:
    if days < 1:
        return "llegó hoy"
    return "hace 1 día" if days == 1 else f"hace {days} días"


@cli.command("close")
@click.argument("number")
@click.option("--remark", required=True, help="What was done, for the record.")
def close(number: str, remark: str) -> None:
    """Close a report."""
    report = queries.report_to_close(db.session(), number)
    if report is None:
        raise click.ClickException(f'No hay ninguna denuncia con el número "{number}".')
    operations.close_report(db.session(), report, remark, by=SYSTEM)
    db.session.commit()
    click.echo(f"Denuncia N.° {say_number(report.public_id)}: cerrada.")
