"""What goes wrong around a command is said in plain words, and a bug keeps its trace."""

import errno
from dataclasses import replace
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskCliRunner
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm.exc import StaleDataError

from app import create_app
from core import commands
from core.config import Settings
from core.db import db
from core.imaging import ImagingError
from tests.support.databases import Databases


def run(error: BaseException) -> Result:
    """What a command says that is ended by this error."""
    group = commands.Commands("group")

    @group.command("fail", with_appcontext=False)
    def fail() -> None:
        raise error

    return CliRunner().invoke(group, ["fail"])


def from_driver(kind: type[Any], words: str) -> Exception:
    error: Exception = kind("SELECT 1", {}, RuntimeError(words))
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (from_driver(OperationalError, "database is locked"), commands.BUSY),
        (
            from_driver(OperationalError, 'connection to server at "x" failed: Connection refused'),
            commands.BUSY,
        ),
        (from_driver(OperationalError, "database or disk is full"), commands.FULL),
        (from_driver(OperationalError, "no such table: product"), commands.UNPREPARED),
        (from_driver(ProgrammingError, 'relation "product" does not exist'), commands.UNPREPARED),
        (StaleDataError("1 row expected"), commands.CHANGED),
        (OSError(errno.ENOSPC, "No space left on device", "/srv/x"), commands.FULL),
        (PermissionError(errno.EACCES, "Permission denied", "informe.xlsx"), "informe.xlsx"),
        (ImagingError("no library"), "no es culpa de la foto: no library"),
    ],
)
def test_says_what_went_wrong(error: Exception, said: str) -> None:
    result = run(error)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "error",
    [ValueError("bug"), from_driver(ProgrammingError, "syntax error"), OSError("no file"), KeyError("x")],
)
def test_a_bug_stays_a_bug(error: Exception) -> None:
    assert run(error).exception is error


def test_what_click_says_passes() -> None:
    assert "Error: no" in run(click.ClickException("no")).output


def test_a_database_that_nobody_migrated(databases: Databases, engine_name: str) -> None:
    with databases.fresh(engine_name, schema=False) as settings:
        app = create_app(settings)
        result = FlaskCliRunner(app).invoke(args=["products", "publish", "k7m2xq9hd4tw"])
        with app.app_context():
            db.engine.dispose()
    assert (result.exit_code, commands.UNPREPARED in result.output) == (1, True)


def test_a_database_that_is_not_there(settings: Settings) -> None:
    gone = create_app(replace(settings, database_url="postgresql+psycopg://nadie@127.0.0.1:1/nada"))
    result = FlaskCliRunner(gone).invoke(args=["products", "publish", "k7m2xq9hd4tw"])
    assert (result.exit_code, commands.BUSY in result.output) == (1, True)
