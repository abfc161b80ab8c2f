"""What each act is called in the audit: for every action that the code records there is a sentence here."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

# What the actor did: «Rosa Huamán: registró un hogar».
ACTIONS: dict[str, Any] = {
    "account.code_failed": _l("Escribió un código equivocado al ingresar"),
    "account.created": _l("Creó una cuenta"),
    "account.demo": _l("Creó una cuenta de la demostración"),
    "account.districts": _l("Cambió los distritos de un gestor"),
    "account.invite": _l("Invitó a una persona a tener cuenta"),
    "account.link": _l("Envió un enlace para elegir clave"),
    "account.password": _l("Cambió su clave"),
    "account.reactivate": _l("Devolvió el acceso a una cuenta"),
    "account.recovery_code": _l("Ingresó con un código de respaldo"),
    "account.recovery_codes": _l("Pidió códigos de respaldo nuevos"),
    "account.second_factor": _l("Activó su segundo paso"),
    "account.second_factor_forgotten": _l("Quitó el segundo paso de una cuenta"),
    "account.session_closed": _l("Cerró una sesión suya"),
    "account.sessions_closed": _l("Cerró sus otras sesiones"),
    "account.sign_in": _l("Ingresó"),
    "account.sign_in_failed": _l("Escribió una clave equivocada al ingresar"),
    "account.sign_out": _l("Salió"),
    "account.suspended": _l("Suspendió una cuenta"),
    "account.update": _l("Cambió los datos de una cuenta"),
    "ally.create": _l("Agregó a un aliado"),
    "ally.update": _l("Cambió los datos de un aliado"),
    "consent.give": _l("Anotó un consentimiento"),
    "consent.withdraw": _l("Anotó que se retira un consentimiento"),
    "consent_text.add": _l("Guardó el texto de un consentimiento"),
    "enterprise.archive": _l("Archivó un emprendimiento"),
    "enterprise.check": _l("Comprobó la ficha de un emprendimiento y la aprobó"),
    "enterprise.create": _l("Registró un emprendimiento"),
    "enterprise.link": _l("Agregó a una persona a un emprendimiento"),
    "enterprise.lookup": _l("Buscó un emprendimiento por su RUC"),
    "enterprise.merge": _l("Unió dos fichas de un mismo emprendimiento"),
    "enterprise.merged": _l("Dejó una ficha de emprendimiento unida a otra"),
    "enterprise.plan_add": _l("Guardó un plan de negocio"),
    "enterprise.plan_open": _l("Abrió un plan de negocio"),
    "enterprise.plan_remove": _l("Quitó un plan de negocio"),
    "enterprise.propose": _l("Propuso cambios a un emprendimiento"),
    "enterprise.publish": _l("Publicó un emprendimiento"),
    "enterprise.restore": _l("Recuperó una versión anterior de un emprendimiento, como borrador"),
    "enterprise.return": _l("Devolvió la ficha de un emprendimiento con observaciones"),
    "enterprise.send": _l("Envió la ficha de un emprendimiento a revisión"),
    "enterprise.reveal_ruc": _l("Vio un RUC completo"),
    "enterprise.titular": _l("Cambió de titular un emprendimiento"),
    "enterprise.unlink": _l("Anotó que alguien ya no participa en un emprendimiento"),
    "enterprise.update": _l("Cambió la ficha de un emprendimiento"),
    "enterprise.view": _l("Abrió la ficha de un emprendimiento"),
    "enterprise.withdraw": _l("Retiró un emprendimiento al deshacer una importación"),
    "export.enterprises": _l("Llevó a Excel una lista de emprendimientos"),
    "export.households": _l("Llevó a Excel una lista de hogares"),
    "household.create": _l("Registró un hogar"),
    "household.leave": _l("Anotó que un hogar salió de Juntos"),
    "household.lookup": _l("Preguntó por el código de un hogar"),
    "household.merge": _l("Unió dos fichas de un mismo hogar"),
    "household.merged": _l("Dejó una ficha de hogar unida a otra"),
    "household.move": _l("Anotó la mudanza de un hogar"),
    "household.return": _l("Anotó que un hogar volvió a Juntos"),
    "household.split": _l("Separó a un integrante en un hogar nuevo"),
    "household.update": _l("Cambió la ficha de un hogar"),
    "household.view": _l("Abrió la ficha de un hogar"),
    "household.withdraw": _l("Retiró un hogar al deshacer una importación"),
    "import.enterprises": _l("Importó emprendimientos desde una hoja"),
    "import.households": _l("Importó hogares desde una hoja"),
    "import.review": _l("Revisó una hoja antes de importarla"),
    "import.undo": _l("Deshizo una importación"),
    "listing_report.close": _l("Cerró una denuncia"),
    "listing_report.forget": _l("Borró una denuncia cumplido su plazo"),
    "listing_report.send": _l("Envió una denuncia"),
    "mail.resend": _l("Reenvió un correo que había fallado"),
    "member.create": _l("Registró a un integrante"),
    "member.leave": _l("Anotó que un integrante dejó el hogar"),
    "member.lookup": _l("Buscó a una persona por su DNI"),
    "member.merge": _l("Unió dos fichas de una misma persona"),
    "member.merged": _l("Dejó una ficha de persona unida a otra"),
    "member.move": _l("Pasó a un integrante a otro hogar"),
    "member.return": _l("Anotó que un integrante volvió al hogar"),
    "member.reveal_dni": _l("Vio un DNI completo"),
    "member.update": _l("Cambió la ficha de un integrante"),
    "member.withdraw": _l("Retiró a un integrante al deshacer una importación"),
    "photo.forget": _l("Borró las fotos de un emprendimiento"),
    "photo.regenerate": _l("Volvió a preparar una foto"),
    "photo.upload": _l("Subió una foto"),
    "portrait.remove": _l("Quitó un retrato"),
    "portrait.set": _l("Puso un retrato"),
    "privacy.copy": _l("Bajó el archivo con los datos de una persona, para ella"),
    "privacy.dossier": _l("Reunió los datos de una persona que los pidió"),
    "privacy.extend": _l("Amplió el plazo de un pedido sobre datos"),
    "privacy.grant": _l("Aceptó un pedido sobre datos"),
    "privacy.identity": _l("Anotó quién hace un pedido sobre datos"),
    "privacy.refuse": _l("No aceptó un pedido sobre datos"),
    "privacy.reveal_document": _l("Vio el documento completo de quien hizo un pedido"),
    "privacy.view": _l("Abrió un pedido sobre datos"),
    "privacy.request": _l("Pidió algo sobre sus datos"),
    "retention.run": _l("Borró lo que cumplió su plazo"),
    "product.archive": _l("Archivó un producto"),
    "product.ask": _l("Hizo un enlace para preguntar por el precio o la cantidad de un producto"),
    "product.check": _l("Comprobó un producto y lo aprobó"),
    "product.create": _l("Registró un producto"),
    "product.demo": _l("Preparó un producto de la demostración"),
    "product.document_add": _l("Guardó el documento de un papel o de un sello"),
    "product.document_open": _l("Abrió el documento de un papel o de un sello"),
    "product.document_remove": _l("Quitó el documento de un papel o de un sello"),
    "product.live": _l("Cambió o confirmó precio, cantidad o meses de un producto, que se ven al instante"),
    "product.propose": _l("Propuso cambios a un producto"),
    "product.restore": _l("Recuperó una versión anterior de un producto, como borrador"),
    "product.return": _l("Devolvió un producto con observaciones"),
    "product.send": _l("Envió un producto a revisión"),
    "product.seal": _l("Verificó el sello de un producto, que se ve al instante"),
    "product.seal_remove": _l("Quitó el sello de un producto"),
    "product.publish": _l("Publicó un producto"),
    "product.unpublish": _l("Retiró un producto de la vista pública"),
    "substitution.create": _l("Puso a alguien en reemplazo de otra persona"),
    "substitution.end": _l("Terminó un reemplazo"),
    "unit.create": _l("Creó una unidad territorial"),
    "unit.update": _l("Cambió una unidad territorial"),
}

# What it was done to, by table.
SUBJECTS: dict[str, Any] = {
    "account": _l("Cuenta"),
    "ally": _l("Aliado"),
    "consent_text": _l("Texto de consentimiento"),
    "enterprise": _l("Emprendimiento"),
    "enterprise_record": _l("Emprendimiento"),
    "household": _l("Hogar"),
    "listing_report": _l("Denuncia"),
    "member": _l("Integrante"),
    "outbox_message": _l("Correo"),
    "photo_upload": _l("Foto"),
    "privacy_request": _l("Pedido sobre datos"),
    "retention": _l("Plazos de conservación del día"),
    "product": _l("Producto"),
    "registry_export": _l("Hoja que salió"),
    "registry_import": _l("Hoja que entró"),
    "substitution": _l("Reemplazo"),
    "territorial_unit": _l("Unidad territorial"),
}


class Kind(NamedTuple):
    """Acts that one looks for together: by what their actions begin with."""

    words: Any
    starts: tuple[str, ...]


KINDS: dict[str, Kind] = {
    "dni": Kind(
        _l("Vio un DNI o un RUC, o preguntó por un número"),
        (
            "member.reveal_dni",
            "member.lookup",
            "household.lookup",
            "enterprise.reveal_ruc",
            "enterprise.lookup",
            "privacy.reveal_document",
        ),
    ),
    "salida-de-datos": Kind(_l("Exportó datos"), ("export.",)),
    "entrada-de-datos": Kind(_l("Importó datos"), ("import.",)),
    "fichas-abiertas": Kind(
        _l("Abrió una ficha"),
        ("household.view", "enterprise.view", "enterprise.plan_open", "product.document_open"),
    ),
    "hogares": Kind(_l("Hogares e integrantes"), ("household.", "member.")),
    "emprendimientos": Kind(_l("Emprendimientos"), ("enterprise.", "portrait.")),
    "productos": Kind(_l("Productos y fotos"), ("product.", "photo.")),
    "consentimientos": Kind(
        _l("Consentimientos y derechos"), ("consent.", "consent_text.", "privacy.", "retention.")
    ),
    "ingresos": Kind(_l("Ingresos a la cuenta"), ("account.sign", "account.code", "account.recovery_code")),
    "cuentas": Kind(_l("Cuentas y unidades"), ("account.", "unit.", "substitution.")),
    "aliados": Kind(_l("Aliados"), ("ally.",)),
    "denuncias": Kind(_l("Denuncias"), ("listing_report.",)),
}


def actions_of(kind: str) -> list[str]:
    """The actions that belong to a kind."""
    return [action for action in ACTIONS if action.startswith(KINDS[kind].starts)]


def say_action(action: str) -> str:
    """The sentence of an action; one that no code records any more is said as it was written."""
    return str(ACTIONS.get(action, action))


def say_subject(table: str) -> str:
    """What a thing of a table is called."""
    return str(SUBJECTS.get(table, table))
