"""Proposed versions and their decisions, shared by products and enterprises."""
