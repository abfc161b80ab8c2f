"""Published photos and how they are served."""
