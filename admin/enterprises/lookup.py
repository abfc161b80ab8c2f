"""Finding people and enterprises by a number, which stands in no address: counted, and who looked is written down."""

from collections.abc import Sequence

from flask import abort, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from admin.access.policies import actor, current_account
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.queries import records_of_member, records_of_ruc
from admin.enterprises.record_operations import ruc_digest
from admin.households.filters import LONGEST_WORDS
from admin.households.models import Member
from admin.households.pages import DniPage
from admin.members.lookup import look_up, seconds_to_wait
from admin.members.queries import member_by_dni, named
from core import audit
from core.text import clean


def records_of_number(session: Session, number: str) -> Sequence[EnterpriseRecord]:
    """The enterprises of whoever has a DNI, or those with a RUC."""
    if seconds_to_wait(number):
        abort(429)
    if len(number) == 8:
        member = member_by_dni(session, number)
        audit.record(session, "member.lookup", member or current_account(), by=actor())
        return records_of_member(session, member) if member else ()
    found = records_of_ruc(session, ruc_digest(number))
    for record in found or (current_account(),):
        audit.record(session, "enterprise.lookup", record, by=actor())
    return found


def people_found(session: Session, form: DniPage) -> tuple[Sequence[Member] | None, str, int]:
    """Whoever of one's territory is looked for, by a DNI that was sent or by a name in the address; the name; status.

    None where nobody was looked for yet.
    """
    words = clean(request.args.get("q", ""))[:LONGEST_WORDS]
    if request.method != "POST":
        return (named(session, words) if words else None), words, 200
    if not form.validate():
        return None, words, 422
    holder = look_up(session, form)
    if holder is None:
        form.refuse("dni", _("Nadie de su territorio tiene ese DNI en el registro."))
        return None, words, 404
    return [holder], words, 200
