"""Which fields an entry names, in words; never what they hold."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

# Fields that are changed often; the others are counted.
FIELDS: dict[str, Any] = {
    "area": _l("zona"),
    "availability": _l("disponibilidad"),
    "born_on": _l("fecha de nacimiento"),
    "capacity": _l("capacidad"),
    "cares_for_children": _l("cuidado de niños"),
    "code": _l("código de hogar"),
    "contact": _l("contacto"),
    "delivery": _l("entrega"),
    "description": _l("descripción"),
    "device": _l("aparato"),
    "disability": _l("discapacidad"),
    "delivery_days": _l("días de entrega"),
    "delivery_places": _l("lugares de entrega"),
    "digital_maturity": _l("avance digital"),
    "district_code": _l("distrito"),
    "dni": _l("DNI"),
    "email": _l("correo"),
    "entrepreneur": _l("emprende"),
    "field": _l("dato"),
    "gap": _l("lo que le falta"),
    "given_names": _l("nombres"),
    "has_account": _l("cuenta de banco"),
    "in_association": _l("asociación"),
    "invoices": _l("comprobantes"),
    "joined_year": _l("año de ingreso"),
    "logistic_maturity": _l("avance en entregas"),
    "market": _l("dónde vende"),
    "message": _l("mensaje"),
    "min_order": _l("pedido mínimo"),
    "months": _l("meses"),
    "mother_tongue": _l("lengua materna"),
    "name": _l("nombre"),
    "no_children": _l("no hay niños"),
    "no_hardship": _l("no cuenta penurias"),
    "no_house": _l("no se ve la casa"),
    "nothing_forbidden": _l("nada que no se publica"),
    "password": _l("clave"),
    "phone": _l("celular"),
    "photos": _l("fotos"),
    "portrait": _l("retrato"),
    "price": _l("precio"),
    "producer_name": _l("nombre de quien produce"),
    "payments": _l("formas de pago"),
    "provinces": _l("provincias"),
    "role": _l("rol"),
    "ruc": _l("RUC"),
    "sanitary": _l("papel sanitario"),
    "schooling": _l("escolaridad"),
    "seals": _l("sellos"),
    "second_factor": _l("segundo paso"),
    "sector": _l("rubro"),
    "sex": _l("sexo"),
    "slug": _l("dirección de la página"),
    "stage": _l("etapa"),
    "started_year": _l("desde cuándo"),
    "state": _l("estado"),
    "status": _l("estado"),
    "story": _l("historia"),
    "surnames": _l("apellidos"),
    "titular": _l("titular"),
    "unit": _l("unidad"),
    "wallets": _l("billeteras"),
    "whatsapp": _l("WhatsApp"),
    "whole": _l("el conjunto"),
}
MOST_FIELDS = 6


def say_fields(changes: Mapping[str, Any]) -> str:
    """Which fields an entry names, never what they hold: «nombre, precio y 2 más»."""
    known = list(dict.fromkeys(str(FIELDS[name]) for name in changes if name in FIELDS))
    more = len(changes) - sum(name in FIELDS for name in changes) + max(0, len(known) - MOST_FIELDS)
    said = ", ".join(known[:MOST_FIELDS])
    if not said:
        return ""
    return _("%(fields)s y %(more)s más", fields=said, more=more) if more else said
