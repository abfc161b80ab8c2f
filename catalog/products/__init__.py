"""Products and services: what they are, how they are sold, when and for how much."""
