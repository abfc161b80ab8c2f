"""What is told of others by a RUC that somebody types: it may hold a DNI, so it is a question as one about a DNI is."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from admin.enterprise_doubles.queries import AlikeEnterprise, find_alike
from admin.enterprises.queries import records_of_ruc
from admin.enterprises.record_operations import ruc_digest
from admin.members.lookup import seconds_to_wait
from admin.members.telling import Question, write_down


def of_ruc(ruc: str | None) -> Question | None:
    """Which enterprises of one's territory have a RUC."""
    if not ruc:
        return None
    return Question("ruc", ruc, "enterprise.lookup", lambda session: records_of_ruc(session, ruc_digest(ruc)))


def alike_told(session: Session, name: str, district_code: str, ruc: str) -> Sequence[AlikeEnterprise]:
    """What looks like an enterprise that is typed; by its name only, where too many numbers were asked of.

    For the caller to commit.
    """
    closed = bool(ruc) and seconds_to_wait(ruc) > 0
    found = find_alike(session, name, district_code, ruc)
    named = [one.row.record for one in found if "ruc" in one.why]
    write_down(session, "enterprise.lookup", named, closed=closed)
    return find_alike(session, name, district_code) if closed else found
