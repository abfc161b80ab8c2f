"""A live site for the browser journeys, and how a browser is opened on it."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session
from waitress import create_server

from app import create_app
from catalog.enterprises.models import Enterprise
from core.config import Settings
from core.db import db
from tests.support import cast
from tests.support.following import Follow
from tests.support.pictures import make_pictures
from tests.support.portraits import make_portrait

WIDTHS = {360: 780, 1280: 900}
# Chromium hears only the last switch of this name, so what Playwright turns off is named again here. Of our own are the
# last three: the window's address bar, a page of its own in each new window, which costs a third of opening one.
FEATURES_OFF = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
)
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(FEATURES_OFF)}",
]


class ChromiumMissingError(RuntimeError):
    """No Chromium on this machine."""


def chromium() -> str:
    """The path of the system's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise ChromiumMissingError(
        "Chromium is not installed: `make test` installs it, or: apt-get install chromium"
    )


@dataclass
class Site:
    """A running site: its address and its application (for looking at the data)."""

    url: str
    app: Flask


class LiveServer:
    """The application served by waitress on a free port, in a thread of this process."""

    def __init__(self, app: Flask, listener: socket.socket) -> None:
        self.server = create_server(app, sockets=[listener], threads=4)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Close the port and wait for the thread."""
        self.server.close()
        self.thread.join(timeout=10)


def free_port() -> socket.socket:
    """A listening socket on a port nobody has."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener


@contextmanager
def running(settings: Settings, listener: socket.socket) -> Iterator[Site]:
    """A live site with the cast and real photos on it; its database has its schema."""
    application = create_app(settings)
    fill(application)
    Follow(application)()
    server = LiveServer(application, listener)
    try:
        yield Site(settings.base_url, application)
    finally:
        server.stop()
        with application.app_context():
            db.engine.dispose()


def address(listener: socket.socket) -> str:
    """The address of a site that listens there."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def fill(app: Flask) -> None:
    """Put the cast on the site, with enough beside it for several pages: the potato with three photos, the cheese
    with one, the chuño with none."""
    photos = make_pictures(app.config["SETTINGS"].media_dir)
    with app.app_context():
        session = db.session()
        ccotana, rosa = cast.make_ccotana(session), cast.make_rosa(session)
        papa, queso = cast.make_papa(session, ccotana), cast.make_queso(session, rosa)
        cast.make_manjar(session, rosa)
        cast.make_archivada(session, ccotana)
        for position, photo in enumerate(photos):
            cast.make_photo(session, papa, position, **photo)
        cast.make_photo(session, queso, **photos[1] | {"alt": "Queso cortado"})
        _introduce(session, ccotana, photos[0])
        session.commit()
        cast.many_products(session, 60, **photos[2] | {"alt": "Foto del producto"})
        db.session.remove()


def _introduce(session: Session, enterprise: Enterprise, photo: dict[str, Any]) -> None:
    """Let one maker show herself whole."""
    enterprise.producer_name = "Nombre Ficticio"
    enterprise.story = "Sembramos arriba, donde hiela.\nGuardamos las papas de mi abuela."
    make_portrait(session, enterprise, **{name: value for name, value in photo.items() if name != "alt"})


Browse = Callable[..., Page]


def open_page(
    new_context: Callable[..., BrowserContext], site: Site, width: int, js: bool, **options: Any
) -> Page:
    """A page of the site in a window of that width, with or without JavaScript."""
    context = new_context(
        base_url=site.url,
        viewport={"width": width, "height": WIDTHS.get(width, 900)},
        java_script_enabled=js,
        locale="es-PE",
        timezone_id="America/Lima",
        has_touch=width < 700,
        **options,
    )
    context.set_default_timeout(10_000)
    return context.new_page()
