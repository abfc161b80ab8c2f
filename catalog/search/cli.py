"""Commands on the index of this node."""

import time

import click

from catalog.changes.versions import version
from catalog.search import folder, service
from catalog.search.index import Index, IndexBusyError
from catalog.search.rebuilding import rebuild
from core.commands import Commands
from core.db import db, read_only

cli = Commands("search", help="The index that searches are answered from.")

WAIT_SECONDS = 600.0
BUSY = "Otro proceso está haciendo el índice de nuevo y no termina. Espere unos minutos y repita la orden."


@cli.command("rebuild")
@click.option("--quiet", is_flag=True, help="Say nothing; give up where another process is at it.")
def rebuild_index(quiet: bool) -> None:
    """Make the index anew from the database; searches go on with the old one until the new one is whole."""
    index, started = service.of().index, time.monotonic()
    try:
        if quiet:
            rebuild(db.session(), index, lambda _done, _total: None)
            return
        with click.progressbar(length=1, label="Productos") as bar:

            def tell(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            count = rebuild(db.session(), index, tell, wait=WAIT_SECONDS)
    except IndexBusyError:
        raise click.ClickException(BUSY) from None
    click.echo(f"Índice hecho de nuevo: {count} productos en {time.monotonic() - started:.1f} segundos.")


@cli.command("status")
def status() -> None:
    """Say which version the index holds, how far behind it is, and how large it is."""
    index = service.of().index
    with read_only():
        newest = version(db.session())
    path, held = index.current(), index.version()
    if path is None or held is None:
        click.echo("No hay índice: las búsquedas las responde la base de datos.")
        click.echo("El trabajador lo hace solo; para hacerlo ahora: flask --app app search rebuild")
        return
    try:
        size = folder.measure(path)
    except Exception:  # a damaged index raises nearly anything
        raise click.ClickException(
            "El índice está dañado. Hágalo de nuevo: flask --app app search rebuild"
        ) from None
    click.echo(f"Versión del catálogo: {newest}. El índice tiene la {held}; {_behind(newest - held)}.")
    click.echo(f"Productos: {size.living}; borrados por limpiar: {size.deleted}; segmentos: {size.segments}.")
    click.echo(f"Tamaño: {_bytes(index)}. Carpeta: {path}")


def _behind(changes: int) -> str:
    if changes < 0:
        return "la base de datos es más antigua: el trabajador lo hará de nuevo"
    if not changes:
        return "está al día"
    return "falta 1 cambio" if changes == 1 else f"faltan {changes} cambios"


def _bytes(index: Index) -> str:
    return f"{index.size() / 1_000_000:.1f} MB".replace(".", ",")
