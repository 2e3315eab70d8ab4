"""What a WSGI server imports: `storymap.web.wsgi:application`, with settings from the environment."""

from storymap.web.app import create_app

application = create_app()
