"""The page of consents: given field by field by the titular, and withdrawn everywhere in one act."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.consents.models import Consent
from admin.consents.operations import add_consent_text
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.enterprises.operations import send_portrait
from admin.households.models import Member
from admin.products import photos
from app import create_app
from catalog.changes import reader
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM
from core.clock import today
from core.db import db
from tests.admin.conftest import WORDS
from tests.support.databases import Database
from tests.support.staff import PUNO, sign_in

DAY = f"{today().day}/{today().month}/{today().year}"
ALL = {"agree_name": "yes", "agree_portrait": "yes", "agree_story": "yes", "agree_phone": "yes"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
TOKEN = re.compile(r"/media/([0-9a-f]{16})/")
# What the public could see of her.
HERS = ("Personaje de Prueba", "Aprendió a tejer", "900000001", "900 000 001")
pytestmark = pytest.mark.usefixtures("consent_text")


@pytest.fixture
def address(
    session: Session, member: Member, awana_record: EnterpriseRecord, cusco_head: Account, client: FlaskClient
) -> str:
    """The page of Tejidos Awana, whose titular is Juana, for the head of Cusco."""
    awana_record.district_code = member.district_code
    session.add(EnterpriseMember(record_id=awana_record.id, member_id=member.id, titular=True))
    sign_in(client, cusco_head)
    return f"/gestion/emprendimientos/{awana_record.public_id}/consentimientos"


@pytest.fixture
def keeping(database: Database, session: Session) -> Iterator[Flask]:
    """A site that keeps its pages."""
    session.commit()
    site = create_app(dataclasses.replace(database.settings, page_cache_mb=4))
    yield site
    site.extensions[reader.KEY].close()
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


def hidden(client: FlaskClient, address: str) -> dict[str, str]:
    """What the form to give holds unseen; the token is all that the one to withdraw needs."""
    return dict(HIDDEN.findall(client.get(address).text))


def standing(session: Session) -> list[str]:
    session.expire_all()
    return sorted(session.scalars(select(Consent.field).where(Consent.withdrawn_at.is_(None))))


def test_nothing_is_ticked_and_the_words_are_there_to_read(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert WORDS in page
    assert page.count('type="checkbox"') == 4
    assert "checked" not in page


def test_each_field_is_given_by_itself_and_twice_is_once(
    client: FlaskClient, session: Session, address: str
) -> None:
    fields = hidden(client, address)
    fields |= {"agree_story": "yes", "agree_phone": "yes", "channel": "in_person", "day": DAY}
    for _ in range(2):
        assert client.post(f"{address}/anotar", data=fields).status_code == 303
    assert standing(session) == ["phone", "story"]
    nothing = client.post(f"{address}/anotar", data=fields | {"agree_story": "", "agree_phone": ""})
    assert (nothing.status_code, "Marque lo que ella aceptó" in nothing.text) == (422, True)
    add_consent_text(session, "2026-2", f"{WORDS} Otra vez.", approved_by="Asesoría jurídica", by=SYSTEM)
    other = client.post(f"{address}/anotar", data=fields | {"agree_name": "yes"})
    assert (other.status_code, "Otra vez." in other.text) == (409, True)
    assert standing(session) == ["phone", "story"]


def test_only_the_titular_agrees_and_only_staff_of_hers_write_it(
    client: FlaskClient, session: Session, address: str, member: Member, uas: Account, puno_head: Account
) -> None:
    # She moved where the head of Cusco does not see her: her enterprise stays, and she may still be asked.
    member.district_code = PUNO
    page = client.get(address).text
    assert page.count('type="checkbox"') == 4
    assert "La titular acepta" in page
    link = session.scalars(select(EnterpriseMember)).one()
    link.titular = False
    page = client.get(address).text
    assert "Falta anotar quién es la titular" in page
    assert 'type="checkbox"' not in page
    sign_in(client, uas)
    assert client.get(address).status_code == 200
    assert client.post(f"{address}/anotar").status_code in (400, 403)
    sign_in(client, puno_head)
    assert client.get(address).status_code == 404


def public_side(visitor: FlaskClient, maker: str, product: str) -> tuple[str, set[str]]:
    """All that a visitor may read where she could stand, and the tokens of the photos that it names."""
    pages = (
        *(
            "/",
            "/emprendimientos",
            f"/emprendimientos/{maker}",
            f"/productos/{product}",
            "/productos",
        ),
        *("/buscar?q=Personaje", "/buscar?q=tejer", "/buscar?q=chompa", "/buscar/sugerencias?q=pers"),
        *("/sitemap-paginas.xml", "/sitemap-productos-1.xml", "/lugares/cusco", "/rubros/artesanal"),
        *("/productos?formato=papel", f"/productos/{product}?formato=ficha"),
    )
    said = "".join(visitor.get(page).text for page in pages)
    return said.replace("q=Personaje", ""), set(TOKEN.findall(said))


def test_withdrawn_in_one_act_she_is_gone_everywhere_at_once(
    client: FlaskClient, session: Session, address: str, keeping: Flask, awana: Enterprise, chompa: Product,
    photo_file: Callable[[str], Path], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    slugs = (awana.slug, chompa.slug)
    token = send_portrait(session, awana, photo_file("rojo"), by=SYSTEM).token
    fields = hidden(client, address)
    client.post(f"{address}/anotar", data=fields | ALL | {"channel": "paper", "day": DAY})
    run_jobs()
    visitor = keeping.test_client()
    # Twice, so that what is asked for afterwards was kept.
    for _ in range(2):
        said, tokens = public_side(visitor, *slugs)
    assert [word for word in HERS[:2] if word not in said] == []
    assert token in tokens
    file = f"/media/{token}/320.webp"
    with visitor.get(file) as served:
        assert served.status_code == 200
    form = hidden(client, address)
    done = client.post(f"{address}/retirar", data=form | {"field": "all", "why": "Ella lo pidió"})
    assert done.status_code == 303
    assert standing(session) == []
    said, tokens = public_side(visitor, *slugs)
    assert [word for word in HERS if word in said] == []
    assert token not in tokens
    assert visitor.get(file).status_code == 404
    assert not photos.media().exists(f"{token}/320.webp")


def test_one_field_is_withdrawn_and_the_others_stay(
    client: FlaskClient, session: Session, address: str, uas: Account
) -> None:
    fields = hidden(client, address)
    client.post(f"{address}/anotar", data=fields | ALL | {"channel": "phone", "day": DAY})
    sign_in(client, uas)
    form = hidden(client, address)
    assert client.post(f"{address}/retirar", data=form | {"field": "phone"}).status_code == 303
    assert standing(session) == ["name", "portrait", "story"]
    assert "Se retiró el" in client.get(address).text
