"""The audit by command: whether the chain holds, and where it ends now."""

from itertools import chain as joined
from pathlib import Path

import click

from core import audit_anchors, audit_verify
from core.audit_verify import Break, Finding
from core.commands import Commands
from core.db import db, read_only

cli = Commands("audit", help="The record of who did what.")

SAID = {
    Break.EDITED: "La entrada {number} (fila {row}) fue cambiada, o puesta después.",
    Break.MISSING: "Faltan entradas: de la {number} a la {until}.",
    Break.MOVED: "La entrada {number} fue movida: está en la fila {row}.",
    Break.BEGUN_ANEW: "La cadena empieza otra vez en la entrada {number} (fila {row}): se quitó o cambió su final.",
    Break.CUT_OFF: "Se cortó el final: faltan las entradas de la {number} a la {until}.",
    Break.HEAD_LOST: "Falta la marca del final de la cadena, después de la entrada {number}.",
    Break.HEAD_CHANGED: "La marca del final de la cadena fue cambiada, después de la entrada {number}.",
    Break.FOREIGN: "La fila {row} no la escribió el sistema: alguien la puso en la tabla.",
    Break.REWRITTEN: "La entrada {number} (fila {row}) no es la que se anotó fuera: se reescribió la cadena.",
    Break.ANCHORS_CHANGED: "Una línea de las anotaciones guardadas fuera de la base de datos fue cambiada.",
}


@cli.command("verify")
@click.option(
    "--anchors",
    "copies",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A file of anchors kept elsewhere, beside the one of this site.",
)
def verify(copies: tuple[Path, ...]) -> None:
    """Walk the whole chain; ends with 1 where an entry was edited, deleted, moved or cut off."""
    files = (audit_anchors.file(), *copies)
    anchors = audit_anchors.read(joined.from_iterable(map(audit_anchors.lines, files)))
    with read_only():
        verdict = audit_verify.verify(db.session(), anchors)
        db.session.remove()
    click.echo(f"Entradas comprobadas: {verdict.count}. Última: {verdict.digest or 'ninguna'}")
    if verdict.waiting:
        click.echo(f"Por encadenar: {verdict.waiting}.")
    if verdict.finding:
        raise click.ClickException(say(verdict.finding))
    click.echo(f"Anotaciones fuera de la base de datos: {len(verdict.anchored)}. Todo está en orden.")


def say(finding: Finding) -> str:
    """What does not fit, in words."""
    return SAID[finding.kind].format(number=finding.number, row=finding.row, until=finding.until)


@cli.command("anchor")
def anchor() -> None:
    """Write down outside the database where the chain ends, and show the line, to be kept elsewhere too."""
    line = audit_anchors.anchor(db.session())
    click.echo(line or "Todavía no hay ninguna entrada.")
