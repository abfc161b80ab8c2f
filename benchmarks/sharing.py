"""What a share image costs the worker: the whole call in its own process, beside the typesetter alone.

    python -m benchmarks.sharing [--rounds 5]

No bar: the design asks for none. The ratio says what the process of its own adds to typst and one JPEG.
"""

import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from app import create_app
from benchmarks.table import Row, part
from catalog.sharing import drawing
from catalog.sharing.drawing import Shown

SHOWN = Shown(
    name="Queso fresco en molde de 1 kg", place="Sucre, Cajamarca", brand="Juntos Emprende", sector="agropecuario",
    fictitious=True, price="S/ 18.00", unit="el molde", maker="Quesos Las Lomas",
)  # fmt: skip


def bare() -> None:
    """The typesetter and the encoder in this process, over the same words and pictures."""
    import typst
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        words = asdict(SHOWN) | {"fictitious": "Ficticio", "photo": False, "colours": drawing.tokens()}
        Path(folder, "data.json").write_text(json.dumps(words))
        Path(folder, "main.typ").write_bytes(drawing.TEMPLATE.read_bytes())
        for name, content in drawing.pictures(SHOWN, None).items():
            Path(folder, name).write_bytes(content)
        drawn = typst.compile(str(Path(folder, "main.typ")), root=folder, format="png", ppi=72)
        Image.open(io.BytesIO(drawn)).convert("RGB").save(io.BytesIO(), "JPEG", quality=85)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, by the clock: the child's time is not ours to count."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def rows(_size: int, rounds: int) -> Iterator[Row]:
    """The median of our call, and of its ratio to the typesetter alone."""
    with create_app().app_context():
        bare()
        pairs = [(seconds(lambda: drawing.draw(SHOWN, None)), seconds(bare)) for _round in range(rounds)]
    ours = statistics.median(one for one, _floor in pairs) * 1000
    ratio = statistics.median(one / other for one, other in pairs)
    yield Row("share image drawn", f"{ours:.0f} ms = {ratio:.2f} × the typesetter alone")


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
