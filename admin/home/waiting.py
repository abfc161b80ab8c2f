"""One thing that waits for somebody."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Something that somebody may do something about, and the page where she does; "" where there is none."""

    words: str
    path: str = ""
    urgent: bool = False
