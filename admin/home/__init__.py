"""The page where staff begin: /gestion."""
