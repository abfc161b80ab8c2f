"""The first half of the child's work: an untrusted photo becomes a plain picture at its largest size (ADR 0004)."""

import importlib
import io
import warnings
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TypedDict

from PIL import Image, ImageFile

# Hamming costs half of Lanczos and is a little softer: it serves the large steps. The small pictures, which
# cards show and where softness adds up along the chain, get Lanczos for 13 ms more.
_LANCZOS_UP_TO = 640
# Loaded one by one: left to itself Pillow imports its forty plugins, which takes longer than a decode.
_PLUGINS = {
    "jpeg": ("PIL.JpegImagePlugin", "JPEG"),
    "png": ("PIL.PngImagePlugin", "PNG"),
    "webp": ("PIL.WebPImagePlugin", "WEBP"),
    "heic": ("pillow_heif", "HEIF"),
}
_ORIENTATION_TAG = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING_DOWN = (5, 6, 7, 8)
_PROFILE_SPACES = {"RGB": "RGB", "RGBA": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class Job(TypedDict):
    """What the parent asks for; sizes in pixels and bytes."""

    kind: str
    formats: list[str]
    widths: list[int]
    share: list[int] | None
    share_bytes: int
    paper: str
    max_pixels: int
    min_side: int
    max_aspect: int


class RefusedError(Exception):
    """The photo cannot be taken; the argument is a code that the parent puts into words."""


class Plan(NamedTuple):
    """Sizes of one rendering: the oriented largest size, and the raw size to decode to."""

    size: tuple[int, int]
    raw_size: tuple[int, int]
    widths: tuple[int, ...]
    orientation: int


def plan_rendering(image: Image.Image, job: Job) -> Plan:
    """Decide sizes from the header alone; RefusedError for a photo too big, too small or too long."""
    width, height = image.size
    if width * height > job["max_pixels"]:
        raise RefusedError("too_big")
    if min(width, height) < job["min_side"]:
        raise RefusedError("too_small")
    if max(width, height) > job["max_aspect"] * min(width, height):
        raise RefusedError("too_long")
    orientation = _orientation(image)
    if orientation in _LYING_DOWN:
        width, height = height, width
    largest = min(width, job["widths"][-1])
    size = (largest, max(1, round(height * largest / width)))
    raw_size = (size[1], size[0]) if orientation in _LYING_DOWN else size
    widths = (*(standard for standard in job["widths"] if standard < largest), largest)
    return Plan(size, raw_size, widths, orientation)


def open_photo(source: BinaryIO, job: Job) -> Image.Image:
    """Read the header of standard input as the one format its first bytes announced."""
    # Pillow refuses, in every plugin, what is over twice this value: a hard stop at exactly max_pixels.
    Image.MAX_IMAGE_PIXELS = job["max_pixels"] // 2
    warnings.simplefilter("ignore")
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    module, pillow_name = _PLUGINS[job["kind"]]
    plugin = importlib.import_module(module)
    if job["kind"] == "heic":
        plugin.options.DECODE_THREADS = 1
        plugin.register_heif_opener()
    # What Image.open(formats=[kind]) does, without loading the other plugins first. No other parser can run.
    source.seek(0)
    factory, _accepts = Image.OPEN[pillow_name]
    return factory(source, "")


def decode(source: BinaryIO, job: Job) -> tuple[Image.Image, Plan]:
    """The photo upright, in sRGB, opaque and at its largest rendition's size, without any metadata."""
    try:
        image = open_photo(source, job)
        plan = plan_rendering(image, job)
        profile = image.info.get("icc_profile")
        # Both sides, in the photo's own aspect and rounded down: otherwise draft() decodes at full size.
        width, height = image.size
        image.draft(image.mode, (plan.raw_size[0], plan.raw_size[0] * height // width))
        if job["kind"] == "webp":
            image = _still_webp(source, image) or image
        image.load()
        if job["kind"] == "png":
            _refuse_short_png(source, image)
        elif job["kind"] == "jpeg":
            _refuse_short_jpeg(source, image, job)
        image = shrink(_plain_mode(image), plan.raw_size)
        image = _flatten(_to_srgb(_eight_bits(image), profile), job["paper"])
        if plan.orientation in _TURNS:
            image = image.transpose(_TURNS[plan.orientation])
    except RefusedError:
        raise
    except (MemoryError, Image.DecompressionBombError) as error:
        raise RefusedError("too_big") from error
    except Exception as error:  # a codec fed with hostile bytes may raise anything at all
        raise RefusedError("damaged") from error
    image.info = {}
    return image, plan


def shrink(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at `size`, by the filter that suits it."""
    if image.size == size:
        return image
    small = size[0] <= _LANCZOS_UP_TO
    return image.resize(size, Image.Resampling.LANCZOS if small else Image.Resampling.HAMMING)


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_ORIENTATION_TAG)
    except Exception:  # damaged EXIF is no reason to lose the photo
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _plain_mode(image: Image.Image) -> Image.Image:
    if image.mode in ("LA", "La", "PA", "RGBa") or (
        "transparency" in image.info and image.mode in ("1", "L", "P", "RGB")
    ):
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("RGB", "RGBA", "RGBX", "L", "CMYK", "I;16"):
        return image
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode == "RGBX":
        return image.convert("RGB")
    if image.mode != "I;16":
        return image
    # Pillow clips 16 bits to 255 when it converts; the high byte of each sample is what is meant.
    return Image.frombytes("L", image.size, image.tobytes("raw", "I;16")[1::2])


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return image
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        same_space = own.profile.xcolor_space.strip() == _PROFILE_SPACES[image.mode]
        if not same_space or "sRGB" in (own.profile.profile_description or ""):
            return image
        target = "RGBA" if image.mode == "RGBA" else "RGB"
        transform = ImageCms.buildTransform(
            own,
            ImageCms.createProfile("sRGB"),
            image.mode,
            target,
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        return ImageCms.applyTransform(image, transform) or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a damaged profile is ignored, as browsers do


def _flatten(image: Image.Image, paper: str) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    sheet = Image.new("RGB", image.size, paper)
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet


def _still_webp(source: BinaryIO, image: Image.Image) -> Image.Image | None:
    """The picture of a WebP that is no animation, in one canvas; None where Pillow has to read it.

    Pillow reads every WebP as an animation, which takes four canvases: 200 MB for 12 megapixels.
    """
    import ctypes

    from PIL import _webp

    try:
        decode_into = ctypes.CDLL(_webp.__file__).WebPDecodeRGBAInto  # of the libwebp that Pillow is bound to
    except (OSError, AttributeError):
        return None
    size, address = ctypes.c_size_t, ctypes.c_void_p
    decode_into.argtypes, decode_into.restype = (ctypes.c_char_p, size, address, size, ctypes.c_int), address
    source.seek(0)
    data = source.read()
    canvas = bytearray(image.width * image.height * 4)
    start = (ctypes.c_char * len(canvas)).from_buffer(canvas)
    if not decode_into(data, len(data), start, len(canvas), image.width * 4):
        return None  # an animation, or damaged
    mode = "RGBA" if image.mode == "RGBA" else "RGBX"
    return Image.frombuffer(mode, image.size, canvas, "raw", mode, 0, 1)


def _refuse_short_jpeg(source: BinaryIO, image: Image.Image, job: Job) -> None:
    """Refuse a JPEG that was cut and closed again, whose missing rest the decoder paints grey in silence.

    The grey reaches the last pixel. Where that is so, decode again with a filler before the end marker: after
    the last block of a whole photo nobody reads it; in a cut one it becomes part of the picture.
    """
    last = image.getpixel((image.width - 1, image.height - 1))
    channels = last if isinstance(last, tuple) else (last,)
    if not all(channel in (127, 128) for channel in channels):
        return
    source.seek(0)
    data = source.read()
    open_photo(header := io.BytesIO(data), job)  # stops reading where the first scan starts
    end = data.find(b"\xff\xd9", header.tell())
    again = open_photo(io.BytesIO(data[:end] + bytes(range(1, 255)) * 2 + data[end:]), job)
    again.draft(image.mode, image.size)
    if again.tobytes() != image.tobytes():
        raise RefusedError("damaged")


def _refuse_short_png(source: BinaryIO, image: Image.Image) -> None:
    """Refuse a PNG whose data ends before its declared last row, which Pillow fills with black in silence."""
    last_row = image.crop((0, image.height - 1, image.width, image.height))
    if any(last_row.tobytes()):
        return
    source.seek(24)
    depth, colour = source.read(2)
    needed = (image.width * depth * _PNG_CHANNELS[colour] + 7) // 8 * image.height
    if sum(_inflated_sizes(source)) < needed:
        raise RefusedError("damaged")


def _inflated_sizes(source: BinaryIO) -> Iterator[int]:
    inflater = zlib.decompressobj()
    source.seek(8)
    while len(header := source.read(8)) == 8:
        data = source.read(int.from_bytes(header[:4], "big"))
        source.seek(4, io.SEEK_CUR)
        while header[4:] == b"IDAT" and data:
            yield len(inflater.decompress(data, 1 << 20))
            data = inflater.unconsumed_tail
