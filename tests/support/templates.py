"""Templates compiled once a process, for however many applications its tests make."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class _Compiled(BytecodeCache):
    """Code by a key of the template's name and file; a bucket refuses what was compiled of another source."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before, if it was."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        self._code[bucket.key] = bucket.bytecode_to_string()


def compile_once() -> None:
    """Let all applications made from now on share what they compile."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}
