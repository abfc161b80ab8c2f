"""The staff wing as Flask sees it: its blueprints, its sections, and what its templates use."""

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import generate_csrf

from admin import frame
from admin.access import models as access
from admin.access import sessions
from admin.access import views as access_views
from admin.access.permissions import Permission
from admin.accounts import views as accounts
from admin.allies import models as ally_models
from admin.allies import views as allies
from admin.audit import views as audit
from admin.consents import views as consents
from admin.doubles import views as doubles
from admin.enterprise_doubles import views as enterprise_doubles
from admin.enterprise_face import views as enterprise_face
from admin.enterprise_people import views as enterprise_people
from admin.enterprise_plans import views as enterprise_plans
from admin.enterprises import views as enterprises
from admin.exports import views as exports
from admin.frame import Section
from admin.home import views as home
from admin.households import models as household_models
from admin.households import views as households
from admin.imports import models as import_models
from admin.imports import views as imports
from admin.listing import models as listing_models
from admin.members import views as members
from admin.photos import views as photos
from admin.privacy import models as privacy_models
from admin.privacy import views as privacy
from admin.producer import models as producer_models
from admin.products import views as products
from admin.profile import views as profile
from admin.questions import views as questions
from admin.readiness import models as readiness_models
from admin.readiness import views as readiness
from admin.recovery import views as recovery
from admin.review import views as review
from admin.roles import views as roles
from admin.territories import views as territories
from admin.versions import views as versions
from catalog.privacy import models as privacy_requests
from core.config import Settings
from core.outbox import models as outbox

# Features that have no page yet; their tables are part of the house.
TABLES = (
    access, household_models, import_models, privacy_models, privacy_requests, outbox,
    ally_models, listing_models, producer_models, readiness_models,
)  # fmt: skip
# The sections in the order of the menu and of /gestion; one whose endpoint is not there yet is not shown.
NAVIGATION = (
    Section("admin.home.index", _l("Inicio"), "house", Permission.SIGNED_IN),
    Section(
        "admin.households.index", _l("Hogares"), "users", Permission.HOUSEHOLDS_VIEW,
        _l("Registrar un hogar y sus integrantes, o buscar uno."),
    ),
    Section(
        "admin.enterprises.index", _l("Emprendimientos"), "store", Permission.ENTERPRISES_VIEW,
        _l("La ficha privada de cada negocio: quién lo lleva, qué tiene y qué le falta."),
    ),
    Section(
        "admin.products.index", _l("Productos"), "package", Permission.PRODUCTS_VIEW,
        _l("Escribir productos con sus fotos, enviarlos a revisión y ver en qué va cada uno."),
    ),
    Section(
        "admin.review.index", _l("Por revisar"), "list-checks", Permission.REVIEW,
        _l("Fichas que esperan: mirarlas, publicarlas o devolverlas con lo que hay que corregir."),
    ),
    Section(
        "admin.allies.index", _l("Aliados"), "handshake", Permission.ENTERPRISES_VIEW,
        _l("Instituciones que ayudan: en qué y dónde."),
    ),
    Section(
        "admin.imports.index", _l("Excel"), "sheet", Permission.REGISTRY_IMPORT,
        _l("Traer fichas desde una hoja, mirar antes qué cambiaría, y deshacerlo."),
    ),
    Section(
        "admin.privacy.index", _l("Derechos de las personas"), "shield-check", Permission.PRIVACY_REQUESTS,
        _l("Pedidos de quienes quieren ver, corregir o borrar sus datos."),
    ),
    Section(
        "admin.territories.index", _l("Unidades territoriales"), "map-pinned", Permission.TERRITORIES_EDIT,
        _l("Qué provincias atiende cada unidad, quién trabaja en ella y quién reemplaza a quién."),
    ),
    Section(
        "admin.accounts.index", _l("Cuentas"), "id-card", Permission.ACCOUNTS_MANAGE,
        _l("Invitar a una persona, cambiarla de unidad o quitarle el acceso."),
    ),
    Section(
        "admin.audit.index", _l("Auditoría"), "scroll-text", Permission.AUDIT_READ,
        _l("Quién hizo qué y cuándo; quién vio un DNI y quién exportó datos."),
    ),
)  # fmt: skip
# The features that have pages, one a line.
WINGS: tuple[Blueprint, ...] = (
    home.bp,
    territories.bp,
    accounts.bp,
    access_views.bp,
    profile.bp,
    recovery.bp,
    households.bp,
    members.bp,
    audit.bp,
    doubles.bp,
    enterprises.bp,
    enterprise_people.bp,
    enterprise_plans.bp,
    enterprise_doubles.bp,
    privacy.bp,
    consents.bp,
    allies.bp,
    imports.bp,
    exports.bp,
    roles.bp,
    questions.bp,
    review.bp,
    versions.bp,
    readiness.bp,
    products.bp,
    photos.bp,
    enterprise_face.bp,
)
# What is nobody's to keep: these pages are never looked for among the kept ones.
NOT_PAGES = ("/gestion", "/ingresar", "/salir", "/clave", "/p/")


def register(app: Flask, settings: Settings) -> None:  # noqa: ARG001 features with settings come
    """Add the staff wing to the application."""
    sessions.init_app(app)
    bp = Blueprint("admin", __name__)
    for wing in WINGS:
        bp.register_blueprint(wing)
    app.register_blueprint(bp)
    frame.init_app(app, NAVIGATION)
    app.jinja_env.globals["page_token"] = generate_csrf
