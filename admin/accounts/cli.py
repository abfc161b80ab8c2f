"""`flask staff …`: accounts from the command line, where there is nobody yet to invite anybody."""

import click
from flask import current_app, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.access.permissions import TERRITORIAL, Role
from admin.access.queries import account_by_email
from admin.accounts import operations
from admin.accounts.forms import LONGEST, read_email
from admin.accounts.operations import AccountValues
from admin.territories.models import TerritorialUnit
from core.audit import SYSTEM
from core.commands import Commands
from core.config import Settings
from core.db import db
from core.errors import InputError
from core.text import clean

cli = Commands("staff", help="Accounts of staff.")
ROLES = {
    "administrador": Role.ADMINISTRATOR,
    "nacional": Role.NATIONAL,
    "jefe": Role.UNIT_HEAD,
    "gestor": Role.FIELD_AGENT,
    "comunicacion": Role.COMMUNICATION,
    "lector": Role.READER,
}


@cli.command("create")
@click.argument("email")
@click.option("--name", required=True, help="Name and surname.")
@click.option("--role", "role", type=click.Choice(list(ROLES)), required=True)
@click.option("--unit", default="", help="The territorial unit's name, for jefe and gestor.")
def create(email: str, name: str, role: str, unit: str) -> None:
    """Make an account and print the link by which its owner chooses a password."""
    session = db.session()
    values = AccountValues(_name(name), read_email(email), ROLES[role], _unit(session, ROLES[role], unit))
    account, token = operations.invite(session, values, by=SYSTEM)
    db.session.commit()
    _print_link(account, token, "7 días")


@cli.command("link")
@click.argument("email")
@click.option("--forget-phone", is_flag=True, help="Also let a new telephone be set up, for who lost hers.")
def link(email: str, forget_phone: bool) -> None:
    """Print a link by which another password is chosen; the earlier ones are good no more."""
    session = db.session()
    account = _known(session, email)
    token = operations.renew_link(session, account, by=SYSTEM)
    if forget_phone:
        operations.lost_phone(session, account, by=SYSTEM)
    db.session.commit()
    _print_link(account, token, "2 horas" if account.password else "7 días")


@cli.command("suspend")
@click.argument("email")
def suspend(email: str) -> None:
    """Let an account in no more; its sessions end at their next request."""
    session = db.session()
    account = _known(session, email)
    operations.suspend(session, account, by=SYSTEM)
    db.session.commit()
    click.echo(f"{account.name} ya no puede ingresar.")


def _known(session: Session, email: str) -> Account:
    account = account_by_email(session, email)
    if account is None:
        raise InputError(f"No hay una cuenta con el correo {email}.")
    return account


def _name(typed: str) -> str:
    if not clean(typed):
        raise InputError("Escriba el nombre de la persona.")
    return clean(typed)[:LONGEST]


def _unit(session: Session, role: Role, name: str) -> int | None:
    """The number of the unit, for who works in a territory."""
    if role not in TERRITORIAL:
        return None
    found = session.scalar(select(TerritorialUnit.id).where(TerritorialUnit.name == name))
    if found is None:
        known = ", ".join(session.scalars(select(TerritorialUnit.name).order_by(TerritorialUnit.name)))
        raise InputError(f"Indique con --unit una de las unidades: {known or 'todavía no hay ninguna'}.")
    return found


def _print_link(account: Account, token: str, time: str) -> None:
    settings: Settings = current_app.config["SETTINGS"]
    with current_app.test_request_context():
        path = url_for("admin.recovery.choose", secret=token)
    click.echo(
        f"{account.name} <{account.email}> elige su clave en este enlace, una sola vez, durante {time}:"
    )
    click.echo(f"{settings.base_url}{path}")
