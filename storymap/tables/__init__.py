"""The join of sites and events: every row accounted for, as GeoDataFrames and as a report."""

from storymap.tables.frames import Joined, events_table, join_events, sites_table
from storymap.tables.placing import Placement, Policies, place_events
from storymap.tables.report import CLASSES, Report

__all__ = [
    "CLASSES",
    "Joined",
    "Placement",
    "Policies",
    "Report",
    "events_table",
    "join_events",
    "place_events",
    "sites_table",
]
