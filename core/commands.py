"""Groups of commands that say in plain words what went wrong around them, never with a trace."""

import errno
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from core.db import is_busy, is_unprepared
from core.errors import InputError
from core.imaging import ImagingError
from core.scoping import commanded

AGAIN = "Puede repetir la orden: lo que ya estaba guardado no se duplica."
BUSY = f"La base de datos no responde o está ocupada. Espere un minuto. {AGAIN}"
UNPREPARED = "La base de datos todavía no está preparada. Antes ejecute: flask --app app db upgrade"
CHANGED = f"Otra persona cambió los mismos datos en este momento, y no se guardó nada. {AGAIN}"
FULL = f"No queda espacio en el disco. Libere espacio. {AGAIN}"


class Commands(AppGroup):
    """A group whose commands end with a message where database, disk or imaging fail; bugs keep their trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            with commanded():
                return super().invoke(ctx)
        except (InputError, DBAPIError, StaleDataError, ImagingError, OSError) as error:
            said = _in_words(error)
            if said is None:
                raise
            raise click.ClickException(said) from error


def _in_words(error: Exception) -> str | None:
    """What to tell whoever typed the command; None for a bug."""
    if isinstance(error, InputError):
        return error.message
    if isinstance(error, StaleDataError):
        return CHANGED
    if isinstance(error, ImagingError):
        return f"El servidor no pudo preparar una foto, y no es culpa de la foto: {error}. {AGAIN}"
    if isinstance(error, DBAPIError):
        return _database_in_words(error)
    return _system_in_words(error) if isinstance(error, OSError) else None


def _database_in_words(error: DBAPIError) -> str | None:
    if is_unprepared(error):
        return UNPREPARED
    if "disk is full" in str(error.orig) or "No space left" in str(error.orig):
        return FULL
    return BUSY if isinstance(error, OperationalError) and is_busy(error) else None


def _system_in_words(error: OSError) -> str | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    # Without a file it is no fault of a file; a pipe that was closed is click's to answer.
    if error.filename is None or error.errno == errno.EPIPE:
        return None
    return f"No se puede leer o escribir {error.filename}: {error.strerror}."
