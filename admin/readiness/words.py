"""What the ladder says: of each state, and of each rung what it means for whoever buys and what to do next."""

from typing import Any

from flask_babel import lazy_gettext as _l

STATES: dict[str, Any] = {
    "ready": _l("Listo"),
    "in_progress": _l("En camino"),
    "missing": _l("Falta"),
    "not_needed": _l("No se necesita"),
    "expired": _l("Vencido"),
    "unknown": _l("Sin dato"),
}
MEANS: dict[str, Any] = {
    "packaging": _l("Un buen empaque protege el producto y permite llevarlo lejos."),
    "paper": _l("Con su registro sanitario, las tiendas y las instituciones pueden comprarlo."),
    "seal": _l("Un sello comprobado dice a quien compra qué tiene de especial. No es obligatorio."),
    "photo": _l("Quien compra ve lo que va a recibir."),
    "price": _l("Un precio confirmado hace poco evita llamadas y malentendidos."),
}
# What to do next, by rung and state; where nothing is said, nothing is to be done.
NEXT: dict[str, dict[str, Any]] = {
    "packaging": {
        "unknown": _l("Pregunte cómo lo entrega hoy, y escríbalo en el producto."),
        "in_progress": _l("El empaque está escrito: se verá cuando se apruebe la versión."),
    },
    "paper": {
        "missing": _l(
            "El producto se publica igual, y la página dice que todavía no lo tiene. Inicie el trámite."
        ),
        "in_progress": _l("Cuando salga el registro, escriba su número y guarde el documento."),
        "expired": _l("Renueve el registro. Mientras tanto, la página no lo muestra como vigente."),
        "soon": _l("Vence pronto: empiece ya la renovación."),
        "unknown": _l("La oficina nacional (UAS) aún no dijo si este rubro lo necesita: consúltele."),
    },
    "seal": {
        "soon": _l("Vence pronto: acuerde cuándo se verifica de nuevo."),
        "missing": _l("Lea los criterios: si cumple alguno, pida que lo verifiquen."),
        "in_progress": _l("El sello está propuesto: se verá cuando se verifique."),
        "expired": _l("Vuelva a verificar. Mientras tanto, la página no lo muestra."),
    },
    "photo": {
        "missing": _l("Tome una foto con luz de día y fondo limpio, y súbala en el producto."),
        "in_progress": _l("La foto está subida: se verá cuando se apruebe la versión."),
    },
    "price": {"expired": _l("Pregunte si el precio sigue igual: basta un mensaje.")},
}
KINDS: dict[str, Any] = {
    "digesa": _l("Registro sanitario (DIGESA)"),
    "sip": _l("Registro de lácteos artesanales (SIP)"),
    "senasa": _l("Autorización de SENASA"),
    "sanipes": _l("Habilitación de SANIPES"),
}
PAPER_STATES: dict[str, Any] = {
    "granted": _l("Ya lo tiene"),
    "in_progress": _l("Está en trámite"),
    "not_needed": _l("No tiene, o no lo necesita"),
}
