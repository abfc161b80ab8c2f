"""What visitors report of a listing."""
