"""The child process that opens an untrusted photo and writes its renditions (ADR 0004).

Run by `core.imaging` with the photo on standard input, the job as JSON in the first argument and an empty
folder as its working directory. It answers one line of JSON: `done`, `refused` (the photo's fault, a code)
or `failed` (ours). It knows no message, no name of a file and no secret.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image, ImageFilter

from core.imaging_decoding import Job, RefusedError, decode, shrink

# How light and how sharp a photo is, is measured at this width, so that photos of all sizes compare.
MEASURED = 640
ENCODERS: dict[str, dict[str, Any]] = {
    "webp": {"quality": 78, "method": 4},
    "jpg": {"quality": 80, "progressive": True, "optimize": True},
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},
}


def renditions(image: Image.Image, widths: tuple[int, ...]) -> Iterator[Image.Image]:
    """The picture at each width, largest first, each made from the one before."""
    full_width, full_height = image.size
    for width in reversed(widths):
        image = shrink(image, (width, max(1, round(full_height * width / full_width))))
        yield image


def save_share_picture(image: Image.Image, size: tuple[int, int], max_bytes: int) -> None:
    """Write share.jpg: it covers `size`, cropped at the centre, in less than max_bytes."""
    width, height = image.size
    scale = min(width / size[0], height / size[1])
    left, top = (width - size[0] * scale) / 2, (height - size[1] * scale) / 2
    box = (left, top, left + size[0] * scale, top + size[1] * scale)
    picture = image.resize(size, Image.Resampling.BICUBIC, box=box)
    for quality in (80, 70, 60, 50, 40, 30, 20, 10):
        picture.save("share.jpg", **{**ENCODERS["jpg"], "quality": quality})
        if os.stat("share.jpg").st_size < max_bytes:  # noqa: PTH116 - pathlib's import costs this process 4 ms
            return
    raise RefusedError("too_big")


def light_and_sharpness(image: Image.Image) -> tuple[int, int]:
    """The mean of the luma, and the variance of its Laplacian: a blurred photo has next to none."""
    grey = image.convert("L")
    light, _ = _spread(grey)
    edges = grey.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128))
    # Around the rim there is nothing to compare with: the filter leaves it as it is.
    _, sharpness = _spread(edges.crop((1, 1, edges.width - 1, edges.height - 1)))
    return round(light), round(sharpness)


def _spread(grey: Image.Image) -> tuple[float, float]:
    """Mean and variance of a picture's values."""
    counts = grey.histogram()
    total = sum(counts)
    mean = sum(value * count for value, count in enumerate(counts)) / total
    return mean, sum((value - mean) ** 2 * count for value, count in enumerate(counts)) / total


def render(source: BinaryIO, job: Job) -> dict[str, Any]:
    """Write every file of the job into the working directory and describe them."""
    image, plan = decode(source, job)
    largest = smallest = measured = image
    for rendition in renditions(image, plan.widths):
        for extension in job["formats"]:
            # No format is named: by the extension Pillow loads one plugin, by a format name all of them.
            rendition.save(f"{rendition.width}.{extension}", **ENCODERS[extension])
        smallest = rendition
        # The smallest that is as wide, or the widest where none is.
        measured = rendition if rendition.width >= min(MEASURED, plan.size[0]) else measured
    if job["share"]:
        save_share_picture(largest, (job["share"][0], job["share"][1]), job["share_bytes"])
    mean = smallest.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    brightness, sharpness = light_and_sharpness(measured)
    return {
        "width": plan.size[0],
        "height": plan.size[1],
        "widths": plan.widths,
        "mean": mean,
        "brightness": brightness,
        "sharpness": sharpness,
    }


def main() -> None:
    """Obey the job in the first argument and print the answer."""
    job: Job = json.loads(sys.argv[1])
    answer: dict[str, Any]
    try:
        with open(0, "rb", closefd=False) as source:
            answer = {"done": render(source, job)}
    except RefusedError as error:
        answer = {"refused": str(error), "cause": type(error.__cause__).__name__}
    except Exception as error:
        answer = {"failed": f"{type(error).__name__}: {error}"[:300]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
