"""What is told of others by a RUC that somebody types: it may hold a DNI, so it counts as a look-up."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from admin.enterprise_doubles.queries import AlikeEnterprise, find_alike
from admin.members.telling import may_tell


def alike_told(session: Session, name: str, district_code: str, ruc: str) -> Sequence[AlikeEnterprise]:
    """What looks like an enterprise that is typed; by its name only, where too many RUC were asked of.

    For the caller to commit.
    """
    found = find_alike(session, name, district_code, ruc)
    if may_tell(session, "enterprise.lookup", (one.row.record for one in found if "ruc" in one.why)):
        return found
    return find_alike(session, name, district_code)
