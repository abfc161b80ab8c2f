"""Requests of people about their own data, as they send them."""
