"""Distances on the globe."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the IUGG."""

KM_PER_DEGREE = 111.19
"""Kilometres in a degree of latitude, rounded down: two points are no nearer for each degree between."""


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees (haversine formula)."""
    lat1, lat2 = radians(lat1), radians(lat2)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))
