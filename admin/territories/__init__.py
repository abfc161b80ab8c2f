"""The programme's offices, what each covers, and who stands in for whom."""
