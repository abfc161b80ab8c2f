"""The private side of an enterprise."""
