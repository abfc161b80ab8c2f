"""What is typed about an enterprise becomes facts to compare and keep, or errors beside the fields."""

from collections.abc import Iterator
from typing import Any

import pytest

from admin.enterprises.forms import EnterpriseForm
from admin.enterprises.values import EnterpriseValues
from admin.imports.checking import make_forms
from core.db import db
from tests.support.databases import Databases

TYPED = {"name": "Papas Ccotana", "department": "Apurímac", "province": "Andahuaylas", "district": "Kishuara"}


@pytest.fixture(scope="module")
def form(databases: Databases) -> Iterator[EnterpriseForm]:
    """The form over the reference data; reading is the same whatever the database."""
    with databases["sqlite"].app.app_context():
        yield make_forms(db.session())[0]
        db.session.remove()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"department": "apurimac", "province": " ANDAHUAYLAS ", "district": "kishuará"},
            {"district_code": "030207"},
        ),
        (
            {"department": "CUZCO", "province": "Cusco", "district": "San Sebastian"},
            {"district_code": "080105"},
        ),
        ({"invoices": "Boleta y factura"}, {"invoices": 3}),
        ({"invoices": "liquidación de compra"}, {"invoices": 4}),
        ({"invoices": "ninguno"}, {"invoices": 8}),
        ({"invoices": "no emite"}, {"invoices": 8}),
        ({"wallets": "YAPE/Plin"}, {"wallets": 3}),
        ({"wallets": "Yape, efectivo"}, {"wallets": 1}),
        ({"payment_wallets": "efectivo y yape"}, {"extra_wallets": 1}),
        ({"whatsapp": "987 654 321"}, {"whatsapp": "+51987654321"}),
        ({"whatsapp": "+51 987-654-321"}, {"whatsapp": "+51987654321"}),
        ({"story": "Empezamos con\ndos vacas."}, {"story": "Empezamos con\ndos vacas."}),
    ],
)
def test_reads(form: EnterpriseForm, typed: dict[str, str], expected: dict[str, Any]) -> None:
    facts = form.read(TYPED | typed, required=True)
    assert facts is not None, form.errors
    assert {name: facts[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"invoices": "sí"}, "¿Cuál da? Escriba factura"),
        ({"wallets": "bitcoin"}, ""),
        ({"whatsapp": "12345"}, '"12345" no es un celular del Perú'),
        ({"department": "Apurmac"}, "No hay departamento"),
        ({"province": "Cusco"}, "No hay provincia de Apurímac"),
        ({"district": "Kishara"}, "¿Quiso decir Kishuara"),
    ],
)
def test_refuses(form: EnterpriseForm, typed: dict[str, str], said: str) -> None:
    assert form.read(TYPED | typed, required=True) is None
    assert said in " ".join(message for messages in form.errors.values() for message in messages)


def test_place_half_given(form: EnterpriseForm) -> None:
    assert form.read({"district": "Kishuara"}, required=False) is None
    assert set(form.errors) == {"department", "province"}


def test_blank_says_nothing(form: EnterpriseForm) -> None:
    assert form.read({"name": "  ", "whatsapp": ""}, required=False) == {"extra_wallets": 0}


def test_what_it_writes_it_reads_back(form: EnterpriseForm) -> None:
    values = EnterpriseValues(
        "Quesos Doña Rosa", "060301", wallets=3, invoices=7, story="Dos\n\nvacas.", whatsapp="+51987654321"
    )
    facts = form.read(form.written(values), required=True) or {}
    facts.pop("extra_wallets")
    assert EnterpriseValues(**facts) == values


@pytest.mark.parametrize(
    ("typed", "said"), [("efectivo", False), ("no tiene", True), ("yape, efectivo", True)]
)
def test_payment_under_wallets_says_nothing_of_wallets(form: EnterpriseForm, typed: str, said: bool) -> None:
    facts = form.read(TYPED | {"wallets": typed}, required=True)
    assert ("wallets" in (facts or {})) is said
