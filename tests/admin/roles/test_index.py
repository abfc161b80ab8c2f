"""The page of roles says what the permission table decides."""

from flask.testing import FlaskClient

from admin.access.models import Account
from admin.access.permissions import Permission
from admin.roles.words import WORDS
from tests.support.staff import sign_in


def test_every_permission_has_a_line() -> None:
    assert set(WORDS) == set(Permission) - {Permission.SIGNED_IN}


def test_the_administrator_reads_who_may_do_what(client: FlaskClient, uti: Account) -> None:
    sign_in(client, uti)
    row = client.get("/gestion/roles").text.split("Leer la auditoría")[1].split("</tr>")[0]
    said = [("sí" in cell, cell.split('data-head="')[1].split('"')[0]) for cell in row.split("<td")[1:]]
    assert [name for may, name in said if may] == ["Administración (UTI)", "Nacional (UAS)"]
    assert len(said) == 6
