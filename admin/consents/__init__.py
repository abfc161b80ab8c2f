"""What a producer agreed to show, and what withdraws it."""
