"""What is kept how long, and why: one table, to be read as one. Each rule has a test.

What stands here is erased by the worker once a day, or by `flask retention run`. What stands in KEPT is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from admin.access.models import AccessLink, AccountSession, SignInFailure
from admin.access.throttle import KEPT as ATTEMPTS_KEPT
from admin.imports.models import RegistryExport, RegistryExportRow, RegistryImport, RegistryImportChange
from admin.privacy.models import PrivacyCase
from admin.reports import operations as reports
from admin.retention.people import YEARS_AFTER, forget_people
from catalog.privacy.models import PrivacyRequest
from core.clock import now
from core.outbox import operations as outbox
from core.outbox.models import OutboxMessage

YEAR = timedelta(days=365)
# A page's title must stand there.
NAMELESS = "(hoja sin nombre)"


@dataclass(frozen=True)
class Rule:
    """One kind of thing that is not kept for ever; `erase` tells how many were."""

    key: str
    what: str
    keep: str
    why: str
    erase: Callable[[Session], int]


def _delete(session: Session, model: Any, *which: Any) -> int:
    done: Any = session.execute(delete(model).where(*which), execution_options={"synchronize_session": False})
    return int(done.rowcount)


def _sessions(session: Session) -> int:
    ended = func.coalesce(AccountSession.ended_at, AccountSession.seen_at)
    return _delete(session, AccountSession, ended < now() - timedelta(days=90))


def _links(session: Session) -> int:
    over = func.coalesce(AccessLink.used_at, AccessLink.expires_at)
    return _delete(session, AccessLink, over < now() - timedelta(days=30))


def _attempts(session: Session) -> int:
    return _delete(session, SignInFailure, SignInFailure.at < now() - ATTEMPTS_KEPT)


def _messages(session: Session) -> int:
    old = OutboxMessage.created_at < now() - YEAR
    return _delete(
        session, OutboxMessage, OutboxMessage.state != "waiting", OutboxMessage.text.is_(None), old
    )


def _requests(session: Session) -> int:
    answered = PrivacyCase.answered_at < now() - 4 * YEAR
    numbers = list(session.scalars(select(PrivacyCase.request_id).where(answered)))
    _delete(session, PrivacyCase, PrivacyCase.request_id.in_(numbers))
    return _delete(session, PrivacyRequest, PrivacyRequest.id.in_(numbers))


def _taken_out(session: Session) -> int:
    old = select(RegistryExport.id).where(RegistryExport.made_at < now() - 2 * YEAR)
    return _delete(session, RegistryExportRow, RegistryExportRow.export_id.in_(old))


def _before_imports(session: Session) -> int:
    old = select(RegistryImport.id).where(RegistryImport.made_at < now() - YEAR)
    return _empty(
        session,
        RegistryImportChange,
        RegistryImportChange.before,
        None,
        RegistryImportChange.import_id.in_(old),
    )


def _file_names(session: Session) -> int:
    old = RegistryImport.made_at < now() - YEAR
    return _empty(session, RegistryImport, RegistryImport.file_name, NAMELESS, old)


def _empty(session: Session, model: Any, column: Any, value: str | None, *which: Any) -> int:
    """Put a value that tells nothing where a column holds another one."""
    forgotten = update(model).where(column.is_distinct_from(value), *which).values({column.key: value})
    done: Any = session.execute(forgotten, execution_options={"synchronize_session": False})
    return int(done.rowcount)


# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("sessions", "Sesiones de cuentas que terminaron", "90 días",
         "Aclarar un ingreso extraño; que hubo ingreso queda en la auditoría.", _sessions),
    Rule("links", "Enlaces para elegir clave, usados o vencidos", "30 días",
         "Ya no abren nada.", _links),
    Rule("attempts", "Intentos fallidos de ingresar", "1 día",
         "Solo sirven para frenar a quien prueba claves.", _attempts),
    Rule("mail_words", "Texto y dirección de los correos enviados", "7 días",
         "Reenviar uno que no llegó.", outbox.erase_words),
    Rule("mail", "Constancia de que salió un correo", "1 año",
         "Responder si llegó; ya no dice a quién ni qué.", _messages),
    Rule("reports", "Denuncias cerradas", "1 año",
         "Lo prometen el formulario y la página de privacidad.", reports.forget_closed),
    Rule("requests", "Pedidos sobre datos, ya respondidos", "4 años",
         "Responder por la respuesta mientras se puede sancionar (TUO de la Ley 27444, art. 252).", _requests),
    Rule("taken_out", "Qué fichas salieron en cada Excel", "2 años",
         "Decirle a una persona quién se llevó sus datos; quién exportó y cuánto queda en la auditoría.", _taken_out),
    Rule("before_imports", "Lo que decía una ficha antes de una importación", "1 año",
         "Deshacer la importación.", _before_imports),
    Rule("file_names", "El nombre del archivo que se importó, que puede ser el de una persona", "1 año",
         "Encontrar la hoja mientras la importación se puede deshacer; queda su huella SHA-256.", _file_names),
    Rule("people", "Nombre, DNI, celular y demás de quien dejó su hogar, de quien era de un hogar que salió de Juntos "
         "(también el código del hogar), o de una ficha repetida; nunca de quien tuvo emprendimiento",
         f"{YEARS_AFTER} años", "Que vuelva sin registrarse dos veces; el hogar conserva su historia.", forget_people),
)
# What law, the plan or an accountable register needs for as long as the programme answers for it.
KEPT: tuple[tuple[str, str], ...] = (
    ("Auditoría", "Borrar una entrada rompería la prueba de todas. Un motivo no admite DNI, celular ni correo."),
    ("Hogares e integrantes que siguen", "Se atienden, y el plan mide sus resultados."),
    ("Emprendimientos, sus personas y planes", "El plan mide sus resultados; lo que vendieron es de ellas."),
    ("Consentimientos, también los retirados", "Prueban que se mostró con permiso, y desde cuándo ya no."),
    ("Textos de consentimiento", "Dicen a qué se respondió que sí."),
)
# fmt: on
