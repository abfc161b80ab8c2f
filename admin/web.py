"""The staff wing as Flask sees it: its blueprints, and what its templates use."""

from flask import Blueprint, Flask

from admin.access import models as access
from admin.access import sessions
from admin.households import models as households
from core.config import Settings
from core.outbox import models as outbox

# Features that have no page yet; their tables are part of the house.
TABLES = (access, households, outbox)


# The features that have pages, one a line.
WINGS: tuple[Blueprint, ...] = ()
# What is nobody's to keep: these pages are never looked for among the kept ones.
NOT_PAGES = ("/gestion", "/ingresar", "/salir", "/clave")


def register(app: Flask, settings: Settings) -> None:  # noqa: ARG001 features with settings come
    """Add the staff wing to the application."""
    sessions.init_app(app)
    bp = Blueprint("admin", __name__)
    for wing in WINGS:
        bp.register_blueprint(wing)
    app.register_blueprint(bp)
