"""How staff say what an account is."""

from flask_babel import gettext as _

from admin.access.permissions import Role


def role_names() -> dict[Role, str]:
    """Each role as staff say it, in the order of the permission table."""
    return {
        Role.ADMINISTRATOR: _("Administración (UTI)"),
        Role.NATIONAL: _("Nacional (UAS)"),
        Role.UNIT_HEAD: _("Jefatura de UT"),
        Role.FIELD_AGENT: _("Gestor o gestora de UT"),
        Role.COMMUNICATION: _("Comunicación (UCI)"),
        Role.READER: _("Lectura (UPPM y Dirección)"),
        Role.PRODUCER: _("Emprendedora o emprendedor"),
    }


def role_name(role: Role) -> str:
    """A role as staff say it."""
    return role_names()[role]
