"""`flask db …`, without loading the migration library until somebody migrates."""

from typing import Any

import click
from flask import Flask, current_app

from core.config import ROOT
from core.db import db

FOLDER = ROOT / "migrations"


class _LazyGroup(click.Command):
    """Stands for `flask db` until it is called, then makes way for the real one."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> click.Context:
        """Load the migration library and hand the call over to its group."""
        load(current_app)
        return current_app.cli.commands["db"].make_context(info_name, args, *rest, **extra)


def init_app(app: Flask) -> None:
    """Let `flask db` find the migrations."""
    app.cli.add_command(_LazyGroup("db", help="Migrate the database.", callback=None))


def load(app: Flask) -> None:
    """Set up Flask-Migrate on the application."""
    if "migrate" not in app.extensions:
        from flask_migrate import Migrate

        Migrate(app, db, directory=str(FOLDER), render_as_batch=True, compare_type=True)


def upgrade(revision: str = "head") -> None:
    """Bring the database of the current application to a version, as `flask db upgrade` does."""
    from flask_migrate import upgrade as flask_migrate_upgrade

    load(current_app)
    flask_migrate_upgrade(directory=str(FOLDER), revision=revision)
