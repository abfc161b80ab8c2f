"""The child process that runs typst (ADR 0009).

Run by `core.typesetting` with the job as JSON in the first argument, and as its working directory a folder that holds
the template, the data and the files. It answers with the document on standard output. Its fonts are those that typst
carries, so that a document looks alike on every machine.
"""

import io
import json
import sys
from typing import Any, Literal

import typst

QUALITIES = (88, 84, 80, 75, 70, 60, 50, 40, 30)


class TooBigError(RuntimeError):
    """No quality makes the picture small enough."""


def typeset(job: dict[str, Any]) -> bytes:
    """The document of the working directory."""
    kind: Literal["pdf", "png"] = "pdf" if job["format"] == "pdf" else "png"
    fonts = typst.Fonts(include_system_fonts=False)
    compiler = typst.Compiler("main.typ", root=".", font_paths=fonts, ignore_system_fonts=True)
    made = compiler.compile(format=kind, ppi=job["ppi"])
    if not isinstance(made, bytes):
        raise ValueError("a picture is of one page")
    return as_jpeg(made, job["max_bytes"]) if job["format"] == "jpg" else made


def as_jpeg(drawing: bytes, max_bytes: int) -> bytes:
    """A drawing as a JPEG of at most `max_bytes`; 0 is no limit."""
    from PIL import Image

    picture = Image.open(io.BytesIO(drawing)).convert("RGB")
    for quality in QUALITIES:
        out = io.BytesIO()
        # Full colour beside the letters: halved, cochinilla on paper frays.
        picture.save(out, "JPEG", quality=quality, progressive=True, optimize=True, subsampling=0)
        if not max_bytes or out.tell() <= max_bytes:
            return out.getvalue()
    raise TooBigError(f"more than {max_bytes} bytes at every quality")


def main() -> None:
    """Obey the job in the first argument."""
    document = typeset(json.loads(sys.argv[1]))
    with open(1, "wb", closefd=False) as out:
        out.write(document)


if __name__ == "__main__":
    main()
