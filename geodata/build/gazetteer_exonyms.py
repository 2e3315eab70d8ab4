"""English names of large towns whose GeoNames main name is another: Köln is also Cologne, as a main name."""

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
from shapely import STRtree, points

from build.gazetteer_record import PRIMARY, Record
from build.places import NEAR_DEGREES
from build.shapes import MAGICS, read
from build.vietnamese import fold


def mark_english_names(magics: Path, towns: Iterable[Record]) -> int:
    """Make Natural Earth's English name of a town a main name of the GeoNames town there; return how many."""
    every = list(towns)
    frame: gpd.GeoDataFrame = read(
        magics / MAGICS, "ne_10m_populated_places_simple", columns=["nameascii", "scalerank"]
    )
    tree = STRtree(points(np.array([[town.lon, town.lat] for town in every])))
    done = 0
    for row in frame.itertuples():
        wanted = fold(str(row.nameascii))
        near = [every[i] for i in tree.query(row.geometry, predicate="dwithin", distance=2 * NEAR_DEGREES)]
        same = [town for town in near if any(fold(name) == wanted for name in town.names)]
        if same:
            best = max(same, key=lambda town: town.population)
            done += best.names.get(str(row.nameascii)) != PRIMARY
            best.call(str(row.nameascii), PRIMARY)
    return done
