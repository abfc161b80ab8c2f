"""Proposed versions of a product, and what publishes them."""
