"""The inbox of reports: reading, closing, forgetting."""
