"""Mail that is promised in a transaction and delivered after it."""
