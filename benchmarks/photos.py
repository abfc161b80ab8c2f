"""Bar 8: a 12-megapixel photo to four sizes in WebP, JPEG and AVIF, beside the least work it could take.

    python -m benchmarks.photos [--rounds 5]

The floor is one draft decode and the encoders alone, in this process, over pictures already at size. Ours
is the whole call as the site makes it: hash, child process, decode, scale, encode, rename. Rounds are
interleaved and the median of their ratios taken. The gate is processor time, ours and the child's, since
machines are noisy; wall time stands beside it.
"""

import io
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image

from benchmarks.table import Row, part
from core.imaging import WIDTHS, render_avif, render_photo
from core.imaging_worker import ENCODERS, renditions

BAR_RATIO = 1.2
BAR_MEGABYTES = 130
PILLOW_NAMES = {"webp": "WEBP", "jpg": "JPEG", "avif": "AVIF"}
EVERYTHING = tuple(PILLOW_NAMES)
CALLS = {
    "all in one": EVERYTHING,
    "upload": ("webp", "jpg"),
    "upload and share": ("webp", "jpg"),
    "avif later": ("avif",),
}


def draw_photo(path: Path, size: tuple[int, int] = (4000, 3000)) -> None:
    """A picture with detail at every scale, as a photo has, from a fixed seed."""
    chance = random.Random(7)
    bands = []
    for _band in range(3):
        band = Image.new("L", size, 128)
        for cells, weight in ((4, 0.5), (16, 0.35), (64, 0.3), (250, 0.2), (1000, 0.12), (4000, 0.05)):
            grid = (cells, cells * size[1] // size[0])
            noise = Image.frombytes("L", grid, chance.randbytes(grid[0] * grid[1]))
            band = Image.blend(band, noise.resize(size, Image.Resampling.BICUBIC), weight)
        bands.append(band)
    Image.merge("RGB", bands).save(path, "JPEG", quality=90)


def draft_decode(photo: Path) -> Image.Image:
    """The cheapest decode that still gives the largest width."""
    with Image.open(photo) as image:
        image.draft("RGB", (WIDTHS[-1], WIDTHS[-1] * image.height // image.width))
        image.load()
        return image.convert("RGB")


def encode_all(pictures: list[Image.Image], formats: tuple[str, ...]) -> None:
    """The encoders alone, in memory."""
    for picture in pictures:
        for extension in formats:
            picture.save(io.BytesIO(), PILLOW_NAMES[extension], **ENCODERS[extension])


def processor_seconds() -> float:
    """Processor time so far, of this process and of its finished children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def seconds(action: Callable[[], object]) -> tuple[float, float]:
    """Processor time and wall time of one call."""
    started, processor = time.perf_counter(), processor_seconds()
    action()
    return processor_seconds() - processor, time.perf_counter() - started


def peak_megabytes(photo: Path) -> float:
    """Peak memory of the child, asked of a small process: a child inherits its parent's peak at its start."""
    script = (
        "import resource, sys, tempfile; from pathlib import Path; from core.imaging import render_photo\n"
        "with tempfile.TemporaryDirectory() as out:\n"
        "    render_photo(Path(sys.argv[1]), Path(out), formats=('webp', 'jpg', 'avif'))\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    asked = subprocess.run([sys.executable, "-c", script, str(photo)], capture_output=True, check=True)
    return int(asked.stdout) / 1024


def measure(photo: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Processor and wall seconds of each floor and of each of our calls, interleaved."""
    largest = draft_decode(photo)
    height = round(largest.height * WIDTHS[-1] / largest.width)
    pictures = list(renditions(largest.resize((WIDTHS[-1], height)), WIDTHS))
    times: dict[str, list[tuple[float, float]]] = {}

    def note(name: str, action: Callable[[], object]) -> None:
        times.setdefault(name, []).append(seconds(action))

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for _round in range(rounds):
            note("decode", lambda: draft_decode(photo))
            for extension in EVERYTHING:
                note(extension, partial(encode_all, pictures, (extension,)))
            note("all in one", lambda: render_photo(photo, out, formats=EVERYTHING, share=False))
            note("upload", lambda: render_photo(photo, out, share=False))
            note("upload and share", lambda: render_photo(photo, out))
            note("avif later", lambda: render_avif(photo, out))
    return times


def ratios(times: dict[str, list[tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """The median over rounds of ours / floor of each call, in processor time and in wall time."""
    found: dict[str, tuple[float, float]] = {}
    for name, formats in CALLS.items():
        rounds = list(zip(times[name], *(times[part] for part in ("decode", *formats)), strict=True))
        processor, wall = (
            statistics.median(ours[column] / sum(part[column] for part in floor) for ours, *floor in rounds)
            for column in (0, 1)
        )
        found[name] = (processor, wall)
    return found


def rows(_size: int, rounds: int) -> Iterator[Row]:
    """Each call beside its floor, and the peak of the child."""
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder, "photo.jpg")
        draw_photo(photo)
        times = measure(photo, rounds)
        peak = peak_megabytes(photo)
    for name, (processor, wall) in ratios(times).items():
        seconds = statistics.median(one for one, _wall in times[name])
        measured = f"{seconds:.2f} s = {processor:.2f} × the encoders, wall {wall:.2f} ×"
        barred = name == "all in one"
        bar = f"8: ≤ {BAR_RATIO} × processor" if barred else ""
        yield Row(f"photo, {name}", measured, bar, processor <= BAR_RATIO if barred else None)
    yield Row("photo, peak of a child", f"{peak:.0f} MB", f"8: ≤ {BAR_MEGABYTES} MB", peak <= BAR_MEGABYTES)


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
