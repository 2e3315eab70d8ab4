"""What of a layer of folium isn't in a saved story, why, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass

from branca.element import Element

from storymap.render.folium.carried import hosts_of, tree

_READERS = "Readers don't need it: chapters move the map, and the story's page has its own buttons."
_CHART = "Save the chart as a picture, and show that."
_TILES = "Name it under `layers` of the story, `kind: tiles`: readers are asked before it loads."
_SHAPES = "Read it with geopandas, and give the chapter the GeoDataFrame."
_COMPARE = "Let a chapter compare two layers of the story: `compare: swipe`."
_WHOLE_MAP = "Give the chapter its layers, not another map."

INSTEAD = {
    "Draw": _READERS,
    "DualMap": _COMPARE,
    "FitOverlays": "The chapter's `view` says what the map shows.",
    "FloatImage": "Put the picture into the chapter's text.",
    "Fullscreen": _READERS,
    "GeoMan": _READERS,
    "GeoJson": "Let it hold the data itself: without `embed=False`.",
    "Geocoder": _READERS,
    "GroupedLayerControl": "Add it to a chapter after the layers that it lists.",
    "OverlappingMarkerSpiderfier": "Add it to a chapter after its markers.",
    "ImageOverlay": "Give it the picture itself, such as a file or an array.",
    "LayerControl": "Add it to a chapter after the layers of folium that it lists.",
    "LocateControl": _READERS,
    "Map": _WHOLE_MAP,
    "MeasureControl": _READERS,
    "MiniMap": _READERS,
    "MousePosition": _READERS,
    "Realtime": "A saved story stays as it is: give it the data of one day as GeoJson.",
    "ScrollZoomToggler": _READERS,
    "Search": _READERS,
    "SideBySideLayers": _COMPARE,
    "TileLayer": _TILES,
    "TimestampedWmsTileLayers": _TILES,
    "Vega": _CHART,
    "VegaLite": _CHART,
    "VectorGridProtobuf": _SHAPES,
    "VideoOverlay": "Give the chapter the film as `media`.",
    "WmsTileLayer": _TILES,
}


@dataclass(frozen=True)
class Faults:
    """What a layer lacks: hosts of code or another layer, without which it is left out, or parts of it."""

    element: Element
    code: tuple[str, ...] = ()  #: hosts of code, tiles or data
    pictures: tuple[str, ...] = ()  #: hosts of pictures that stay empty
    icons: tuple[str, ...] = ()  #: kinds of icons for which the usual pin stands
    signs: tuple[str, ...] = ()  #: signs of a font, for which a dot stands
    frames: bool = False  #: a frame in a popup holds what runs, which a saved story doesn't show
    needs: Element | None = None  #: another layer that isn't there
    nothing: bool = False  #: it has nothing that could be added to a map

    @property
    def left_out(self) -> bool:
        """Whether the layer is not in the file."""
        return bool(self.code) or self.nothing or self.needs is not None

    @property
    def partly(self) -> bool:
        """Whether parts of the layer are not in the file."""
        return bool(self.pictures or self.icons or self.signs or self.frames)

    def __str__(self) -> str:
        what = called(self.element)
        instead = next((INSTEAD[kind] for kind in self._culprits() if kind in INSTEAD), "")
        if self.needs is not None:
            return (
                f"{what} is left out: it needs {called(self.needs)}, which isn't there before it. "
                "Add that to the same chapter, or outside of all chapters."
            )
        if self.nothing:
            return f"{what} is left out: it isn't a layer of the map. {instead}".strip()
        if self.code:
            hosts = ", ".join(self.code)
            return (
                f"{what} is left out: it would load code or tiles from {hosts}. "
                f"A saved story asks no other host. {instead}".strip()
            )
        if self.icons:
            return f"{what} shows the usual pin: {', '.join(self.icons)} would load code from another host."
        if self.signs:
            return (
                f"{what} shows a dot in its pin: `{'`, `'.join(self.signs)}` is in a font of another host. "
                "Use DivIcon or CustomIcon for a sign of your own."
            )
        if self.frames:
            return (
                f"{what} has a frame in its popup, of which only the text is shown: in a saved story nothing "
                f"in it runs. {instead or _CHART}"
            )
        return (
            f"{what} shows no pictures of {', '.join(self.pictures)}: a saved story asks no other host. "
            "Give folium the picture itself, such as a file or an array."
        )

    def _culprits(self) -> list[str]:
        """Return the kinds of the layer's parts that are at fault, those that name hosts first."""
        parts = sorted(tree(self.element), key=lambda one: not hosts_of(one))
        return [kind.__name__ for one in parts for kind in type(one).__mro__]


def called(element: Element) -> str:
    """Return what a layer is called in warnings: its kind, and its name when it was given one."""
    name = str(getattr(element, "layer_name", None) or "")
    return f"{type(element).__name__} {'' if element._id in name else name}".strip()
