"""What expires soon, for the tasks of whoever answers for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from admin.products.operations import unpublish_product
from admin.readiness.queries import expiring_papers
from catalog.products.models import Product, SanitaryPaper, Seal, SealAward
from catalog.sectors.models import Sector
from core.audit import SYSTEM
from core.clock import now, today
from core.ids import public_id
from core.scoping import Scope, use_scope
from tests.support.enterprises import many_enterprises
from tests.support.plans import know_sizes, whole_tables
from tests.support.registry import CCORCA, many_households

# Enough for the planner to leave no table unindexed.
MANY = 3000


@contextmanager
def within(session: Session, scope: Scope) -> Iterator[Session]:
    """A session beside this one that reaches no more than a scope."""
    with Session(session.get_bind()) as other:
        use_scope(other, scope)
        yield other


@pytest.fixture
def expiring(session: Session, chompa: Product) -> Product:
    """The jumper with a paper that expires in sixty days, and a seal that expired yesterday."""
    paper = SanitaryPaper(product_id=chompa.id, state="granted", number="E1", kind="digesa")
    paper.expires_on = today() + timedelta(days=60)
    session.add(paper)
    award = session.scalars(select(SealAward).where(SealAward.product_id == chompa.id)).one()
    award.expires_on = today() - timedelta(days=1)
    session.flush()
    return chompa


@pytest.mark.usefixtures("clock")
def test_what_expires_within_sixty_days_comes_soonest_first(session: Session, expiring: Product) -> None:
    found = expiring_papers(session)
    assert [(one.product, one.seal, one.expired) for one in found] == [
        ("Chompa de alpaca", "Hecho a mano", True), ("Chompa de alpaca", "", False)
    ]  # fmt: skip
    assert [one.seal for one in expiring_papers(session, within=59)] == ["Hecho a mano"]


@pytest.mark.usefixtures("clock")
def test_what_is_not_public_or_elsewhere_is_nobody_s_task(session: Session, expiring: Product) -> None:
    session.commit()
    with within(session, Scope(provinces=frozenset({"2101"}))) as elsewhere:
        assert expiring_papers(elsewhere) == []
    unpublish_product(session, expiring, by=SYSTEM, reason="prueba")
    assert expiring_papers(session) == []


def test_a_field_agent_s_go_by_index(session: Session) -> None:
    many_households(session, MANY)
    many_enterprises(session, MANY)
    at, day = now(), today()
    sector = session.scalars(select(Sector.id).where(Sector.slug == "lacteos")).one()
    seal = session.scalars(select(Seal.id)).first()
    numbers = range(1, MANY + 1)
    products = [
        {
            "id": number, "public_id": public_id(), "slug": f"queso-{number}", "enterprise_id": number,
            "sector_id": sector, "kind": "good", "status": "published", "name": "Queso", "description": "",
            "variants": "", "price": 100, "price_confirmed_on": day, "unit": "kg", "dimension": "mass",
            "price_per_base": 100, "availability_confirmed_on": day, "months": 0, "delivery": "",
            "delivery_days": "", "payments": 0, "packaging": "", "folded": "queso", "version": 1,
            "published_at": at, "updated_at": at,
        }
        for number in numbers
    ]  # fmt: skip
    papers = [
        {"product_id": number, "state": "granted", "kind": "sip", "number": "E1", "expires_on": day}
        for number in numbers
    ]
    awards = [
        {
            "product_id": number, "seal_id": seal, "verified_by": "x", "verified_on": day, "evidence": "",
            "expires_on": day,
        }
        for number in numbers
    ]  # fmt: skip
    for model, rows in ((Product, products), (SanitaryPaper, papers), (SealAward, awards)):
        session.connection().execute(insert(model.__table__), rows)
    know_sizes(session)
    agent = Scope(provinces=frozenset({CCORCA[:4]}), districts=frozenset({CCORCA}))
    tables = ("enterprise_record", "product", "sanitary_paper", "seal_award")
    with within(session, agent) as hers, session.get_bind().connect() as nobodys:  # type: ignore[union-attr]
        assert expiring_papers(hers) != []
        assert whole_tables(hers, expiring_papers, *tables, through=nobodys) == []
