"""The secret of a question's link: made from its name with a key of the house, so that it can be shown again."""

from core.crypto import vault

_LENGTH = 26


def secret_of(name: str) -> str:
    """What stands in the link of a question: its name, and what nobody makes of it without the key."""
    return f"{name}{vault().digest('question', name)[:_LENGTH]}"


def digest_of(secret: str) -> str:
    """By what a question is found."""
    return vault().digest("question link", secret)
