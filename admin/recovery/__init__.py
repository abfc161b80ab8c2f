"""Choosing a password by a link: of an invitation, or because it was forgotten."""
