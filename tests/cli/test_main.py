import subprocess
import sys
from collections.abc import Iterator

import click
from click.testing import CliRunner

from storymap.cli import main


def test_help_names_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert all(f"  {name} " in result.output for name in ("new", "check", "serve"))


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def test_every_command_can_print_json() -> None:
    commands = dict(_commands(main))
    assert {"build", "publish", "serve", "user add"} <= commands.keys()
    options = {name: {word for each in one.params for word in each.opts} for name, one in commands.items()}
    assert [name for name, words in options.items() if "--json" not in words] == []


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom storymap.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "print(sorted({'geopandas', 'folium', 'flask', 'pandas', 'shapely', 'granian', 'ruamel.yaml'}"
        " & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_the_module_is_the_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "storymap", "--version"], capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("storymap, version ")


def test_an_unknown_command_is_an_error_without_a_traceback() -> None:
    result = CliRunner().invoke(main, ["chek"])
    assert result.exit_code == 2
    assert "No such command" in result.output
