"""Prints pages with a Chromium that is on this machine, where there is one."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from storymap.model.when import Day
from storymap.problems import StorymapError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
         "chromium-headless-shell")  # fmt: skip
_PATIENCE = 180
_ENDING = 2.0
_NODE = re.compile(rb"\(node\d{8}\)")
_MOMENT = re.compile(rb"(/(?:CreationDate|ModDate)) \(D:\d{14}[+-]\d\d'\d\d'\)")


class NoBrowser(StorymapError):
    """There is no Chromium, or it could not print."""


def find_chromium() -> str:
    """Return the path of a Chromium: the one that `STORYMAP_CHROMIUM` names, or one with a known name.

    Raises
    ------
    NoBrowser
        There is none; the text says what to do.
    """
    named = os.environ.get("STORYMAP_CHROMIUM")
    for name in [named] if named else NAMES:
        if found := shutil.which(name):
            return found
    raise NoBrowser(
        f"{named} is no program (STORYMAP_CHROMIUM)." if named else
        "A PDF is printed by Chromium or Chrome, and there is none here. Install one (on Debian and Ubuntu: "
        "apt-get install chromium), or name it: STORYMAP_CHROMIUM=/path/to/chromium. Any browser can also "
        "print the story's page."
    )  # fmt: skip


def print_pdf(html: str, target: Path, dated: Day | None = None, *, bookmarks: bool = True) -> None:
    """Print a page that needs nothing from outside as a PDF; a file that is there is replaced as a whole.

    The PDF says that it is of the day `dated`, or of none, and not of this moment: the same page gives the
    same bytes. Its bookmarks are the headings.

    Raises
    ------
    NoBrowser
        There is no Chromium, or it did not print.
    OSError
        The file can't be written.
    """
    program = find_chromium()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="storymap-") as folder:
        page, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, "utf-8")
        command = [program, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--no-first-run",
                   "--disable-background-networking", f"--user-data-dir={folder}/profile",
                   f"--print-to-pdf={made}", page.as_uri()]  # fmt: skip
        if bookmarks:
            command.insert(1, "--generate-pdf-document-outline")  # older ones pass over what they don't know
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses to run as root otherwise
        said = _run(command).decode(errors="replace").strip().splitlines()
        if not made.is_file():
            raise NoBrowser(f"{program} did not print: {said[-1] if said else 'it said nothing'}")
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(settled(made.read_bytes(), dated))
        part.replace(target)


def settled(pdf: bytes, day: Day | None) -> bytes:
    """Return a PDF of Chromium's without what is of this run: its moments and the numbers of its nodes.

    The moments become the day, or go out; the nodes are counted from 1 in their order. All else stays in
    its place.
    """
    if day and not 0 < day[0] < 10_000:
        day = None  # the year of a PDF's date has four digits and no sign
    written = b"%04d%02d%02d000000+00'00'" % day if day else b""
    numbers = {name: number for number, name in enumerate(sorted(set(_NODE.findall(pdf))), 1)}

    def moment(found: re.Match[bytes]) -> bytes:
        return (b"%b (D:%b)" % (found[1], written) if day else b"").ljust(len(found[0]))

    return _NODE.sub(lambda found: b"(node%08d)" % numbers[found[0]], _MOMENT.sub(moment, pdf))


def _run(command: list[str]) -> bytes:
    """Run Chromium and return what it said; none of its processes is left, however this ends."""
    # In a session of its own it does not hear Ctrl+C: we end it, so that it ends before its folder goes.
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as browser:
        try:
            return browser.communicate(timeout=_PATIENCE)[1]
        except subprocess.TimeoutExpired:
            raise NoBrowser(f"{command[0]} did not print within {_PATIENCE} seconds. Try again.") from None
        finally:
            _end(browser)


def _end(browser: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a browser, and wait until it has gone: it writes to its folder to the last."""
    if not hasattr(os, "killpg"):
        browser.kill()
        browser.communicate()
        return
    end = time.monotonic() + _ENDING
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left of the group
        while time.monotonic() < end:
            os.killpg(browser.pid, signal.SIGKILL)
            browser.poll()
            time.sleep(0.02)
