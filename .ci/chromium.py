"""Finds a Chromium for the browser tests, or installs one: as root Debian's, else Playwright's own."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")
"""As in tests/conftest.py."""


def system_chromium() -> str | None:
    """Return the Chromium that is there: STORYMAP_CHROMIUM, or the first known name."""
    return os.environ.get("STORYMAP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def install_debian_package(package: str) -> bool:
    """Install a package of Debian's where that is possible; say whether it worked."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    sys.stdout.write(f"Installing Debian's {package} for the browser tests …\n")
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package, "fonts-dejavu-core"],
    )
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return all(
        subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode == 0
        for command in commands
    )


def main() -> int:
    """Return 0 when the browser tests have a browser."""
    if system_chromium() or any(install_debian_package(name) and system_chromium() for name in NAMES[:2]):
        return 0
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if done.returncode != 0:
        sys.stdout.write(
            "No Chromium could be installed; the browser tests will fail. Install one, or name it:"
            " STORYMAP_CHROMIUM=/path/to/chromium make test\n"
        )
    return 0  # the rest is worth testing all the same, and the browser tests say what is missing


if __name__ == "__main__":
    sys.exit(main())
