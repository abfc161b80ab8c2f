"""The painter: outlines filled, rounded by a warm light from the upper left, with shadow and grain."""

from collections.abc import Sequence
from math import ceil, floor
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from admin.demo.pictures.shapes import Color, Outline, Point, mix, oval, tone

SHADOW: Color = (46, 24, 22)
LIGHT: Color = (255, 243, 214)
Box = tuple[int, int, int, int]


class Canvas:
    """A picture of 1600 × 1200 units at any pixel size with the same proportions."""

    def __init__(self, size: tuple[int, int], key: str) -> None:
        self.size = size
        self.k = size[0] / 1600
        self.rng = Random(key)  # noqa: S311 - a drawing must come out the same each time, it keeps no secret
        self.image = Image.new("RGB", size, (240, 228, 206))
        self._noise = Image.frombytes("L", (256, 256), self.rng.randbytes(65536))
        self._fine = 2 if self.k >= 0.5 else 4

    def noise(self, size: tuple[int, int], cells: tuple[int, int]) -> Image.Image:
        """Cloudy grey of a pixel size, with so many cells across and down (at most 200 each)."""
        across, down = max(1, min(200, cells[0])), max(1, min(200, cells[1]))
        x, y = self.rng.randrange(256 - across), self.rng.randrange(256 - down)
        return self._noise.crop((x, y, x + across, y + down)).resize(size, Image.Resampling.BICUBIC)

    def solid(
        self,
        points: Sequence[Point],
        fill: Color | Image.Image,
        *,
        shade: float = 0.55,
        glow: float = 0.4,
        depth: float | None = None,
        cast: float = 0.5,
        lift: float = 22,
        mottle: float = 0.055,
    ) -> None:
        """A rounded thing: depth is how far light and shade reach in, lift how far its shadow falls."""
        box = self._box(points, lift * 2.2 if cast else 2)
        mask = self._mask([points], box)
        if cast:
            fallen = _blur(_shift(mask, lift * self.k * 0.8, lift * self.k * 0.8), lift * self.k * 0.55)
            self.image.paste(SHADOW, box, _scale(fallen, cast))
        layer = self._layer(fill, box, mask.getbbox(), mottle)
        reach = self.k * (depth if depth is not None else self._depth(points))
        dark = tone(fill, 0.32) if isinstance(fill, tuple) else SHADOW
        dark = mix(dark, SHADOW, 0.35)
        pale = mix(fill, LIGHT, 0.75) if isinstance(fill, tuple) else LIGHT
        if shade:
            kept = _blur(_shift(mask, -reach * 0.8, -reach * 0.8), reach * 0.75)
            layer.paste(dark, None, _scale(ImageChops.subtract(mask, kept), shade))
        if glow:
            kept = _blur(_shift(mask, reach * 0.6, reach * 0.6), reach * 0.55)
            layer.paste(pale, None, _scale(ImageChops.subtract(mask, kept), glow))
        self.image.paste(layer, box, mask)

    def flat(self, points: Sequence[Point], color: Color, alpha: float = 1.0, blur: float = 0.0) -> None:
        """A plain shape without light of its own; blur in units."""
        self.flats([points], color, alpha, blur)

    def flats(
        self, many: Sequence[Sequence[Point]], color: Color, alpha: float = 1.0, blur: float = 0.0
    ) -> None:
        """Several plain shapes of one colour at once."""
        box = self._box([point for one in many for point in one], blur * 2.5 + 2)
        mask = self._mask(many, box)
        if blur:
            mask = _blur(mask, blur * self.k)
        self.image.paste(color, box, _scale(mask, alpha) if alpha < 1 else mask)

    def line(self, points: Sequence[Point], color: Color, width: float, alpha: float = 1.0) -> None:
        """A line with round ends and joints; width in units."""
        self.lines([points], color, width, alpha)

    def lines(self, many: Sequence[Sequence[Point]], color: Color, width: float, alpha: float = 1.0) -> None:
        """Several lines of one colour and width at once."""
        box = self._box([point for one in many for point in one], width)
        fine = self._fine
        mask = Image.new("L", ((box[2] - box[0]) * fine, (box[3] - box[1]) * fine))
        draw = ImageDraw.Draw(mask)
        wide = width * self.k * fine
        for points in many:
            place = [((x * self.k - box[0]) * fine, (y * self.k - box[1]) * fine) for x, y in points]
            draw.line(place, fill=255, width=max(1, round(wide)), joint="curve")
            for x, y in (place[0], place[-1]):
                draw.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=255)
        mask = mask.reduce(fine)
        self.image.paste(color, box, _scale(mask, alpha) if alpha < 1 else mask)

    def foot(self, x: float, y: float, width: float, height: float | None = None, dark: float = 0.5) -> None:
        """The shadow of something standing at (x, y), fallen to the right."""
        deep = height if height is not None else width * 0.16
        self.flat(oval(x + width * 0.16, y, width * 0.62, deep), SHADOW, dark, blur=deep * 0.55)
        self.flat(oval(x + width * 0.02, y, width * 0.5, deep * 0.5), SHADOW, dark * 0.9, blur=deep * 0.25)

    def shine(
        self, x: float, y: float, rx: float, ry: float, angle: float = -0.7, alpha: float = 0.55
    ) -> None:
        """A soft spot of light."""
        self.flat(oval(x, y, rx, ry, angle), (255, 252, 240), alpha, blur=min(rx, ry) * 0.5)

    def grains(
        self, points: Sequence[Point], colors: Sequence[Color], radius: float, count: int
    ) -> Image.Image:
        """A fill for an outline: a heap of small seeds, each with its own shade; radius in units."""
        x0, y0, x1, y1 = self._box(points, 0)
        width, height, fine = x1 - x0, y1 - y0, self._fine
        layer = Image.new("RGB", (width * fine, height * fine), tone(colors[0], 0.5))
        draw = ImageDraw.Draw(layer)
        for _ in range(count):
            color, r = self.rng.choice(colors), radius * self.k * fine * self.rng.uniform(0.8, 1.15)
            x, y = self.rng.uniform(0, width * fine), self.rng.uniform(0, height * fine)
            a, b = (r, r * 0.8) if self.rng.random() < 0.5 else (r * 0.8, r)
            draw.ellipse(
                (x - a + r * 0.25, y - b + r * 0.3, x + a + r * 0.25, y + b + r * 0.3), tone(color, 0.5)
            )
            draw.ellipse((x - a, y - b, x + a, y + b), color)
            draw.ellipse((x - a * 0.6, y - b * 0.6, x, y), tone(color, 1.35))
        return layer.reduce(fine)

    def finish(self) -> Image.Image:
        """The picture under one side light, with the grain of the series."""
        width, height = self.size
        fall = Image.radial_gradient("L").resize((width * 2, height * 2), Image.Resampling.BILINEAR)
        fall = fall.crop(
            (round(width * 0.68), round(height * 0.72), round(width * 1.68), round(height * 1.72))
        )
        self.image.paste((58, 26, 34), None, _scale(fall, 0.2))
        self.image.paste((255, 232, 178), None, _scale(ImageChops.invert(fall), 0.14))
        self.image = ImageEnhance.Color(self.image).enhance(1.16)
        speck = Image.frombytes("L", self.size, self.rng.randbytes(width * height))
        speck = speck.point([128 + (v - 128) * 9 // 64 for v in range(256)])
        return ImageChops.soft_light(self.image, Image.merge("RGB", (speck, speck, speck)))

    def pixels(self, points: Sequence[Point]) -> tuple[int, int]:
        """The pixel size of an outline's box, for making a fill."""
        x0, y0, x1, y1 = self._box(points, 0)
        return x1 - x0, y1 - y0

    def _layer(self, fill: Color | Image.Image, box: Box, inner: Box | None, mottle: float) -> Image.Image:
        size = (box[2] - box[0], box[3] - box[1])
        if isinstance(fill, tuple):
            if not mottle:
                return Image.new("RGB", size, fill)
            cells = (
                max(2, size[0] // max(1, round(14 * self.k))),
                max(2, size[1] // max(1, round(14 * self.k))),
            )
            pale, dark = (
                Image.new("RGB", size, tone(fill, 1 + mottle)),
                Image.new("RGB", size, tone(fill, 1 - mottle)),
            )
            return Image.composite(pale, dark, self.noise(size, cells))
        layer = Image.new("RGB", size, SHADOW)
        if inner:
            layer.paste(fill.resize((inner[2] - inner[0], inner[3] - inner[1])), inner[:2])
        return layer

    def _depth(self, points: Sequence[Point]) -> float:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return 0.2 * min(max(xs) - min(xs), max(ys) - min(ys))

    def _box(self, points: Sequence[Point], pad: float) -> Box:
        xs, ys, more = [p[0] * self.k for p in points], [p[1] * self.k for p in points], pad * self.k
        x0, y0 = floor(min(xs) - more), floor(min(ys) - more)
        return x0, y0, max(x0 + 1, ceil(max(xs) + more)), max(y0 + 1, ceil(max(ys) + more))

    def _mask(self, many: Sequence[Sequence[Point]], box: Box) -> Image.Image:
        fine = self._fine
        mask = Image.new("L", ((box[2] - box[0]) * fine, (box[3] - box[1]) * fine))
        draw = ImageDraw.Draw(mask)
        for points in many:
            draw.polygon(
                [((x * self.k - box[0]) * fine, (y * self.k - box[1]) * fine) for x, y in points], 255
            )
        return mask.reduce(fine)


def _scale(mask: Image.Image, share: float) -> Image.Image:
    return mask.point([min(255, int(v * share)) for v in range(256)])


def _shift(mask: Image.Image, dx: float, dy: float) -> Image.Image:
    moved = Image.new("L", mask.size)
    moved.paste(mask, (round(dx), round(dy)))
    return moved


def _blur(mask: Image.Image, radius: float) -> Image.Image:
    """A Gaussian blur, done on a smaller copy where the eye cannot tell."""
    step = 4 if radius > 12 else 2 if radius > 5 else 1
    if step == 1 or min(mask.size) < 16:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.reduce(step).filter(ImageFilter.GaussianBlur(radius / step))
    return small.resize(mask.size, Image.Resampling.BILINEAR)


def between(points: Outline, share: float) -> Point:
    """The point at a share (0 to 1) of the way along an outline."""
    return points[min(len(points) - 1, int(share * (len(points) - 1)))]
