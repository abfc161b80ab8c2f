"""The home, about and privacy pages."""
