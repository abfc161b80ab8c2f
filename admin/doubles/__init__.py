"""The same household or person registered twice: found, shown side by side, and made one."""
