"""Photos of staff: approved or not, to those of their territory."""
