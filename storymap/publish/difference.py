"""What differs between a built site and the place where it is published."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storymap.publish.local import Local
from storymap.publish.manifest import KEY, Manifest
from storymap.publish.place import Found, Place, PublishRefused
from storymap.render.asset_names import ASSETS, GRACE, is_hashed
from storymap.storage.overwriting import by_home, refuse_assets, refuse_home, refuse_pages


@dataclass(frozen=True)
class Difference:
    """What a run has to do, by keys in order."""

    files: Mapping[str, Local]  #: the whole built site
    stories: tuple[str, ...]  #: its stories
    new: tuple[str, ...]  #: to send, not there yet
    changed: tuple[str, ...]  #: to send, there with other content
    same: tuple[str, ...]  #: there already
    removed: tuple[str, ...]  #: to remove
    retired: Mapping[str, int]  #: assets that no page loads any more, and since when; they stay a while
    before: Manifest  #: what the last run noted

    @property
    def bytes(self) -> int:
        """Bytes to send."""
        return sum(self.files[key].size for key in (*self.new, *self.changed))

    def story_of(self, key: str) -> str:
        """Return the story that a document is of; "" for assets and what stands around the stories."""
        head = key.partition("/")[0]
        return head if head in self.stories else ""


def difference(
    files: Mapping[str, Local], stories: Sequence[str], place: Place, now: int, *, replace: bool = True
) -> Difference:
    """Compare a built site with what is there, by size and content; the last run's notes only save work.

    Parameters
    ----------
    files
        The built site by key.
    stories
        Ids of its stories, which are folders of the site.
    now
        Seconds since 1970.
    replace
        Whether stories that are there and not in the site may go.

    Raises
    ------
    PublishRefused
        The place can't be read, or stories would go that may not.
    WouldOverwrite
        Stories as they were written, or files that are not of a site, would go.
    """
    place.check_keys(files)
    with place.faults():
        there = place.listing()
        before = Manifest.read(place.read(KEY))
    there.pop(KEY, None)
    _spare(place, files, there, {*before.stories, *stories}, set(before.stories))
    gone = set(before.stories) - set(stories)
    if gone and not replace:
        raise PublishRefused(
            f"{place.url} holds other stories, which would go: {', '.join(sorted(gone))}. Nothing was sent. "
            "Name the library in place of one story, or say --replace."
        )
    with place.faults():
        same = tuple(
            key
            for key, file in files.items()
            if key in there and place.holds(key, file, there[key], before.files.get(key, {}))
        )
    unchanged = set(same)
    old = _old(there, files, {*stories, *gone}, before)
    retired = {key: before.retired.get(key, now) for key in old if is_hashed(key)}
    return Difference(
        files, tuple(stories), tuple(key for key in files if key not in there),
        tuple(key for key in files if key in there and key not in unchanged), same,
        tuple(key for key in old if key not in retired or now - retired[key] >= GRACE),
        {key: at for key, at in retired.items() if now - at < GRACE}, before,
    )  # fmt: skip


def _spare(
    place: Place, files: Iterable[str], there: Collection[str], homes: set[str], known: set[str]
) -> None:
    """Refuse to take the place of what is there and not of a site."""
    names = by_home(there, {*homes, ASSETS})
    for home in sorted(homes & names.keys()):
        refuse_home(place.url, home, names[home], known)
    assets = names.get(ASSETS, ())
    refuse_assets(place.url, ASSETS, assets, known)
    around = [key for key in files if key in there and key.partition("/")[0] not in {*homes, ASSETS}]
    refuse_pages(place.url, around, assets, known)


def _old(
    there: Mapping[str, Found], files: Mapping[str, Local], homes: set[str], before: Manifest
) -> list[str]:
    """Return what is there, isn't in the site, and is ours: in our folders, or noted by the last run."""
    return [
        key for key in sorted(there)
        if key not in files
        and (key in before.files or key.partition("/")[0] in homes
             or (key.startswith(f"{ASSETS}/") and is_hashed(key)))
    ]  # fmt: skip
