"""The list where several answers will do, and where what is asked is measured otherwise."""

import pytest
from flask.testing import FlaskClient

from catalog.enterprises.models import Enterprise, Invoice, Wallet


@pytest.mark.usefixtures("papa", "queso")
def test_of_several_invoices_or_wallets_any_will_do(
    client: FlaskClient, ccotana: Enterprise, rosa: Enterprise
) -> None:
    ccotana.invoices, rosa.invoices = Invoice.FACTURA, Invoice.BOLETA
    ccotana.wallets, rosa.wallets = Wallet.YAPE, Wallet.PLIN
    for query in ("comprobante=factura&comprobante=boleta", "billetera=plin&billetera=yape"):
        page = client.get(f"/productos?{query}").text
        assert "2 productos" in page
        assert page.count("Quitar el filtro ") == 2
    assert "1 producto<" in client.get("/productos?comprobante=boleta").text


@pytest.mark.usefixtures("queso")
def test_what_is_measured_otherwise_is_shown_the_way_to(client: FlaskClient) -> None:
    page = client.get("/productos?rubro=lacteos&capacidad_min=30+kg").text
    assert "Ninguno se mide como usted pide" in page
    assert "Nadie ofrece" not in page
    assert 'class="btn p" href="/productos?rubro=lacteos">Ver ese producto' in page
