"""The page of consents: given field by field by the titular, and withdrawn everywhere in one act."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.consents.models import Consent, ConsentText
from admin.consents.operations import add_consent_text
from admin.enterprises.links import link_member
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.enterprises.operations import (
    approve_enterprise,
    propose_enterprise,
    proposed_values,
    send_portrait,
)
from admin.households.models import Member
from admin.products import photos
from app import create_app
from catalog.changes import reader
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM, AuditEntry
from core.clock import today
from core.db import db
from tests.admin.conftest import WORDS
from tests.support.databases import Database
from tests.support.enterprises import titular_of
from tests.support.registry import make_household
from tests.support.staff import PUNO, csrf, sign_in

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


def test_a_page_that_is_shown_again_is_a_look_as_well(
    client: FlaskClient, session: Session, address: str
) -> None:
    fields = {"csrf_token": csrf(client), "field": "all", "why": "x" * 300}
    for _again in "ab":
        assert client.post(f"{address}/retirar", data=fields).status_code == 422
    looks = select(AuditEntry.subject_type).where(AuditEntry.action == "enterprise.view")
    assert session.scalars(looks).all() == ["enterprise_record"]


def test_only_the_titular_agrees_and_only_staff_of_hers_write_it(
    client: FlaskClient, session: Session, address: str, member: Member, uas: Account, puno_head: Account
) -> None:
    # She moved where the head of Cusco does not see her: her enterprise stays, and she may still be asked.
    member.district_code = PUNO
    page = client.get(address).text
    assert page.count('type="checkbox"') == 4
    assert "Titular acepta" in page
    link = session.scalars(select(EnterpriseMember)).one()
    link.titular = False
    page = client.get(address).text
    assert "Falta anotar quién es titular" in page
    assert 'type="checkbox"' not in page
    sign_in(client, uas)
    assert client.get(address).status_code == 200
    assert client.post(f"{address}/anotar").status_code in (400, 403)
    sign_in(client, puno_head)
    assert client.get(address).status_code == 404


def test_what_the_former_titular_agreed_to_shows_nobody_after_her(
    client: FlaskClient, session: Session, address: str, keeping: Flask, awana: Enterprise, member: Member,
    send: Callable[..., Any], awana_record: EnterpriseRecord,
) -> None:  # fmt: skip
    sister = titular_of(session, make_household(session, given_names="Benita", dni="00054321"))
    client.post(f"{address}/anotar", data=hidden(client, address) | ALL | {"channel": "paper", "day": DAY})
    visitor, page = keeping.test_client(), f"/emprendimientos/{awana.slug}"
    assert HERS[0] in visitor.get(page).text
    people = address.replace("consentimientos", "personas")
    assert send(f"{people}/agregar/{sister.public_id}", day=DAY).status_code == 303
    assert standing(session) == ["name", "phone", "portrait", "story"]
    said = client.get(f"{people}/{sister.public_id}/titular").text
    assert "lo que aceptó mostrar la persona anterior deja de verse" in said
    done = send(f"{people}/{sister.public_id}/titular")
    assert (
        "ya no se muestra su nombre, su retrato, su historia, su teléfono" in client.get(done.location).text
    )
    assert standing(session) == []
    assert [word for word in HERS if word in visitor.get(page).text] == []
    assert {one.member_id for one in session.scalars(select(Consent))} == {member.id}
    asked = client.get(address).text
    assert ("Es de la persona titular anterior" in asked, asked.count('type="checkbox"')) == (True, 1)
    fields = hidden(client, address) | {"agree_story": "yes", "channel": "paper", "day": DAY}
    assert (
        "Lo guardado es de la persona titular anterior" in client.post(f"{address}/anotar", data=fields).text
    )
    values = proposed_values(session, awana)
    propose_enterprise(
        session,
        awana,
        replace(values, story="La cuenta Benita.", district_code=member.district_code),
        by=SYSTEM,
    )
    approve_enterprise(session, awana, by=SYSTEM)
    assert client.post(f"{address}/anotar", data=fields).status_code == 303
    assert "La cuenta Benita." in visitor.get(page).text
    # The first one leads again: what was stored of her is hers, and she is asked anew.
    assert send(f"{people}/{member.public_id}/titular").status_code == 303
    assert standing(session) == []
    session.expire_all()
    assert "story" in awana_record.face_of
    assert client.get(address).text.count('type="checkbox"') == 3


def test_a_titular_is_not_replaced_by_a_page_that_showed_another(
    client: FlaskClient, session: Session, address: str, awana_record: EnterpriseRecord, member: Member
) -> None:
    people = address.replace("consentimientos", "personas")
    sister = titular_of(session, make_household(session, given_names="Benita", dni="00054321"))
    link_member(session, awana_record, sister, by=SYSTEM)
    there = f"{people}/{sister.public_id}/titular"
    fields = hidden(client, there)
    third = titular_of(session, make_household(session, given_names="Carmen", dni="00064321"))
    link_member(session, awana_record, third, titular=True, by=SYSTEM)
    assert client.post(there, data=fields).status_code == 409
    assert client.post(there, data=hidden(client, there)).status_code == 303


def test_a_page_from_before_a_withdrawal_gives_nothing_back(
    client: FlaskClient, session: Session, address: str
) -> None:
    day, told = {"channel": "phone", "day": DAY}, f"{address}/anotar"
    client.post(told, data=hidden(client, address) | day | {"agree_story": "yes"})
    stale = hidden(client, address) | day | {"agree_story": "yes", "agree_phone": "yes"}
    client.post(f"{address}/retirar", data=hidden(client, address) | {"field": "all"})
    answer = client.post(told, data=stale)
    assert (answer.status_code, "Su historia: se retiró el" in answer.text) == (409, True)
    assert answer.text.count(" checked") == 3
    assert standing(session) == []
    early = hidden(client, address) | day | {"agree_story": "yes", "day": "1/1/2020"}
    refused = client.post(told, data=early)
    assert (refused.status_code, "no existía el texto" in refused.text) == (422, True)
    session.scalars(select(ConsentText)).one().recorded_at -= timedelta(days=9)
    before = today() - timedelta(days=1)
    refused = client.post(told, data=early | {"day": f"{before.day}/{before.month}/{before.year}"})
    assert (refused.status_code, "anterior al retiro" in refused.text) == (422, True)
    assert client.post(told, data=early | {"day": DAY}).status_code == 303


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
