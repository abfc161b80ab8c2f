"""The staff wing as Flask sees it: its blueprints, and what its templates use."""

from flask import Blueprint, Flask

from admin.access import models as access
from admin.households import models as households
from core.config import Settings
from core.outbox import models as outbox

# Features that have no page yet; their tables are part of the house.
TABLES = (access, households, outbox)


def register(app: Flask, settings: Settings) -> None:  # noqa: ARG001 features with settings come
    """Add the staff wing to the application."""
    bp = Blueprint("admin", __name__)
    app.register_blueprint(bp)
