"""What stands in private rows comes out nowhere in public: each gets a word of its own, and the site is searched."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.permissions import Role
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, Member
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import Actor, record
from core.clock import now
from core.outbox.operations import send
from tests.support.pages import PAGE_TYPES, STATES
from tests.support.registry import make_household
from tests.support.staff import make_account

DNI, PHONE = "00098765", "951777333"
CANARIES = (
    DNI, f"10{DNI}", PHONE, "Canariazul", "canariazul", "HG-CANARIO", "plan-canario", "canario@", "Canarioso"
)  # fmt: skip
MORE = (
    "/sitemap.xml", "/sitemap-paginas.xml", "/sitemap-productos-1.xml", "/robots.txt", "/salud", "/salud/listo",
    "/productos?formato=papel",
)  # fmt: skip


@pytest.fixture
def filled(session: Session, awana: Enterprise, awana_record: EnterpriseRecord, chompa: Product) -> Product:
    """A published product of a maker whose private rows each hold a canary."""
    home: Household = make_household(
        session, district="081306", surnames="Canariazul", given_names="Rosa", dni=DNI,
        phone=f"+51{PHONE}", code="HG-CANARIO",
    )  # fmt: skip
    person = session.query(Member).filter(Member.household_id == home.id).one()
    session.add(EnterpriseMember(record_id=awana_record.id, member_id=person.id, titular=True))
    session.add(
        BusinessPlan(
            record_id=awana_record.id,
            made_on=date(2026, 1, 2),
            file_name="plan-canario.pdf",
            file_token="0" * 16,
            file_sha256="0" * 64,
            created_at=now(),
            created_by="Canarioso",
        )
    )
    awana_record.ruc, awana_record.ruc_digest = f"10{DNI}1", "0" * 64
    awana_record.producer_name, awana_record.story = "Rosa Canariazul", "La señora Canariazul teje."
    awana_record.whatsapp = f"+51{PHONE}"
    make_account(session, "canario", Role.NATIONAL)
    record(session, "household.note", home, by=Actor("Canarioso"), reason=f"{DNI} {PHONE}")
    send(session, to="canario@juntos.test", subject="Canariazul", text=DNI, html=DNI, purpose="reset")
    session.commit()
    return chompa


def test_no_public_page_holds_a_private_word(
    client: FlaskClient,
    run_jobs: Callable[[], int],
    awana: Enterprise,
    filled: Product,
    capfd: pytest.CaptureFixture[str],
) -> None:
    names = {
        "product": filled.slug, "other": filled.slug, "archived": filled.slug, "maker": awana.slug,
        "department": "cusco", "province": "urubamba",
    }  # fmt: skip
    searched = [
        f"{path}?q={word}" for word in ("x", *CANARIES) for path in ("/buscar", "/buscar/sugerencias")
    ]
    run_jobs()
    pages = [*(page.path for page in PAGE_TYPES), *STATES, *MORE]
    found = []
    for address in [*(path.format_map(names) for path in pages), *searched]:
        answer = client.get(address)
        # What was typed into the search is said back; nothing else may be.
        typed = address.partition("?q=")[2]
        body = answer.get_data().decode("utf-8", "replace") + str(answer.headers)
        found += [
            f"{address}: {word}"
            for word in CANARIES
            if word in body and word not in typed and typed not in word
        ]
        assert answer.status_code < 500, address
        if typed in CANARIES and "sugerencias" in address:
            assert filled.slug not in body, f"{address} finds a product by a private word"
    captured = capfd.readouterr()
    found += [f"the logs: {word}" for word in CANARIES if word in captured.out + captured.err]
    assert not found, "\n".join(found)
