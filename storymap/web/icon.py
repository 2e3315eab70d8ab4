"""The icon of our pages, as an answer."""

from storymap.render.icon import ICON_SVG
from storymap.web.answers import Body
from storymap.web.policy import FILE

BODY = Body(ICON_SVG.encode(), "image/svg+xml", FILE)
