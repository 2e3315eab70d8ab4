"""A story's layers in the player document: Python classes, sizes and words them, browsers only paint."""

from storymap.document.layers.build import chapter_layers, layer_documents
from storymap.document.layers.extent import extent
from storymap.document.layers.faults import layer_problems

__all__ = ["chapter_layers", "extent", "layer_documents", "layer_problems"]
