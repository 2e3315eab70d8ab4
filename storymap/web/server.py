"""The production server: checks first what could stop it, says where it is, and ends cleanly on a signal."""

import errno
import json
import os
import shlex
import socket
from dataclasses import replace
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from storymap.accounts import Accounts
from storymap.problems import StorymapError
from storymap.settings import Settings
from storymap.web.library import Library
from storymap.web.loopback import is_loopback

_THREADS = 4


class ServerProblem(StorymapError):
    """The server can't start; the text says why and what to do."""


def serve(settings: Settings, *, as_json: bool = False) -> None:
    """Serve the story library until SIGINT or SIGTERM; running answers are finished first.

    Port 0 takes any free port. Prints the address and the stories, one line each, or all as one line of JSON.

    Raises
    ------
    ServerProblem
        When the library is not there, the address can't be listened on, or strangers could edit.
    AccountsProblem
        When the accounts are there, but can't be read.
    """
    library = Library(settings.library)
    if not library.folder.is_dir():
        raise ServerProblem(f"There is no folder {library.folder}. "
                            "Give a story folder, or a folder of stories.")
    refuse_strangers(settings, library)
    settings = replace(settings, library=library.folder, port=free_port(settings.host, settings.port))
    os.environ.update(settings.as_environment())  # worker processes read their settings there
    said = [json.dumps(whereabouts(settings, library), ensure_ascii=False)] if as_json else None
    print(*(said or announcement(settings, library)), sep="\n", flush=True)
    Granian("storymap.web.wsgi:application", address=settings.host, port=settings.port,
            interface=Interfaces.WSGI, workers=settings.workers, blocking_threads=_THREADS,
            http=HTTPModes.auto, websockets=False, log_level=LogLevels.warning,
            respawn_failed_workers=True, workers_kill_timeout=10).serve()


def refuse_strangers(settings: Settings, library: Library) -> None:
    """Refuse to start where other machines could reach an editor that asks nobody who they are.

    Raises
    ------
    ServerProblem
        The address is not this machine's own, there are no accounts, and the server isn't read-only.
    AccountsProblem
        The accounts are there, but can't be read.
    """
    has_users = settings.read_only or Accounts(library.folder).users.any()
    if not has_users and not is_loopback(settings.host):
        folder = shlex.quote(str(library.folder))
        raise ServerProblem(
            f"Other machines can reach {settings.host}, and nobody has an account yet. Make one, so that the "
            f"editor can ask who somebody is:\n  storymap user add NAME {folder}\n"
            f"or serve the reader's pages alone:\n"
            f"  storymap serve {folder} --host {settings.host} --read-only")


def free_port(host: str, port: int) -> int:
    """Return the port after a trial to listen on it; port 0 becomes a free one.

    Raises
    ------
    ServerProblem
        When the port is taken, needs rights, or the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise ServerProblem(_why(error, host, port)) from None
        return int(trial.getsockname()[1])


def _why(error: Exception, host: str, port: int) -> str:
    """Return in words why the address can't be used, and what to do."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return (f"Port {port} is taken by another program. Stop that one, or choose another port: "
                f"storymap serve --port {port + 1 if port < 65535 else 8000}")
    if number == errno.EACCES:
        return f"Port {port} needs rights that this program doesn't have. Choose one above 1023: --port 8000"
    if isinstance(error, OverflowError):
        return f"There is no port {port}. Choose one from 1 to 65535."
    return f"{host} is not an address of this machine ({error}). Use 127.0.0.1, or 0.0.0.0 for all of them."


def whereabouts(settings: Settings, library: Library) -> dict[str, Any]:
    """Return what a program that starts the server wants to know: its address, and those of the stories."""
    root = _root(settings)
    stories = [{"story": one.slug, "url": f"{root}{one.slug}/"} for one in library.stories()]
    return {"url": root, "read_only": settings.read_only, "stories": stories}


def _root(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else host
    return f"http://{shown}:{settings.port}/"


def announcement(settings: Settings, library: Library) -> list[str]:
    """Return the lines that the server prints: its address, the stories, and who can reach it."""
    root = _root(settings)
    stories = library.stories()
    width = max((len(story.slug) for story in stories), default=0)
    lines = [f"Stories at {root}  (Ctrl-C stops the server)"]
    lines += [f"  {root}{story.slug + '/':<{width + 1}}  {story.story.title.get(story.story.languages[0])}"
              for story in stories]
    if not stories:
        lines.append(f"  There are no stories in {library.folder} yet. "
                     f"To begin one: storymap new {library.folder / 'my-story'}, or {root}edit/")
    if not is_loopback(settings.host):
        lines.append("  Other machines can read these pages, since the address is not 127.0.0.1.")
    lines.append(f"  {_who_can_edit(settings, library, root)}")
    return lines


def _who_can_edit(settings: Settings, library: Library, root: str) -> str:
    """Return the line that says who can change the stories, and where."""
    if settings.read_only:
        return "Nobody can change them from here (read-only)."
    if Accounts(library.folder).users.any():
        return f"Who has an account can change them at {root}edit/"
    if settings.public_url:
        return "Nobody can change them, since nobody has an account yet: storymap user add"
    return f"You can change them at {root}edit/ , on this machine alone."
