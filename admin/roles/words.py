"""What each permission lets one do, as staff say it."""

from flask_babel import lazy_gettext as _l

from admin.access.permissions import Permission

# Everybody who signs in has her own account; that needs no line.
WORDS = {
    Permission.HOUSEHOLDS_VIEW: _l("Ver hogares e integrantes"),
    Permission.HOUSEHOLDS_EDIT: _l("Registrar y corregir hogares"),
    Permission.HOUSEHOLDS_MERGE: _l("Unir fichas repetidas"),
    Permission.DNI_REVEAL: _l("Ver un DNI completo, con motivo"),
    Permission.ENTERPRISES_VIEW: _l("Ver la ficha privada de un emprendimiento"),
    Permission.ENTERPRISES_EDIT: _l("Registrar y corregir emprendimientos"),
    Permission.PRODUCTS_VIEW: _l("Ver los productos y sus versiones"),
    Permission.PRODUCTS_EDIT: _l("Registrar y corregir productos y su ficha pública"),
    Permission.REVIEW: _l("Revisar y publicar lo que otros enviaron"),
    Permission.ALLIES_EDIT: _l("Agregar y corregir aliados"),
    Permission.CONSENTS_RECORD: _l("Anotar consentimientos"),
    Permission.CONSENTS_WITHDRAW: _l("Retirar consentimientos"),
    Permission.REGISTRY_EXPORT: _l("Bajar listas en Excel"),
    Permission.REGISTRY_IMPORT: _l("Subir hojas de Excel"),
    Permission.PRIVACY_REQUESTS: _l("Atender pedidos sobre datos personales"),
    Permission.REPORTS_CLOSE: _l("Atender denuncias de fichas"),
    Permission.TERRITORIES_EDIT: _l("Cambiar unidades, distritos y reemplazos"),
    Permission.ACCOUNTS_MANAGE: _l("Invitar, cambiar y suspender cuentas"),
    Permission.AUDIT_READ: _l("Leer la auditoría"),
}
