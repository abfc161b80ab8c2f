"""Listing a product with its maker beside you, on a phone, with or without a signal."""
