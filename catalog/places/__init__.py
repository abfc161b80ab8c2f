"""Departments, provinces and districts (INEI codes)."""
