"""The production server: checks first what could stop it, says where it is, and ends cleanly on a signal."""

import errno
import os
import socket
from dataclasses import replace
from ipaddress import ip_address

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from storymap.problems import StorymapError
from storymap.settings import Settings
from storymap.web.library import Library

_THREADS = 4


class ServerProblem(StorymapError):
    """The server can't start; the text says why and what to do."""


def serve(settings: Settings) -> None:
    """Serve the story library until SIGINT or SIGTERM; running answers are finished first.

    Port 0 takes any free port. Prints the address and the stories, one line each.

    Raises
    ------
    ServerProblem
        When the library is not there, or the address can't be listened on.
    """
    library = Library(settings.library)
    if not library.folder.is_dir():
        raise ServerProblem(f"There is no folder {library.folder}. "
                            "Give a story folder, or a folder of stories.")
    settings = replace(settings, library=library.folder, port=free_port(settings.host, settings.port))
    os.environ.update(settings.as_environment())  # worker processes read their settings there
    print(*announcement(settings, library), sep="\n", flush=True)
    Granian("storymap.web.wsgi:application", address=settings.host, port=settings.port,
            interface=Interfaces.WSGI, workers=settings.workers, blocking_threads=_THREADS,
            http=HTTPModes.auto, websockets=False, log_level=LogLevels.warning,
            respawn_failed_workers=True, workers_kill_timeout=10).serve()


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


def announcement(settings: Settings, library: Library) -> list[str]:
    """Return the lines that the server prints: its address, the stories, and who can reach it."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else host
    root = f"http://{shown}:{settings.port}/"
    stories = library.stories()
    width = max((len(story.slug) for story in stories), default=0)
    lines = [f"Stories at {root}  (Ctrl-C stops the server)"]
    lines += [f"  {root}{story.slug + '/':<{width + 1}}  {story.story.title.get(story.story.languages[0])}"
              for story in stories]
    if not stories:
        lines.append(f"  There are no stories in {library.folder} yet. "
                     f"To begin one: storymap new {library.folder}/my-story")
    if not _loopback(settings.host):
        lines.append("  Other machines can read these pages, since the address is not 127.0.0.1. "
                     "Nobody can change them.")
    return lines


def _loopback(host: str) -> bool:
    """Whether only programs on this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
