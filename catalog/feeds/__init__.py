"""What machines read: robots, the map of the site."""
