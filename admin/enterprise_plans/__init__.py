"""The business plans of an enterprise: files that stay private."""
