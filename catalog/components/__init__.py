"""Every component in its states, to look at while one builds; not there in production."""
