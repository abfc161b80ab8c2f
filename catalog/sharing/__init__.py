"""What a link to a page shows in a messenger, and on paper."""
