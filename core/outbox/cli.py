"""The outbox by command: what waits, sending now, and sending again."""

import click
from flask import current_app

from core import jobs
from core.audit import SYSTEM
from core.clock import LIMA
from core.commands import Commands
from core.config import Settings
from core.db import db
from core.outbox import operations, queries
from core.outbox.models import OutboxMessage

cli = Commands("outbox", help="Mail that waits to be sent.")
STATES = {"waiting": "en espera", "failed": "falló"}
UNCONFIGURED = "El correo no está configurado: nada se envía hasta poner SMTP_URL y MAIL_FROM."


@cli.command("show")
def show() -> None:
    """Show the messages that are not sent; outside production with their text, so that their links can be used."""
    settings: Settings = current_app.config["SETTINGS"]
    messages = queries.unsent(db.session())
    for message in messages:
        click.echo("\n".join(_lines(message, whole=settings.app_env != "production")) + "\n")
    click.echo(f"Sin enviar: {len(messages)}.")
    if not settings.mail_server:
        click.echo(UNCONFIGURED)


def _lines(message: OutboxMessage, *, whole: bool) -> list[str]:
    at = message.created_at.astimezone(LIMA)
    state = STATES[message.state] + (f" ({message.error})" if message.error else "")
    lines = [f"{message.public_id} · {at:%d/%m/%Y %H:%M} · {message.purpose} · {state}"]
    if whole:
        lines += [f"  Para: {message.recipient}", f"  Asunto: {message.subject}"]
        lines += [f"  {line}".rstrip() for line in (message.text or "").splitlines()]
    return lines


@cli.command("deliver")
def deliver() -> None:
    """Send now what is due, without waiting for the worker."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.mail_server:
        raise click.ClickException(UNCONFIGURED)
    operations.promise_waiting(db.session())
    db.session.commit()
    click.echo(f"{jobs.run_due([operations.DELIVER])} mensajes intentados.")


@cli.command("resend")
@click.argument("key", required=False)
@click.option("--all", "everything", is_flag=True, help="Every message that failed.")
def resend(key: str | None, everything: bool) -> None:
    """Send again a message that was given up."""
    session = db.session()
    if everything:
        chosen = [one for one in queries.unsent(session) if one.state == "failed"]
    else:
        found = queries.message_by(session, key or "")
        if found is None:
            raise click.ClickException(f'No hay ningún mensaje "{key or ""}". Vea cuáles: flask outbox show')
        chosen = [found]
    for message in chosen:
        operations.resend(session, message, by=SYSTEM)
    db.session.commit()
    click.echo(f"{len(chosen)} mensajes en espera otra vez.")
