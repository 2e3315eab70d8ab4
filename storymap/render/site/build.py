"""A library becomes a folder of plain files; a file whose bytes are the same is not touched."""

import filecmp
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storymap.languages import interface_languages
from storymap.paths import geodata_dir
from storymap.render.asset_names import ASSETS, GRACE, hashed
from storymap.render.built import Assets
from storymap.render.icon import ICON_SVG
from storymap.render.site.addresses import ICON
from storymap.render.site.clearing import clear
from storymap.render.site.drawings import Drawing, drawings
from storymap.render.site.ground import cut_ground
from storymap.render.site.kept_drawings import KeptDrawings
from storymap.render.site.loaded import asset_name, story_assets
from storymap.render.site.shelf import shelf_files
from storymap.render.site.sparing import spare_foreign, spare_sources
from storymap.render.site.stamps import Drawn, Stamps, drawn_digest, pages_digest, program
from storymap.render.site.stories import SiteStory, Unbuildable
from storymap.render.site.story import CARD, Names, SiteFrame, story_files
from storymap.storage.atomic import copy_atomically, write_atomically
from storymap.storage.lock import locked
from storymap.storage.switch import Together, clear_unfinished

_OTHERS = 3
_BUILT = (
    "player.js", "framed.js", "basemap.js", "layers.js", "events.js", "events.css", "outline.json",
    "site.css", "share.js", "share.css",
)  # fmt: skip
File = tuple[str, bytes | Path]


@dataclass
class BuildReport:
    """What a build did: names of files from the root of the site, and bytes in all."""

    written: list[str] = field(default_factory=list)
    same: int = 0
    removed: list[str] = field(default_factory=list)
    bytes: int = 0


def build_site(
    stories: Sequence[SiteStory], target: Path, *, address: str = "", replace: bool = True,
    grace: int = GRACE, done: Callable[[SiteStory], None] = lambda _: None,
    now: Callable[[], float] = time.time, kept: Path | None = None, sources: Sequence[Path] = (),
) -> BuildReport:  # fmt: skip
    """Write the site of some stories into the folder `target`, which then holds nothing else of a site.

    What pages load has names that never change and is written first. The documents of all stories, and what
    stands around them, are made ready beside the old ones and then take their places straight after one
    another, those of each story in one step. What no page loads any more stays for a day, for readers who
    have an old page open.

    Parameters
    ----------
    address
        Where the site will be, such as `https://example.org/maps`; full addresses in pages need it.
    replace
        Whether stories of an earlier build that are not given now may go.
    grace
        For so many seconds what no page loads any more stays.
    done
        Is called after each of the `steps` of this build.
    now
        The time in seconds since 1970, for what stays for a day.
    kept
        A folder for drawn maps, from which sites in other folders take them.
    sources
        More folders that the site must not touch, beside those of the stories: their library.

    Raises
    ------
    Unbuildable
        A story has the name of a folder of the site, or stories would go that may not.
    WouldOverwrite
        The site would take the place of stories as they were written, or of what is not of a site.
    StoryBusy
        Another program is building there.
    OSError
        The folder can't be written.
    """
    spare_sources(target, stories, sources)
    target.mkdir(parents=True, exist_ok=True)
    with locked(target):
        stamps = Stamps(target)
        spare_foreign(target, stories, stamps.stories, address)
        clear_unfinished(target)
        _refuse(stories, stamps.stories if not replace else set())
        try:
            return _Site(stories, target, stamps, KeptDrawings(kept)).build(address, done, int(now()), grace)
        except BaseException:
            clear_unfinished(target)
            raise


def steps(stories: Sequence[SiteStory]) -> int:
    """Return in how many steps a site is built: one for the maps of each page, one for a story's pages."""
    return sum(1 + len(list(drawings(story))) for story in stories)


class _Site:
    """One build: what it has written so far."""

    def __init__(
        self, stories: Sequence[SiteStory], target: Path, stamps: Stamps, kept: KeptDrawings
    ) -> None:  # fmt: skip
        self._stories = stories
        self._kept = kept
        self._target = target
        self._stamps = stamps
        self._report = BuildReport()
        self._together = Together()
        self._drawn: dict[str, Drawn] = {}

    def build(
        self, address: str, done: Callable[[SiteStory], None], now: int, grace: int
    ) -> BuildReport:  # fmt: skip
        """Write what changed, remove what is old."""
        frame, shared = _shared(self._stories, address)
        for name, content in shared:
            self._put(name, content)
        of_the_program = program()
        for story in self._stories:
            self._draw(story, of_the_program, frame.root, done)
        digests, documents = self._pages(frame, done)
        shelf = set()
        for name, content in shelf_files(self._stories, frame, self._names()):
            self._put(name, content, self._together)
            shelf.add(name)
        self._together.put()
        for ident, names in documents.items():
            self._stamps.note(ident, self._drawn[ident], digests[ident], names)
        drawn = {name for names in self._names().values() for name in names.values()}
        assets = drawn | {name for name, _ in shared}
        self._report.removed += clear(
            self._target, self._stamps, set(self._drawn), assets, shelf, now=now, grace=grace
        )
        self._stamps.write()
        return self._report

    def _names(self) -> dict[str, Names]:
        return {story: drawn.names for story, drawn in self._drawn.items()}

    def _draw(
        self, story: SiteStory, of_the_program: bytes, root: str, done: Callable[[SiteStory], None]
    ) -> None:
        """Write what a story's pages load, unless it is there already."""
        ident, digest = story.story.id, drawn_digest(story, of_the_program, root)
        drawn = self._stamps.drawn(ident, digest)
        if drawn is None:
            drawn = Drawn(digest)
            for _ in self._draw_maps(story, of_the_program, drawn):
                done(story)
            for plain, content in story_assets(story, root):
                drawn.names[plain] = self._put(asset_name(ident, plain, content), content)
        else:
            self._same(drawn.names.values())
            for _ in drawings(story):
                done(story)
        self._drawn[ident] = drawn

    def _draw_maps(self, story: SiteStory, of_the_program: bytes, drawn: Drawn) -> Iterator[Drawing]:
        """Write the maps of all chapters but those that were drawn before from the same."""
        ident, missing = story.story.id, []
        keys = {drawing.place: drawing.key(of_the_program) for drawing in drawings(story)}
        for drawing in drawings(story):
            names = self._stamps.drawing(ident, keys[drawing.place])
            if names is None:
                missing.append(drawing)
                continue
            self._same(names)
            drawn.note(drawing.place, keys[drawing.place], names)
            yield drawing
        for drawing, files in self._kept.draw(missing, keys):
            names = [self._put(asset_name(ident, plain, content), content) for plain, content in files]
            drawn.note(drawing.place, keys[drawing.place], names)
            yield drawing

    def _pages(
        self, frame: SiteFrame, done: Callable[[SiteStory], None]
    ) -> tuple[dict[str, str], dict[str, set[str]]]:
        """Make the documents of stories ready, unless they are there; return digests and names by story."""
        others = {story.story.id: self._others(index) for index, story in enumerate(self._stories)}
        digests = {ident: pages_digest(self._drawn[ident], frame, others[ident]) for ident in others}
        kept = {ident: self._stamps.pages(ident, digest) for ident, digest in digests.items()}
        self._stamps.begin({ident: self._drawn[ident] for ident, sizes in kept.items() if sizes is None})
        documents: dict[str, set[str]] = {}
        for story in self._stories:
            ident = story.story.id
            sizes = kept[ident]
            if sizes is None:
                names = self._drawn[ident].names
                files = dict(story_files(story, frame, names, others[ident])) | self._cards(story, names)
                self._make_ready(ident, files)
                documents[ident] = {f"{ident}/{name}" for name in files}
            else:
                self._same(sizes)
                documents[ident] = set(sizes)
            done(story)
        return digests, documents

    def _cards(self, story: SiteStory, names: Names) -> dict[str, bytes]:
        """Return the cards under names that stay, for pictures in articles."""
        return {
            plain: (self._target / names[plain]).read_bytes()
            for drawing in drawings(story)
            for plain in (f"{drawing.place}{CARD}",)
        }

    def _others(self, index: int) -> list[tuple[SiteStory, Names]]:
        """Return the next stories, from the start again after the last."""
        following = [*self._stories[index + 1 :], *self._stories[:index]][:_OTHERS]
        return [(other, self._drawn[other.story.id].names) for other in following]

    def _make_ready(self, home: str, files: Mapping[str, bytes]) -> None:
        done = self._together.folder(self._target / home, files)
        self._report.written += [f"{home}/{name}" for name in done.written]
        self._report.removed += [f"{home}/{name}" for name in done.removed]
        self._report.same += len(done.same)
        self._report.bytes += sum(map(len, files.values()))

    def _same(self, names: Iterable[str]) -> None:
        sizes = [(self._target / name).stat().st_size for name in names]
        self._report.same += len(sizes)
        self._report.bytes += sum(sizes)

    def _put(self, name: str, content: bytes | Path, together: Together | None = None) -> str:
        """Write a file, or make it ready, unless it holds the same bytes already."""
        path = self._target / name
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        self._report.bytes += size
        if path.is_file() and path.stat().st_size == size and _same(path, content):
            self._report.same += 1
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            (together.file if together else write_atomically)(path, content)
        else:
            copy_atomically(content, path)
        self._report.written.append(name)
        return name


def _same(path: Path, content: bytes | Path) -> bool:
    """Whether a file holds some bytes, or those of another file, which are compared piece by piece."""
    if isinstance(content, bytes):
        return path.read_bytes() == content
    return filecmp.cmp(path, content, shallow=False)


def _refuse(stories: Sequence[SiteStory], there: set[str]) -> None:
    """Refuse stories that would stand in the way of the site's own files, or of other stories."""
    for name in sorted({story.story.id for story in stories} & {ASSETS, *interface_languages()}):
        raise Unbuildable(f"The story {name} has the name of a folder of the site. Rename its folder.")
    if gone := sorted(there - {story.story.id for story in stories}):
        raise Unbuildable(
            f"The site holds other stories, which would go: {', '.join(gone)}. Nothing was changed. Name the "
            "library in place of one story, or say --replace."
        )


def _shared(stories: Sequence[SiteStory], address: str) -> tuple[SiteFrame, list[File]]:
    """Return what all stories share, and its files: the player, the basemap cut to what they show."""
    assets = Assets()
    ground = cut_ground(document for story in stories for document in story.documents.values())
    shades = any(document["basemap"]["relief"] for story in stories for document in story.documents.values())
    relief = geodata_dir() / "basemap" / "relief.webp"
    frame = SiteFrame(
        assets,
        hashed(f"{ASSETS}/world.pmtiles", ground),
        hashed(f"{ASSETS}/relief.webp", relief) if shades else "",
        address,
    )
    files: list[File] = [*_built(assets), (frame.ground, ground), (ICON, ICON_SVG.encode())]
    return frame, [*files, (frame.shade, relief)] if shades else files


def _built(assets: Assets) -> Iterator[File]:
    """Yield the bundles that readers load, and the licences of what is in them."""
    for name in _BUILT:
        if name in assets.names:
            yield f"{ASSETS}/{assets.names[name]}", assets.folder / assets.names[name]
    licences = assets.folder / "licences.txt"
    yield hashed(f"{ASSETS}/licences.txt", licences), licences
