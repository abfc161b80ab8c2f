"""Who may do what: a table to be read as a table.

Roles are those of the design: UTI administers and reads no household; UAS works everywhere; a territorial unit's head
and its field agents (gestores) work in their territory; UCI makes what is public known; UPPM and the executive
direction read figures, never persons; the producer sees her own.
"""

from enum import StrEnum


class Role(StrEnum):
    """What an account is; `label` is how staff say it."""

    ADMINISTRATOR = "administrator"
    NATIONAL = "national"
    UNIT_HEAD = "unit_head"
    FIELD_AGENT = "field_agent"
    COMMUNICATION = "communication"
    READER = "reader"
    PRODUCER = "producer"


class Permission(StrEnum):
    """What a route may ask of whoever comes."""

    SIGNED_IN = "signed_in"
    ACCOUNTS_MANAGE = "accounts.manage"
    TERRITORIES_EDIT = "territories.edit"
    HOUSEHOLDS_VIEW = "households.view"
    HOUSEHOLDS_EDIT = "households.edit"
    HOUSEHOLDS_MERGE = "households.merge"
    DNI_REVEAL = "dni.reveal"
    ENTERPRISES_VIEW = "enterprises.view"
    ENTERPRISES_EDIT = "enterprises.edit"
    PRODUCTS_VIEW = "products.view"
    PRODUCTS_EDIT = "products.edit"
    REVIEW = "review"
    REGISTRY_EXPORT = "registry.export"
    REGISTRY_IMPORT = "registry.import"
    ALLIES_EDIT = "allies.edit"
    CONSENTS_RECORD = "consents.record"
    CONSENTS_WITHDRAW = "consents.withdraw"
    PRIVACY_REQUESTS = "privacy.requests"
    AUDIT_READ = "audit.read"
    REPORTS_CLOSE = "reports.close"


A, N, H, F, C, R = (
    Role.ADMINISTRATOR,
    Role.NATIONAL,
    Role.UNIT_HEAD,
    Role.FIELD_AGENT,
    Role.COMMUNICATION,
    Role.READER,
)
P = Permission

# fmt: off
ALLOWED: dict[Permission, frozenset[Role]] = {
    #                                UTI UAS jefe gestor UCI lector
    P.SIGNED_IN:          frozenset({A,  N,  H,   F,     C,  R, Role.PRODUCER}),
    P.ACCOUNTS_MANAGE:    frozenset({A}),
    P.TERRITORIES_EDIT:   frozenset({A,  N}),
    P.HOUSEHOLDS_VIEW:    frozenset({    N,  H,   F}),
    P.HOUSEHOLDS_EDIT:    frozenset({    N,  H,   F}),
    P.HOUSEHOLDS_MERGE:   frozenset({    N,  H}),
    P.DNI_REVEAL:         frozenset({    N,  H,   F}),
    P.ENTERPRISES_VIEW:   frozenset({    N,  H,   F}),
    P.ENTERPRISES_EDIT:   frozenset({    N,  H,   F}),
    P.PRODUCTS_VIEW:      frozenset({    N,  H,   F}),
    P.PRODUCTS_EDIT:      frozenset({    N,  H,   F}),
    P.REVIEW:             frozenset({    N,  H}),
    P.REGISTRY_EXPORT:    frozenset({    N,  H}),
    P.REGISTRY_IMPORT:    frozenset({    N,  H}),
    P.ALLIES_EDIT:        frozenset({    N}),
    P.CONSENTS_RECORD:    frozenset({        H,   F}),
    P.CONSENTS_WITHDRAW:  frozenset({    N,  H,   F}),
    P.PRIVACY_REQUESTS:   frozenset({    N}),
    P.AUDIT_READ:         frozenset({A,  N}),
    P.REPORTS_CLOSE:      frozenset({    N,  H}),
}
# fmt: on

# Roles whose records are those of a territory; the others see all that their permissions open, or no person at all.
TERRITORIAL = frozenset({H, F})
# Staff sign in with a second factor; demo accounts and producers do not.
STAFF = frozenset({A, N, H, F, C, R})


def may(role: Role, permission: Permission) -> bool:
    """Whether a role may do a thing."""
    return role in ALLOWED[permission]
