"""What building the document leaves out or replaces is said."""

from storymap.document import document_problems
from storymap.model import Basemap, Chapter, Media, Site, Story, Text


def test_a_sound_story_has_no_problems() -> None:
    assert document_problems(Story("s", Text())) == []


def test_an_unknown_basemap_a_pale_accent_and_a_route_to_nowhere_are_named() -> None:
    chapter = Chapter(
        "one", Text(), Text(), route=("lost", "lost"), media=(Media("image", url="ftp://x.example/a"),)
    )
    story = Story(
        "s",
        Text(),
        basemap=Basemap(tiles="Nonsense"),
        accent="#ffcc00",
        accent_dark="blue",
        sites=(Site("lost", Text()),),
        chapters=(chapter,),
    )
    found = {problem.column: problem for problem in document_problems(story)}
    assert set(found) == {"basemap", "accent", "accent_dark", "route", "media"}
    assert "darker" in found["accent"].hint
    assert found["route"].file == "chapters/one.md"
