"""A library is a folder of story folders; one story folder is a library of one."""

from pathlib import Path

_SIGNS = ("story.yaml", "chapters", "sites.csv", "events.csv")


def is_story(folder: Path) -> bool:
    """Whether the folder holds a story, even a broken one."""
    return any((folder / sign).exists() for sign in _SIGNS)


def list_stories(library: Path) -> list[Path]:
    """Return the story folders of a library by name; hidden folders and links that lead out are left out.

    A library that isn't there has no stories.
    """
    if is_story(library):
        return [library]
    try:
        home = library.resolve()
        folders = sorted(path for path in library.iterdir() if not path.name.startswith("."))
        return [
            path
            for path in folders
            if path.is_dir() and path.resolve().is_relative_to(home) and is_story(path)
        ]
    except (OSError, RuntimeError):
        return []
