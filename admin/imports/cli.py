"""Commands that read spreadsheets into the catalogue and write the catalogue as one."""

import contextlib
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from catalog.enterprises.models import STATUSES
from core.audit import SYSTEM
from core.commands import Commands
from core.db import db, read_only, refresh_statistics
from core.errors import InputError

if TYPE_CHECKING:
    from admin.imports.checking import Plan
    from admin.imports.photos import FolderPhotos
    from admin.imports.rows import Problem, RawSheet
    from admin.imports.saving import ImportResult

Item = TypeVar("Item")

import_cli = Commands("import", help="Read spreadsheets into the catalogue.")
export_cli = Commands("export", help="Write the catalogue as spreadsheets.")


@import_cli.command("products")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--photos", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say how everything would be read, and save nothing.")
@click.option("--publish", is_flag=True, help="Publish what is imported; otherwise it waits as drafts.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Write the sheet with its errors."
)
def import_products(
    file: Path, folder: Path | None, dry_run: bool, publish: bool, report: Path | None
) -> None:
    """Import products from FILE.xlsx: all of its rows, or none."""
    if report is not None:
        _check_target(report)
        if report.resolve() == file.resolve():
            raise click.ClickException("El informe no puede ser el mismo archivo que se importa.")
    # These load the spreadsheet and imaging libraries, which no other command needs.
    from admin.imports.photos import FolderPhotos
    from admin.imports.rows import ImportRefused, read_sheet

    try:
        sheet = read_sheet(file)
    except InputError as error:
        raise click.ClickException(f"{error.message}\nNo se importó ninguna fila.") from None
    if sheet.header.extras:
        click.echo(f"Columnas que no se usan: {', '.join(sheet.header.extras)}.")
    if sheet.others:
        click.echo(f'Se lee solo la hoja "{sheet.name}"; no se leen: {", ".join(sheet.others)}.')
    photos = FolderPhotos(folder, keep=not dry_run)
    try:
        result = _run(sheet, photos, dry_run=dry_run, publish=publish)
    except ImportRefused as refused:
        _leave_nothing(photos)
        _show_problems(refused.problems, sheet, report)
        sys.exit(1)
    except BaseException:
        # A full disk, a database that went away, Ctrl-C: in each case before anything was committed.
        _leave_nothing(photos)
        click.echo("No se importó ninguna fila.", err=True)
        raise
    if result is not None:
        _finish(result, photos)


@export_cli.command("products")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Repeat for several.")
def export_products(file: Path, statuses: tuple[str, ...]) -> None:
    """Write every product but the archived ones to FILE.xlsx, as the template that `import products` reads."""
    from admin.imports import export

    _check_target(file)
    with read_only():
        count = export.export_products(db.session(), file, statuses=statuses or export.EXPORTED)
        db.session.rollback()
    click.echo(
        f"{_many(count, 'producto', 'productos')} en {file}. La columna whatsapp es privada: cuide el archivo."
    )


def _run(sheet: "RawSheet", photos: "FolderPhotos", *, dry_run: bool, publish: bool) -> "ImportResult | None":
    """Write the sheet, not committed yet; None after a dry run, which only tells what would be written."""
    from admin.imports.checking import check_rows, prepare_photos
    from admin.imports.saving import foretell, import_rows

    if dry_run or any("fotos" in row.cells for row in sheet.rows):
        # Photos take long to render: meanwhile nobody else should wait for the database.
        with read_only():
            plan = check_rows(db.session(), sheet.rows, photos, _bar)
            db.session.rollback()
        prepare_photos(plan, photos, _bar)
        plan.refuse_if_wrong()
        if dry_run:
            _show_readings(plan)
            click.echo(f"Se importaría así: {_say(foretell(plan, publish=publish))}")
            click.echo("Fue una prueba: no se guardó nada.")
            return None
    return import_rows(db.session(), sheet.rows, by=SYSTEM, photos=photos, publish=publish, track=_bar)


def _leave_nothing(photos: "FolderPhotos") -> None:
    db.session.rollback()
    # What cannot be removed now, the hourly sweep removes.
    with contextlib.suppress(OSError):
        photos.discard(all_of_them=True)


def _finish(result: "ImportResult", photos: "FolderPhotos") -> None:
    from admin.products.photos import PUBLISH, WITHDRAW
    from core import jobs

    db.session.commit()
    # Only now: had the commit's end been unknown, the hourly sweep would tell claimed files from the others.
    photos.discard(all_of_them=False)
    click.echo(f"Importado: {_say(result)}")
    jobs.run_due([PUBLISH, WITHDRAW])
    refresh_statistics(db.session())
    db.session.commit()


def _check_target(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise click.ClickException(f"{path.name}: el archivo debe terminar en .xlsx.")
    if not path.parent.is_dir():
        raise click.ClickException(f"No existe la carpeta {path.parent}.")


def _bar(items: Collection[Item], label: str) -> Iterable[Item]:
    with click.progressbar(items, label=label, file=sys.stderr) as shown:
        yield from shown


def _show_readings(plan: "Plan") -> None:
    from admin.imports.echo import echoes

    for line in echoes(plan):
        click.echo(line)


def _show_problems(problems: list["Problem"], sheet: "RawSheet", report: Path | None) -> None:
    from admin.imports.rows import write_problems

    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{_many(len(problems), 'error', 'errores')}. No se importó ninguna fila.", err=True)
    if report is None:
        click.echo("Corrija la hoja y vuelva a importarla; con --report INFORME.xlsx sale marcada.", err=True)
        return
    write_problems(report, sheet, problems)
    click.echo(f"Abra el informe {report}, corrija y vuelva a importar.", err=True)


def _say(result: "ImportResult") -> str:
    parts = []
    for name, count in (("productos", result.products), ("emprendimientos", result.enterprises)):
        said = f"{count.new:,} nuevos, {count.changed:,} cambiados, {count.same:,} sin cambios"
        parts.append(f"{name}: {said}, {count.published:,} publicados")
    return f"{'; '.join(parts)}; fotos nuevas: {result.photos:,}."


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
