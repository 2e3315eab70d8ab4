"""A small library of stories, good and broken, and the application that serves it."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
