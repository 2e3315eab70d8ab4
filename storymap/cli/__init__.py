"""The command `storymap`: one file per command, each loaded when it is asked for."""

import os
from importlib import import_module

import click

from storymap import __version__

_COMMANDS = {
    "new": "storymap.cli.new",
    "check": "storymap.cli.check",
    "serve": "storymap.cli.serve",
    "place": "storymap.cli.place",
    "add": "storymap.cli.add",
    "geocode": "storymap.cli.geocode",
    "import-table": "storymap.cli.import_table",
    "resolve": "storymap.cli.resolve",
    "tiles": "storymap.cli.tiles",
    "image": "storymap.cli.image",
    "build": "storymap.cli.build",
    "publish": "storymap.cli.publish",
    "history": "storymap.cli.history",
    "restore": "storymap.cli.restore",
    "bundle": "storymap.cli.bundle",
    "open": "storymap.cli.open",
    "backup": "storymap.cli.backup",
    "verify": "storymap.cli.verify",
    "user": "storymap.cli.user",
    "token": "storymap.cli.token",
    "link": "storymap.cli.link",
    "bench": "storymap.cli.bench",
}
"""Each command's module, which holds the command under the same name, `_` for `-`."""


class _Commands(click.Group):
    """A group whose commands' modules are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names in the order in which people need them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, None when there is no such one."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name]), cmd_name.replace("-", "_"))
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="storymap")
@click.pass_context
def main(context: click.Context) -> None:
    """Make map stories from folders of plain files."""
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
