"""The composition root: the only file that knows both wings."""

from flask import Flask
from flask_compress import Compress

from admin.accounts.cli import cli as staff_cli
from admin.allies.cli import cli as allies_cli
from admin.audit.cli import cli as audit_cli
from admin.consents.cli import cli as consents_cli
from admin.demo import portraits, studio
from admin.demo.cli import cli as demo_cli
from admin.enterprise_plans import files as plan_files
from admin.enterprises.cli import cli as enterprises_cli
from admin.imports import drafts
from admin.imports.cli import export_cli, import_cli
from admin.products.cli import photos_cli, products_cli
from admin.products.photos import register_jobs
from admin.readiness import files as document_files
from admin.recovery import operations as recovery
from admin.reports.cli import cli as reports_cli
from admin.retention import operations as retention
from admin.retention.cli import cli as retention_cli
from admin.web import NOT_PAGES as STAFF_PAGES
from admin.web import register as register_staff
from catalog import reference, web
from catalog.changes import reader
from catalog.search.cli import cli as search_cli
from catalog.sharing import operations as sharing
from catalog.sharing.cli import cli as share_cli
from core import (
    assets,
    audit_anchors,
    audit_chain,
    cli,
    crypto,
    db,
    error_pages,
    i18n,
    logs,
    migrations,
    page_cache,
    policies,
    requests,
    security,
    throttling,
    web_forms,
)
from core.config import ROOT, Settings, from_environment
from core.outbox import delivery
from core.outbox.cli import cli as outbox_cli


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; raises ConfigError or MissingPolicyError rather than start half right."""
    settings = settings or from_environment()
    logs.configure(settings)
    app = requests.House(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["SETTINGS"] = settings
    db.init_app(app, settings)
    requests.init_app(app)
    logs.init_app(app)
    crypto.init_app(app, settings)
    audit_chain.watch()
    security.init_app(app, settings)
    throttling.init_app(app, settings)
    web_forms.init_app(app)
    i18n.init_app(app, settings)
    assets.init_app(app, settings)
    error_pages.init_app(app)
    web.register(app, settings)
    register_staff(app, settings)
    cli.init_app(app, settings)
    migrations.init_app(app)
    Compress(app)
    passing = (*web.NOT_PAGES, *STAFF_PAGES)
    page_cache.init_app(app, settings, reader.init_app(app, settings).newest, passing=passing)
    groups = (reference.cli, products_cli, photos_cli, enterprises_cli, consents_cli, import_cli, export_cli)
    more = (
        staff_cli,
        allies_cli,
        audit_cli,
        outbox_cli,
        reports_cli,
        retention_cli,
        share_cli,
        search_cli,
        demo_cli,
    )
    for group in (*groups, *more):
        app.cli.add_command(group)
    register_jobs()
    studio.register_jobs()
    portraits.register_jobs()
    plan_files.register_jobs()
    document_files.register_jobs()
    sharing.register_jobs()
    retention.register_jobs()
    delivery.register_jobs()
    recovery.register_jobs()
    audit_anchors.register_jobs()
    drafts.register_jobs()
    policies.require_policies(app)
    return app
