"""What stands in private rows comes out nowhere else: each column has a word of its own, and all is searched for it.

The rows are made from core.scoping.Private (tests/support/canaries.py): a new private model joins by itself. What a
producer agrees to show is not agreed to here, or no longer.
"""

import contextlib
import dataclasses
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Member
from admin.recovery.operations import ask_for_link
from app import create_app
from catalog.changes import reader
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core import logs
from core.clock import now
from core.config import Settings
from core.db import db
from core.outbox.models import OutboxMessage
from core.policies import public
from tests.support.asking import make_request
from tests.support.canaries import PUBLIC, Search, files_below, plant, unpacked
from tests.support.following import Follow
from tests.support.forms import body_of, words_of
from tests.support.matrix import address_of, own_parts, staff_rules
from tests.support.pages import PAGE_TYPES, STATES
from tests.support.sheets import packed, rows_of, take, upload
from tests.support.staff import csrf, sign_in
from tests.support.subjects import World, make_world

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
MORE = (
    "/sitemap.xml", "/sitemap-paginas.xml", "/sitemap-productos-1.xml", "/robots.txt", "/salud", "/salud/listo",
    "/productos?formato=papel",
)  # fmt: skip
WORDS = ("kanarina", "kanarichalina", "00098998", "951777000", "951 777 000")
# Purposes of mails that go to the person herself: of all that is hers they may hold the address that she left.
TO_HERSELF = ("privacy receipt",)
TYPED = {
    "given_names": "Kanarina", "surnames": "Kanaria", "full_name": "Kanarina Kanaria", "dni": "00098997", "kind": "x",
    "document": "00098997", "phone": "951777996", "contact": "kanarina@correo.test", "message": "Kanarina 1000098997",
    "email": "kanarina@juntos.test", "password": "kanariclave", "q": "Kanarina",
}  # fmt: skip


@pytest.fixture
def world(session: Session) -> World:
    """Cusco and Puno alike, and nobody who acts yet."""
    return make_world(session, None)


@pytest.fixture
def search(session: Session, world: World, tmp_path: Path) -> Search:
    """Where what is found is kept, with everything planted."""
    return Search(plant(session, world, tmp_path))


@pytest.fixture
def log(settings: Settings) -> Iterator[io.StringIO]:
    """All that the site writes on standard error."""
    with contextlib.redirect_stderr(io.StringIO()) as written:
        logs.configure(dataclasses.replace(settings, log_level="INFO"))
        yield written
    logs.configure(settings)


@pytest.fixture
def watched(settings: Settings, session: Session, log: io.StringIO) -> Iterator[Flask]:
    """The same site as visitors meet it: it keeps its pages and writes its log; one of its views breaks."""
    session.commit()
    site = create_app(dataclasses.replace(settings, page_cache_mb=4, log_level="INFO"))
    site.add_url_rule("/prueba/rota", "broken", public(_break), methods=["POST"])
    yield site
    site.extensions[reader.KEY].close()
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


def _break() -> str:
    """Write a person whom the database refuses: she has no household."""
    typed = {name: request.form[name] for name in ("given_names", "surnames", "dni", "phone")}
    row = {"household_id": -1, "district_code": "080102", "name_key": "kanarina", "sound_key": "kanarina"}
    with db.engine.begin() as connection:
        at = {"province_code": "0801", "created_at": now(), "updated_at": now()}
        connection.execute(Member.__table__.insert(), [typed | row | at])
    return ""


def test_no_public_page_holds_a_private_word(session: Session, search: Search, watched: Flask) -> None:
    maker = session.scalars(select(Enterprise).where(Enterprise.name == PUBLIC)).one()
    shown = session.scalars(select(Product).where(Product.status == "published")).one()
    hidden = session.scalars(select(Product).where(Product.name.contains("kanari"))).one()
    names = {
        "product": shown.slug, "other": shown.slug, "archived": shown.slug, "maker": maker.slug,
        "department": "cusco", "province": "cusco",
    }  # fmt: skip
    slug = hidden.slug
    session.commit()
    visitor = watched.test_client()
    pages = [path.format_map(names) for path in (*(page.path for page in PAGE_TYPES), *STATES, *MORE)]
    searched = [f"{path}?q={word}" for word in WORDS for path in ("/buscar", "/buscar/sugerencias")]
    # The second time it is the kept page.
    for address in [*pages, *pages, *searched, f"/productos/{slug}"]:
        answer = visitor.get(address, headers={"Accept-Encoding": "br"})
        body = unpacked(answer.data, answer.headers.get("Content-Encoding")).decode("utf-8", "replace")
        search.look(address, f"{answer.headers}{body}", address)
        assert answer.status_code < 500, address
        if "sugerencias" in address:
            assert shown.slug not in body, f"{address} finds a product by a private word"
    assert PUBLIC in search.read
    assert not search.found, "\n".join(search.found)


@on_sqlite
def test_no_file_of_the_public_side_holds_one(
    app: Flask, session: Session, settings: Settings, search: Search, run_jobs: Callable[[], int]
) -> None:
    while run_jobs():
        pass
    Follow(app, session=session).rebuild()
    for folder in (settings.data_dir / "search", settings.media_dir):
        for name, data in files_below(folder):
            search.look(f"{folder.name}: a name", name)
            search.bytes(f"{folder.name}/{name}", data)
    kinds = {name.rpartition("/")[2] for name, _data in files_below(settings.media_dir)}
    assert {"share.jpg", "320.webp"} <= kinds, kinds
    assert "chompa" in search.read.lower()
    assert not search.found, "\n".join(search.found)


def test_the_log_holds_none(
    session: Session, search: Search, watched: Flask, uas: Account, log: io.StringIO
) -> None:
    visitor, staff = watched.test_client(), watched.test_client()
    sign_in(staff, uas)
    asked = {
        (visitor, "/no-existe/kanarina"): 404,
        (visitor, "/privacidad/solicitud"): 422,
        (visitor, "/denunciar"): 404,
        (visitor, "/clave"): 303,
        (visitor, "/ingresar"): 422,
        (visitor, "/prueba/rota"): 500,
        (staff, "/gestion/hogares/nuevo"): 422,
        (staff, "/gestion/hogares/por-dni"): 404,
    }
    told = {}
    for client, address in asked:
        sent = TYPED | {"csrf_token": csrf(client)}
        answer = client.post(f"{address}?dni=00098995", data=sent, headers={"Referer": "/x?q=kanarina"})
        search.look(f"headers of {address}", str(answer.headers))
        told[address] = answer.status_code
    assert told == {address: status for (_client, address), status in asked.items()}
    search.look("the log", log.getvalue())
    assert '"event": "request"' in search.read
    assert "IntegrityError" in search.read
    assert not search.found, "\n".join(search.found)


@on_sqlite
def test_no_mail_to_somebody_else_holds_one(
    app: Flask, session: Session, run_jobs: Callable[[], int], search: Search, uti: Account
) -> None:
    typed = {"full_name": "Kanarina Kanaria", "document": "00098994", "message": "Soy Kanarina, 951777994"}
    make_request(session, key="otro", contact="kanarina@correo.test", **typed)
    ask_for_link(session, uti.email, "/clave")
    run_jobs()
    mails = session.scalars(select(OutboxMessage)).all()
    assert {"reset", *TO_HERSELF} <= {mail.purpose for mail in mails}
    for mail in mails:
        own = (mail.recipient or "",) if mail.purpose in TO_HERSELF else ()
        said = f"{mail.subject}\n{mail.text}\n{mail.html}\n{mail.error}"
        search.look(f"a mail: {mail.purpose}", f"{said}\n{mail.recipient}", *own)
    assert not search.found, "\n".join(search.found)


@pytest.mark.parametrize("who", ["puno_head", "uci", "uppm", "uti"])
@on_sqlite
def test_no_page_of_staff_who_do_not_reach_her_holds_one(
    app: Flask, client: FlaskClient, request: pytest.FixtureRequest, search: Search, world: World, who: str
) -> None:
    sign_in(client, request.getfixturevalue(who))
    seen = 0
    for rule in staff_rules(app):
        if "GET" in (rule.methods or ()):
            answer = client.get(address_of(app, rule, own_parts(world, rule)), query_string={"q": "kanarina"})
            search.look(f"{rule.rule}: {answer.status_code}", words_of(answer), "kanarina")
            seen += answer.status_code == 200
    assert seen >= 3
    assert not search.found, "\n".join(search.found)


def test_no_sheet_of_a_head_elsewhere_holds_one(
    client: FlaskClient, session: Session, search: Search, puno_head: Account
) -> None:
    sign_in(client, puno_head)
    known = next(one for one, column in search.planted.items() if column == "member.dni")
    for what in ("hogares", "emprendimientos"):
        answer = take(client, what)
        rows = rows_of(answer)
        assert rows
        search.look(f"the export of {what}", words_of(answer))
        sent = rows[0] | {
            "DNI": known,
            "DNI de titular": known,
            "Distrito": "Ccorca, Anta, Cusco",
            "Sexo": "no se sabe",
        }
        review = upload(client, packed([sent]), kind=what)
        search.look(f"the review of {what}", words_of(review), known)
        marked = client.get(f"{review.request.path}/errores")
        assert marked.status_code == 200, review.text
        search.look(f"the marked sheet of {what}", f"{marked.headers}{body_of(marked)}", known)
    assert not search.found, "\n".join(search.found)
