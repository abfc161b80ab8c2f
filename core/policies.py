"""Who may use a route. A route without a policy keeps the application from starting."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])
POLICY = "__policy__"


class MissingPolicyError(RuntimeError):
    """A route was added without saying who may use it."""


def public(view: View) -> View:
    """Mark a view as open to everybody, without an account."""
    setattr(view, POLICY, "public")
    return view


def policy_of(app: Flask, endpoint: str) -> str | None:
    """The policy of an endpoint's view, or None."""
    policy: str | None = getattr(app.view_functions[endpoint], POLICY, None)
    return policy


def require_policies(app: Flask) -> None:
    """Raise MissingPolicyError naming every endpoint that declares no policy."""
    bare = sorted({rule.endpoint for rule in app.url_map.iter_rules() if not policy_of(app, rule.endpoint)})
    if bare:
        raise MissingPolicyError(f"routes without a policy: {', '.join(bare)}")
