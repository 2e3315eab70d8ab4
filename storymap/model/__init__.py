"""The story model: pure records of what an author wrote, with no reading, writing or drawing."""

from storymap.model.basemap import Basemap
from storymap.model.event_sets import CutSet, EventSet, EventSetState, Tally
from storymap.model.layers import GroundPoint, Layer, LayerState, LayerStyle, Overlay
from storymap.model.story import (
    ID_PATTERN,
    Author,
    Certainty,
    Chapter,
    Event,
    Media,
    Position,
    Show,
    Site,
    Source,
    Story,
    View,
)
from storymap.model.text import Text, direction, fold
from storymap.model.when import When, WhenError, parse_when

__all__ = [
    "ID_PATTERN", "Author", "Basemap", "Certainty", "Chapter", "CutSet", "Event", "EventSet", "EventSetState",
    "GroundPoint", "Layer", "LayerState", "LayerStyle", "Media", "Overlay", "Position", "Show", "Site",
    "Source", "Story", "Tally", "Text", "View", "When", "WhenError", "direction", "fold", "parse_when",
]  # fmt: skip
