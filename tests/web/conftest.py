"""A small library of stories, good and broken, and the application that serves it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storymap.accounts import Accounts, Role
from storymap.settings import Settings
from storymap.web import create_app

STORIES = Path(__file__).resolve().parent.parent / "stories"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    for name in ("two-places", "pacific-crossing", "canaries", "empty"):
        shutil.copytree(STORIES / name, folder / name)
    return folder


@pytest.fixture
def app(library: Path) -> Flask:
    return create_app(Settings(library=library))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


PASSWORD = "correct horse battery"


@pytest.fixture
def signed_in(app: Flask, library: Path) -> Callable[[str, dict[str, Role]], FlaskClient]:
    """Make an account with roles, and return a browser in which its person has signed in."""

    def sign_in(name: str, roles: dict[str, Role]) -> FlaskClient:
        Accounts(library).users.add(name, PASSWORD, roles)
        client = app.test_client()
        assert client.post("/edit/login", data={"name": name, "password": PASSWORD}).status_code == 303
        return client

    return sign_in
