"""Lists of the registry taken out as spreadsheets, and who took them."""
