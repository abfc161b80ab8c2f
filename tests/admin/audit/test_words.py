"""Every action that the code records has a sentence, and every thing it is done to a name."""

import ast
from pathlib import Path
from typing import Any

import pytest

from admin.audit.details import say_details
from admin.audit.words import ACTIONS, KINDS, SUBJECTS
from tests.support import tree

# Where the action is given by whoever calls: these are the values.
GIVEN = {
    "admin/enterprises/operations.py": {"portrait.set", "portrait.remove"},
    "admin/members/telling.py": {"member.lookup", "household.lookup", "enterprise.lookup"},
    "admin/audit/seen.py": {
        "household.view",
        "enterprise.view",
        "enterprise.plan_open",
        "privacy.view",
        "privacy.dossier",
    },
}


def recorded() -> dict[str, set[str]]:
    """The actions by file; what an f-string fills in is a star."""
    found: dict[str, set[str]] = {}
    for path in tree.python("core", "catalog", "admin"):
        syntax = tree.syntax(path)
        for node in ast.walk(syntax):
            if isinstance(node, ast.Call) and _is_record(node) and len(node.args) > 1:
                found.setdefault(tree.name(path), set()).update(_values(node.args[1], syntax, path))
    return found


def _is_record(node: ast.Call) -> bool:
    named = node.func
    if isinstance(named, ast.Attribute):
        return named.attr == "record" and isinstance(named.value, ast.Name) and named.value.id == "audit"
    return isinstance(named, ast.Name) and named.id == "record"


def _values(node: ast.expr, syntax: ast.Module, path: Path) -> set[str]:
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.JoinedStr(values=parts):
            return {"".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)}
        case ast.IfExp(body=one, orelse=other):
            return _values(one, syntax, path) | _values(other, syntax, path)
        case ast.Name(id=name):
            constants = {
                str(one.value.value)
                for one in syntax.body
                if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)
                if [target.id for target in one.targets if isinstance(target, ast.Name)] == [name]
            }
            return constants or GIVEN.get(tree.name(path), {f"{name} is given by whoever calls"})
    return {ast.unparse(node)}


def test_every_action_that_is_recorded_has_words() -> None:
    actions = {action for found in recorded().values() for action in found}
    assert "product.publish" in actions
    silent = {
        action
        for action in actions
        if not any(known.startswith(action.removesuffix("*")) for known in ACTIONS)
        or (not action.endswith("*") and action not in ACTIONS)
    }
    assert silent == set()


def test_every_kind_holds_actions_of_the_code_to_be() -> None:
    loose = {
        action for action in ACTIONS if not any(action.startswith(kind.starts) for kind in KINDS.values())
    }
    assert loose == {"mail.resend"}


@pytest.mark.parametrize(
    ("action", "changes", "said"),
    [
        ("account.invite", {"role": "field_agent", "unit": 3}, "Rol: Gestor o gestora de UT. Datos: unidad"),
        ("account.sign_in", {"device": "Chrome en Android"}, "Desde: Chrome en Android"),
        ("account.districts", {"districts_added": ["1"], "districts_removed": []}, "1 distrito más, 0 menos"),
        ("consent.give", {"field": "name", "channel": "in_person"}, "Mostrar su nombre"),
        ("import.households", {"created": 2, "changed": 1, "sha256": "x"}, "2 fichas nuevas, 1 cambiada"),
        ("import.review", {"rows": 5, "asked": 2}, "5 filas, 2 números consultados"),
        ("export.households", {"rows": 5, "records": 2, "filters": {}}, "5 filas"),
        ("member.update", {"dni": None, "phone": None}, "Datos: DNI, celular"),
        ("member.move", {"into": "bqwm3ztcqvyy"}, ""),
        ("privacy.identity", {"how": "shown", "member": None}, "Mostró su DNI en persona. No está en el"),
        ("privacy.request", {"kind": "access", "document": None}, "Saber qué datos míos tienen"),
        ("privacy.extend", {"due_on": "2026-12-04"}, "Hasta el 4 de diciembre de 2026"),
        ("retention.run", {"links": 3}, "Enlaces para elegir clave, usados o vencidos: 3"),
        ("retention.run", {}, "No había nada que borrar."),
    ],
)
def test_an_entry_says_what_was_chosen_in_words(action: str, changes: dict[str, Any], said: str) -> None:
    assert said in say_details(action, changes)
    assert said or not say_details(action, changes)


def test_every_thing_has_a_name() -> None:
    assert all(str(words)[0].isupper() for words in (*ACTIONS.values(), *SUBJECTS.values()))
