"""Enterprises that are registered twice: found while typing, compared, and made one."""
