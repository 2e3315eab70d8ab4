"""A library becomes a folder of plain files; a file whose bytes are the same is not touched."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storymap.paths import geodata_dir
from storymap.render.built import Assets
from storymap.render.icon import ICON_SVG
from storymap.render.site.addresses import ASSETS, ICON
from storymap.render.site.ground import cut_ground
from storymap.render.site.names import hashed
from storymap.render.site.shelf import shelf_files
from storymap.render.site.stamps import Stamps, digest_of
from storymap.render.site.story import SiteFrame, SiteStory, story_files
from storymap.storage import write_atomically

_OTHERS = 3
File = tuple[str, bytes | Path]


@dataclass
class BuildReport:
    """What a build did: names of files from the root of the site, and bytes in all."""

    written: list[str] = field(default_factory=list)
    same: int = 0
    removed: list[str] = field(default_factory=list)
    bytes: int = 0


def build_site(
    stories: Sequence[SiteStory], target: Path, *, address: str = "",
    done: Callable[[SiteStory], None] = lambda _: None,
) -> BuildReport:  # fmt: skip
    """Write the site of some stories into the folder `target`, which then holds nothing else of a site.

    Parameters
    ----------
    address
        Where the site will be, such as `https://example.org/maps`; full addresses in pages need it.
    done
        Is called after each story.

    Raises
    ------
    OSError
        The folder can't be written; pages are written last, so that they never name a file that isn't there.
    """
    report = BuildReport()
    assets = Assets()
    ground = cut_ground(document for story in stories for document in story.documents.values())
    shades = any(document["basemap"]["relief"] for story in stories for document in story.documents.values())
    relief = geodata_dir() / "basemap" / "relief.webp"
    frame = SiteFrame(
        assets, hashed(f"{ASSETS}/world.pmtiles", ground),
        hashed(f"{ASSETS}/relief.webp", relief.read_bytes()) if shades else "", address,
    )  # fmt: skip
    shared: list[File] = [*_built(assets), (frame.ground, ground), (ICON, ICON_SVG.encode())]
    if shades:
        shared.append((frame.shade, relief))
    names = set()
    for name, content in shared:
        names.add(_put(target, name, content, report))
    stamps = Stamps(target)
    for index, story in enumerate(stories):
        following = [*stories[index + 1 :], *stories[:index]][:_OTHERS]
        names |= _story(story, frame, following, target, stamps, report)
        done(story)
    for name, content in shelf_files(stories, frame):
        names.add(_put(target, name, content, report))
    _clear(target, {story.story.id for story in stories}, names, report)
    stamps.write()
    return report


def _story(
    story: SiteStory, frame: SiteFrame, others: Sequence[SiteStory], target: Path, stamps: Stamps,
    report: BuildReport,
) -> set[str]:  # fmt: skip
    """Write the files of a story unless they are there already; return their names."""
    digest = digest_of(story, frame, others)
    kept = stamps.kept(story.story.id, digest)
    if kept is not None:
        report.same += len(kept)
        report.bytes += sum(kept.values())
        return set(kept)
    names = {_put(target, name, content, report) for name, content in story_files(story, frame, others)}
    stamps.note(story.story.id, digest, names)
    return names


def _built(assets: Assets) -> Iterator[File]:
    """Yield the bundles that readers load, and the licences of what is in them."""
    for name in ("player.js", "basemap.js", "outline.json", "site.css"):
        if name in assets.names:
            yield f"{ASSETS}/{assets.names[name]}", assets.folder / assets.names[name]
    yield f"{ASSETS}/licences.txt", assets.folder / "licences.txt"


def _put(target: Path, name: str, content: bytes | Path, report: BuildReport) -> str:
    """Write a file unless it holds the same bytes already."""
    data = content if isinstance(content, bytes) else content.read_bytes()
    path = target / name
    report.bytes += len(data)
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        report.same += 1
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
    report.written.append(name)
    return name


def _clear(target: Path, stories: set[str], names: set[str], report: BuildReport) -> None:
    """Remove what an earlier build left in the folders that are ours; whatever else is there stays."""
    for home in sorted({*stories, ASSETS}):
        for path in sorted((target / home).rglob("*"), reverse=True):
            name = path.relative_to(target).as_posix()
            if path.is_file() and name not in names:
                path.unlink()
                report.removed.append(name)
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
