"""The commands for users, tokens and links, as somebody types them."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storymap.accounts import Accounts, Role
from storymap.cli import main

LONG = "correct horse battery"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    story = tmp_path / "stories" / "my-story"
    story.mkdir(parents=True)
    (story / "story.yaml").write_text("title: Mine\n")
    return story.parent


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=stdin)


def add(library: Path, name: str = "Ana", *more: str) -> Result:
    return run("user", "add", name, library, "--password-stdin", *more, stdin=f"{LONG}\n")


def test_the_first_user_is_owner_of_everything(library: Path):
    result = add(library)
    assert (result.exit_code, result.output.startswith("Added Ana, owner of every story.")) == (0, True)
    assert Accounts(library).users.check("ana", LONG).roles == {"*": Role.OWNER}


def test_a_later_user_needs_a_role(library: Path):
    add(library)
    result = add(library, "Bình")
    assert result.exit_code == 2
    assert "--role" in result.output
    assert add(library, "Bình", "--role", "viewer", "--story", "my-story").exit_code == 0
    assert Accounts(library).users.find("bình").roles == {"my-story": Role.VIEWER}


@pytest.mark.parametrize(("name", "password", "words"), [
    ("Ana", "short", "at least 12"), ("\u200b", LONG, "name"), ("Ana", "ana", "at least 12"),
    ("Correct Horse Battery", LONG, "can't be the name"),
])
def test_a_refusal_says_why_and_adds_nobody(library: Path, name: str, password: str, words: str):
    result = run("user", "add", name, library, "--password-stdin", stdin=f"{password}\n")
    assert result.exit_code == 1
    assert words in result.output
    assert not Accounts(library).users.any()


def test_a_password_is_no_option(library: Path):
    result = run("user", "add", "Ana", library, "--password", LONG)
    assert result.exit_code == 2
    assert not Accounts(library).users.any()


def test_without_a_terminal_the_password_must_be_piped_in_openly(library: Path):
    result = run("user", "add", "Ana", library)
    assert result.exit_code == 1
    assert "--password-stdin" in result.output


@pytest.mark.parametrize(("second", "code"), [(LONG, 0), (LONG + "x", 1)])
def test_on_a_terminal_the_password_is_asked_for_twice_and_never_shown(library: Path, second: str, code: int):
    leader, terminal = pty.openpty()
    command = [sys.executable, "-m", "storymap", "user", "add", "Ana", str(library)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
                          env=os.environ | {"PYTHONPATH": str(root)}) as process:
        os.close(terminal)
        shown = b""
        for prompt, answer in ((b"Password: ", LONG), (b"The same again: ", second)):
            while not shown.endswith(prompt):
                shown += os.read(leader, 1)
            os.write(leader, f"{answer}\n".encode())
        assert process.wait(timeout=30) == code
    os.close(leader)
    assert LONG.encode() not in shown
    assert Accounts(library).users.any() == (code == 0)


def test_roles_passwords_and_removal(library: Path):
    add(library)
    assert run("user", "role", "ANA", "editor", library, "--story", "my-story").exit_code == 0
    assert run("user", "role", "ana", "none", library).output == "Ana: editor of my-story\n"
    listed = json.loads(run("user", "list", library, "--json").output)
    assert [(one["name"], one["roles"]) for one in listed] == [("Ana", {"my-story": "editor"})]
    assert "editor of my-story" in run("user", "list", library).output
    changed = run("user", "password", "ana", library, "--password-stdin", stdin=f"another {LONG}\n")
    assert changed.exit_code == 0
    assert Accounts(library).users.check("ana", LONG) is None
    assert json.loads(run("user", "remove", "ana", library, "--json").output)["users_left"] is False
    assert run("user", "remove", "ana", library).output == "Error: There is no user ana.\n"
    assert run("user", "password", "ana", library).exit_code == 1


def test_a_token_is_shown_once(library: Path):
    add(library)
    made = json.loads(run("token", "add", "ana", library, "--role", "viewer", "--json").output)
    assert made["token"].startswith("smt_")
    assert Accounts(library).tokens.find(made["token"]) == ("Ana", {"*": Role.VIEWER})
    listed = run("token", "list", library, "--json").output
    assert made["token"] not in listed
    assert [one["id"] for one in json.loads(listed)] == [made["id"]]
    assert made["id"] in run("token", "list", library).output
    assert run("token", "remove", made["id"], library).exit_code == 0
    assert Accounts(library).tokens.find(made["token"]) is None
    assert run("token", "remove", made["id"], library).exit_code == 1
    assert run("token", "add", "nobody", library).exit_code == 1


def test_a_link_is_made_for_a_story_and_revoked(library: Path):
    made = json.loads(run("link", "add", library / "my-story", "--role", "editor", "--days", "2",
                          "--public-url", "https://maps.example.org/x/", "--json").output)
    address, _, token = made["url"].rpartition("/")
    assert address == "https://maps.example.org/x/edit/link"
    assert Accounts(library).links.find(token).story == "my-story"
    assert json.loads(run("link", "list", library, "--json").output)[0]["id"] == made["id"]
    assert "my-story" in run("link", "list", library).output
    assert run("link", "remove", made["id"], library).exit_code == 0
    assert Accounts(library).links.find(token) is None
    assert run("link", "remove", made["id"], library).exit_code == 1


def test_a_link_needs_a_story(library: Path):
    result = run("link", "add", library / "gone")
    assert (result.exit_code, "There is no story" in result.output) == (1, True)


def test_a_folder_without_stories_gets_no_accounts(tmp_path: Path):
    result = run("user", "add", "Ana", tmp_path, "--password-stdin", stdin=LONG)
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_story_by_itself_shares_the_accounts_of_its_library(library: Path):
    add(library)
    assert Accounts(library / "my-story").users.find("Ana") is not None


def test_a_name_cannot_write_on_the_terminal(library: Path):
    assert "\a" not in run("user", "remove", "b\all", library).output
    assert "\a" not in run("token", "add", "b\all", library).output
    assert "\a" not in run("token", "remove", "b\all", library).output
