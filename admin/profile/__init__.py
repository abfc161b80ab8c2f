"""One's own account: where one is signed in, the password and the second factor."""
