"""Products from and to a spreadsheet."""
