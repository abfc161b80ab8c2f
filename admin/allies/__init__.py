"""Whom a maker can go to for a paper, a pack, a course or a fair: allies and what each offers."""
