"""The painter: outlines filled, rounded by a warm light from the upper left, with shadow and grain."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil, cos, degrees, floor, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from admin.demo.pictures.shapes import Color, Outline, Point, mix, oval, tone
from admin.demo.pictures.views import ELSEWHERE, WHOLE, Camera, camera

SHADOW: Color = (46, 24, 22)
LIGHT: Color = (255, 243, 214)
Box = tuple[int, int, int, int]


class Canvas:
    """A picture 1600 units wide at any pixel size, seen through a camera."""

    def __init__(
        self, size: tuple[int, int], kind: str, seed: int, view: int = WHOLE, tone: str = ""
    ) -> None:
        self.size, self.kind, self.seed, self.view, self.tone = size, kind, seed, view, tone
        self.unit = size[0] / 1600
        # The goods are the same in all views; what they stand on and the clouding of their colours are not.
        self.rng = Random(f"{kind}:{seed}")  # noqa: S311 - a drawing must come out the same each time
        self._behind = Random(f"{kind}:{seed}:{view}")  # noqa: S311 - likewise
        self._cloud = Random(f"{kind}:{seed}:{view}:cloud")  # noqa: S311 - likewise
        self.image = Image.new("RGB", size, (240, 228, 206))
        self._noise = Image.frombytes("L", (256, 256), self._cloud.randbytes(65536))
        self.aim(Camera(800, size[1] / self.unit / 2))
        self._frame = self.camera

    def look(self, stance: str) -> None:
        """Aim at goods that lie or stand like this, as this view of their kind asks."""
        if self.view != WHOLE:
            self.aim(camera(self.kind, self.view, stance))

    @contextmanager
    def behind(self) -> Iterator[None]:
        """Draw a ground: in units of the frame wherever the camera looks, and with its own chances."""
        kept = self.camera, self.rng
        self.aim(self._frame)
        self.rng = self._behind
        try:
            yield
        finally:
            self.aim(kept[0])
            self.rng = kept[1]

    def level(self, y: float) -> float:
        """Where a height of the painter stands in the frame."""
        return self._frame.y + (y - self.camera.y) * self.camera.zoom

    @contextmanager
    def out_of_focus(self, times: int) -> Iterator[None]:
        """Draw what is far behind the goods, so many times smaller, and blur it as it grows."""
        kept = self.size, self.unit
        self.size = max(16, self.size[0] // times), max(12, self.size[1] // times)
        self.unit = self.size[0] / 1600
        self.image = Image.new("RGB", self.size)
        self.aim(self._frame)
        try:
            yield
        finally:
            small = self.image.filter(ImageFilter.GaussianBlur(14 * self.unit))
            self.size, self.unit = kept
            self.image = small.resize(self.size, Image.Resampling.BICUBIC)
            self.aim(self._frame)

    def aim(self, seen: Camera) -> None:
        """See what is drawn from now on through this camera."""
        self.camera = seen
        self.k = self.unit * seen.zoom
        self._fine = 2 if self.k >= 0.5 else 4
        across, down = self.k * cos(seen.angle), self.k * sin(seen.angle)
        self._turn = across, down
        self._shift = (
            self.size[0] / 2 - seen.x * across + seen.y * down,
            self.size[1] / 2 - seen.x * down - seen.y * across,
        )

    def _at(self, point: Point) -> Point:
        (across, down), (dx, dy) = self._turn, self._shift
        return point[0] * across - point[1] * down + dx, point[0] * down + point[1] * across + dy

    def _unseen(self, box: Box) -> bool:
        return box[2] <= 0 or box[3] <= 0 or box[0] >= self.size[0] or box[1] >= self.size[1]

    def noise(self, size: tuple[int, int], cells: tuple[int, int]) -> Image.Image:
        """Cloudy grey of a pixel size, with so many cells across and down (at most 200 each)."""
        across, down = max(1, min(200, cells[0])), max(1, min(200, cells[1]))
        x, y = self._cloud.randrange(256 - across), self._cloud.randrange(256 - down)
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
        if self._unseen(box):
            return
        mask = self._mask([points], box)
        if cast:
            fallen = _blur(_shift(mask, lift * self.k * 0.8, lift * self.k * 0.8), lift * self.k * 0.55)
            self.image.paste(SHADOW, box, _scale(fallen, cast))
        layer = self._plain(fill, box, mottle) if isinstance(fill, tuple) else self._laid(fill, box, points)
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
        if self._unseen(box):
            return
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
        if self._unseen(box):
            return
        fine = self._fine
        mask = Image.new("L", ((box[2] - box[0]) * fine, (box[3] - box[1]) * fine))
        draw = ImageDraw.Draw(mask)
        wide = width * self.k * fine
        for points in many:
            place = [((x - box[0]) * fine, (y - box[1]) * fine) for x, y in map(self._at, points)]
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
        (width, height), fine = self.pixels(points), self._fine
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
        """The picture under one side light, with the grain of the series; elsewhere the light is later."""
        width, height = self.size
        shade, warmth, air = ((0.2, 0.14, None), (0.27, 0.1, None), (0.2, 0.17, (255, 196, 120)))[self.view]
        fall = Image.radial_gradient("L").resize((width * 2, height * 2), Image.Resampling.BILINEAR)
        fall = fall.crop(
            (round(width * 0.68), round(height * 0.72), round(width * 1.68), round(height * 1.72))
        )
        self.image.paste((58, 26, 34), None, _scale(fall, shade))
        self.image.paste((255, 232, 178), None, _scale(ImageChops.invert(fall), warmth))
        if air:
            self.image = Image.blend(self.image, Image.new("RGB", self.size, air), 0.05)
        self.image = ImageEnhance.Color(self.image).enhance(1.16)
        speck = Image.frombytes("L", self.size, self._cloud.randbytes(width * height))
        speck = speck.point([128 + (v - 128) * 9 // 64 for v in range(256)])
        done = ImageChops.soft_light(self.image, Image.merge("RGB", (speck, speck, speck)))
        # Elsewhere the window is on the other side.
        return ImageOps.mirror(done) if self.view == ELSEWHERE else done

    def pixels(self, points: Sequence[Point]) -> tuple[int, int]:
        """The pixel size of an outline before the camera turns it, for making a fill."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return max(1, ceil((max(xs) - min(xs)) * self.k)), max(1, ceil((max(ys) - min(ys)) * self.k))

    def _plain(self, fill: Color, box: Box, mottle: float) -> Image.Image:
        size = (box[2] - box[0], box[3] - box[1])
        if not mottle:
            return Image.new("RGB", size, fill)
        cell = max(1, round(14 * self.k))
        pale = Image.new("RGB", size, tone(fill, 1 + mottle))
        dark = Image.new("RGB", size, tone(fill, 1 - mottle))
        return Image.composite(
            pale, dark, self.noise(size, (max(2, size[0] // cell), max(2, size[1] // cell)))
        )

    def _laid(self, fill: Image.Image, box: Box, points: Sequence[Point]) -> Image.Image:
        """A fill over its outline's box, turned as the camera is."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        middle = self._at(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
        width, height = self.pixels(points)
        sheet = fill.resize((width + 2, height + 2))
        if self.camera.angle:
            angle = -degrees(self.camera.angle)
            sheet = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=SHADOW)
        layer = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), SHADOW)
        layer.paste(
            sheet,
            (round(middle[0] - sheet.width / 2 - box[0]), round(middle[1] - sheet.height / 2 - box[1])),
        )
        return layer

    def _depth(self, points: Sequence[Point]) -> float:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return 0.2 * min(max(xs) - min(xs), max(ys) - min(ys))

    def _box(self, points: Sequence[Point], pad: float) -> Box:
        places = [self._at(point) for point in points]
        xs, ys, more = [x for x, _ in places], [y for _, y in places], pad * self.k
        x0, y0 = floor(min(xs) - more), floor(min(ys) - more)
        return x0, y0, max(x0 + 1, ceil(max(xs) + more)), max(y0 + 1, ceil(max(ys) + more))

    def _mask(self, many: Sequence[Sequence[Point]], box: Box) -> Image.Image:
        fine = self._fine
        mask = Image.new("L", ((box[2] - box[0]) * fine, (box[3] - box[1]) * fine))
        draw = ImageDraw.Draw(mask)
        for points in many:
            draw.polygon([((x - box[0]) * fine, (y - box[1]) * fine) for x, y in map(self._at, points)], 255)
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
