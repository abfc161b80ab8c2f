"""Who may do what, shown to those who give roles."""
