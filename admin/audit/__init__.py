"""Reading the audit: who did what, and whether nobody changed it afterwards."""
