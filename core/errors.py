"""Errors that carry a message for the person who typed or sent something."""


class InputError(ValueError):
    """Refused input; `message` is plain Spanish, ready to stand beside its field."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
