"""Whatever is typed, the forms answer with values or with words: they never break."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from admin.enterprises.forms import EnterpriseForm
from admin.imports.checking import make_forms
from admin.products.forms import ProductForm
from admin.products.values import ProductValues

PRODUCT_FIELDS = (
    *("name", "sector", "description", "price", "unit", "capacity", "min_order", "lead_days", "months"),
    *("delivery", "payments", "wallet_payments", "packaging", "sanitary", "seals"),
)
ENTERPRISE_FIELDS = (
    *("name", "department", "province", "district", "story", "whatsapp", "invoices", "wallets"),
    "payment_wallets",
)
GOOD = {"name": "Papa", "sector": "Papas y tubérculos", "price": "S/ 3.50", "unit": "kg"}
PLACE = {"name": "Papas", "department": "Cusco", "province": "Calca", "district": "Calca"}
SCRAPS = """
S/ s/. soles 12.50 1.500 1,500 ½ ² ٣ 0 -1 1e9 1/2 99999999999999 kg kilo qq docena media arroba el la por x de a al
hasta y e o , ; / - – . ene feb abr-ago todo año menos nov días semanas hora inmediato no sin N/A vence 31/02/2027
31/08/2027 12/2027 E1234-2025 trámite Cusco Perú provincia distrito Yape plin efectivo +51 987654321 ñ İ ß
"""
WORDS = st.sampled_from(SCRAPS.split())
TYPED = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join))
FUZZ = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def forms(session: Session) -> tuple[EnterpriseForm, ProductForm]:
    return make_forms(session)


@pytest.fixture
def engine_name() -> str:
    """Reading text asks the database for nothing but names: once is enough."""
    return "sqlite"


@FUZZ
@given(typed=st.dictionaries(st.sampled_from(PRODUCT_FIELDS), TYPED, max_size=6))
def test_a_product(forms: tuple[EnterpriseForm, ProductForm], typed: dict[str, str]) -> None:
    form = forms[1]
    values = form.read(GOOD | typed)
    assert (values is None) == bool(form.errors)
    if values is not None:
        assert ProductValues.from_snapshot(values.snapshot()) == values
        # What was read is written so that it is read back as the same, also over itself.
        assert form.read(form.written(values), values) == values
        assert form.read(form.written(values)) == values, form.written(values)


@FUZZ
@given(typed=st.dictionaries(st.sampled_from(ENTERPRISE_FIELDS), TYPED, max_size=6))
def test_an_enterprise(forms: tuple[EnterpriseForm, ProductForm], typed: dict[str, str]) -> None:
    form = forms[0]
    facts = form.read(PLACE | typed, required=True)
    assert (facts is None) == bool(form.errors)


@FUZZ
@given(typed=TYPED)
@pytest.mark.parametrize(
    "field", ["price", "unit", "capacity", "months", "lead_days", "sanitary", "delivery"]
)
def test_each_way_of_typing(forms: tuple[EnterpriseForm, ProductForm], field: str, typed: str) -> None:
    form = forms[1]
    assert (form.read(GOOD | {field: typed}) is None) == bool(form.errors)
