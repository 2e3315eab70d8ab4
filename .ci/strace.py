"""Installs strace where that is possible: with it, tests let each system call of a save fail."""

import os
import shutil
import subprocess
import sys


def main() -> int:
    """Return 0 always: without strace those tests say that they were skipped."""
    if shutil.which("strace") or shutil.which("apt-get") is None or os.geteuid() != 0:
        return 0
    sys.stdout.write("Installing Debian's strace for the tests of failing disks …\n")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "strace"]):
        subprocess.run(["apt-get", *command], env=quiet, check=False, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
