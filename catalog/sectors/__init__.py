"""The sector tree."""
