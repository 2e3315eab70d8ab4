"""The `<story_name:…>` of reader addresses: any name but those of our own pages."""

from flask import Blueprint
from werkzeug.routing import BaseConverter, ValidationError

from storymap.web.library import RESERVED


class StoryName(BaseConverter):
    """A story's name; a reserved one belongs to another blueprint, whose errors have another form."""

    def to_python(self, value: str) -> str:
        """Return the name."""
        if value in RESERVED:
            raise ValidationError
        return value


def know_story_names(blueprint: Blueprint) -> None:
    """Let the rules of a blueprint say `<story_name:story>`; call it before the first rule."""
    blueprint.record(lambda state: state.app.url_map.converters.update(story_name=StoryName))
