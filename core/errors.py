"""Errors that carry a message for the person who typed or sent something."""


class InputError(ValueError):
    """Refused input; `message` is plain Spanish, ready to stand beside its field."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ConflictError(RuntimeError):
    """Somebody else changed the record since it was shown: nothing was written; a page puts both side by side."""

    message = (
        "Otra persona cambió esta ficha mientras usted la editaba. Sus cambios siguen aquí; compare y elija."
    )
