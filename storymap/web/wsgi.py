"""What a WSGI server imports: `storymap.web.wsgi:application`, with settings from the environment."""

from storymap.settings import Settings
from storymap.web.app import create_app
from storymap.web.quick import Quick

_settings = Settings.from_environment()
application = Quick(create_app(_settings), _settings.library)
