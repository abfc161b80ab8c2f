"""The demo's makers in person: named by their story, at a market, and drawn, each by the same way as real ones."""

import random
import sys
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.consents.models import Consent
from admin.demo import load, portraits, studio
from admin.enterprises.models import EnterpriseRecord
from admin.products.models import PhotoUpload
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Portrait
from catalog.products.models import Product
from core import jobs
from core.db import db
from core.jobs import Job

FEW = 8
JOBS = [portraits.PORTRAIT, "photos.publish"]


@pytest.fixture(autouse=True)
def draughtsman(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain colour instead of a drawing, which takes seconds."""

    def draw_portrait(seed: int, size: tuple[int, int], who: str, department: str) -> Image.Image:
        return Image.new("RGB", (size[0] // 2, size[1] // 2), (seed % 256, 90, 60 + len(who)))

    stand_in = SimpleNamespace(draw_portrait=draw_portrait)
    monkeypatch.setitem(sys.modules, "admin.demo.pictures.portraits", stand_in)


@pytest.fixture
def few(few_of_demo: list[Product]) -> None:
    """The first makers of the demo: Doña Rosa, a couple, Doña Zoila."""


def drawn(session: Session) -> int:
    promised = portraits.promise(session, seed=1)
    session.commit()
    jobs.run_due(JOBS)
    return promised


@pytest.mark.usefixtures("few")
def test_makers_are_called_as_their_stories_call_them(session: Session) -> None:
    names = session.scalars(select(EnterpriseRecord.producer_name).order_by(EnterpriseRecord.id)).all()
    assert names[:2] == ["Doña Rosa", "Don Eulogio y doña Marlene"]


def test_every_story_of_the_demo_names_somebody() -> None:
    stories = [row["historia"] for row in load.rows() if row["historia"]]
    assert all(portraits.told(story).name for story in stories)


@pytest.mark.parametrize(
    ("story", "name", "who"),
    [
        ("Doña Rosa (personaje de demostración) cuaja la leche.", "Doña Rosa", "woman"),
        ("Don Hugo (personaje de demostración) maneja seis jaulas.", "Don Hugo", "man"),
        (
            "Doña Nieves y don Clemente (personajes de demostración) amasan.",
            "Doña Nieves y don Clemente",
            None,
        ),
        ("La familia Coila (personajes de demostración) recibe visitas.", "la familia Coila", None),
        ("Sembramos arriba.", "", None),
    ],
)
def test_a_story_tells_whom_to_draw(story: str, name: str, who: str | None) -> None:
    assert portraits.told(story) == portraits.Told(name, who)  # type: ignore[arg-type]  # a plain text here


@pytest.mark.usefixtures("few")
def test_most_sell_at_a_market_and_some_have_not_said(session: Session) -> None:
    chance = random.Random(1)
    for _ in range(10):
        portraits.introduce(session, chance)
        seen = set(session.scalars(select(Enterprise.market)))
        if "" in seen and len(seen) > 1:
            return
    pytest.fail("ten times nobody, or everybody, kept her market to herself")


@pytest.mark.usefixtures("few")
def test_who_is_one_person_is_drawn(session: Session) -> None:
    assert drawn(session) == len(session.scalars(select(PhotoUpload)).all())
    alone = select(EnterpriseRecord.producer_name).where(EnterpriseRecord.portrait_token.is_not(None))
    assert not any(" y " in name or name.startswith("la") for name in session.scalars(alone))


@pytest.mark.usefixtures("few")
def test_a_portrait_shows_where_its_maker_consents_and_only_there(session: Session) -> None:
    drawn(session)
    agreed = select(EnterpriseRecord.enterprise_id).join(Consent).where(Consent.field == "portrait")
    with_picture = select(EnterpriseRecord.enterprise_id).where(EnterpriseRecord.portrait_token.is_not(None))
    shown = db.session.scalars(select(Portrait.enterprise_id).where(Portrait.ready)).all()
    assert set(shown) == set(db.session.scalars(agreed)) & set(db.session.scalars(with_picture))


@pytest.mark.usefixtures("few")
def test_the_page_says_that_it_is_a_drawing(session: Session, client: FlaskClient) -> None:
    drawn(session)
    portrait = db.session.scalars(select(Portrait).limit(1)).one()
    slug = db.session.get_one(Enterprise, portrait.enterprise_id).slug
    page = client.get(f"/emprendimientos/{slug}").text
    assert f"/media/{portrait.token}/" in page
    assert "dibujo de demostración" in page


@pytest.mark.usefixtures("few")
def test_drawn_twice_it_is_the_same_one(session: Session) -> None:
    drawn(session)
    before = db.session.execute(select(PhotoUpload.token).order_by(PhotoUpload.id)).all()
    drawn(db.session())
    assert db.session.execute(select(PhotoUpload.token).order_by(PhotoUpload.id)).all() == before


@pytest.mark.usefixtures("few")
def test_portraits_come_after_the_pictures_of_products(session: Session) -> None:
    portraits.promise(session, seed=1)
    load.promise_pictures(
        session, [*session.scalars(select(Product).order_by(Product.id))], load.rows()[:FEW], seed=1
    )
    query = select(Job.kind, func.min(Job.priority)).group_by(Job.kind)
    lowest = dict(map(tuple, session.execute(query)))
    assert lowest[portraits.PORTRAIT] < lowest[studio.PICTURE]


@pytest.mark.usefixtures("few")
def test_nobody_real_is_drawn(session: Session) -> None:
    for enterprise in session.scalars(select(Enterprise)):
        enterprise.demo = False
    session.flush()
    assert portraits.promise(session, seed=1) == 0
