"""Says whether a published site is whole: one state of it, and all that its pages name."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin, urlsplit

_ADDRESS = re.compile(r"""(?:href|src|srcset|data-player)="([^"#]*)""")
_ISLAND = re.compile(r'"((?:\.\./)+assets/[^"]+)"')

Files = Mapping[str, bytes]


def named(key: str, page: bytes) -> set[str]:
    """Return the keys that a page loads or links to."""
    text = page.decode()
    here = "https://x.test/" + key.removesuffix("index.html")
    base = re.search(r'<base href="([^"]+)"', text)
    home = urljoin(here, base[1]) if base else here
    found = [*_ADDRESS.findall(text), *_ISLAND.findall(text)]
    paths = [
        unquote(urlsplit(urljoin(home, address)).path).lstrip("/")
        for address in found
        if address and not urlsplit(address).scheme
    ]
    return {f"{path}index.html" if path.endswith("/") or not path else path for path in paths}


def documents(files: Files) -> Files:
    """What stands under addresses that stay: pages, downloads, and what is around the stories.

    What lies ready beside a file, such as `vi/.index.html.….part`, is hidden and none of them.
    """
    hidden = re.compile(r"(^|/)\.")
    return {
        key: data for key, data in files.items() if not hidden.search(key) and not key.startswith("assets/")
    }


def check(there: Files, before: Files, after: Files, *, whole: bool) -> None:
    """See that each page is an old or a new one, that all it names is there, and that no story is mixed.

    A `whole` site is not mixed at all.
    """
    pages = {key: data for key, data in there.items() if key.endswith(".html") and key[0] != "."}
    for key, data in pages.items():
        assert data in (before.get(key), after.get(key)), key
        for name in named(key, data):
            assert name in there, f"{key} names {name}"
            assert there[name] in (before.get(name), after.get(name)), name
    if whole:
        assert documents(there) in (documents(before), documents(after)), sides(there, before, after)
    assert not mixed(there, before, after)


def sides(there: Files, before: Files, after: Files) -> dict[str, str]:
    """Which documents are the old ones, the new ones, or others, for the words of a failed test."""
    here, old, new = documents(there), documents(before), documents(after)
    return {
        key: "old" if here.get(key) == old.get(key) else "new" if here.get(key) == new.get(key) else "other"
        for key in sorted({*here, *old, *new})
        if old.get(key) != new.get(key) or key not in old
    }


def mixed(there: Files, before: Files, after: Files) -> list[str]:
    """The stories that are neither the old nor the new one."""
    homes = {key.partition("/")[0] for key in documents({**before, **after}) if "/" in key} - {"vi"}
    sides = [
        {home: {key: data for key, data in files.items() if key.startswith(f"{home}/")} for home in homes}
        for files in (there, before, after)
    ]
    return [home for home in sorted(homes) if sides[0][home] not in (sides[1][home], sides[2][home])]
