"""The public face of an enterprise."""
