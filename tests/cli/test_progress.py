"""A bar stands where a person waits, and nowhere else."""

import io
import time
from types import SimpleNamespace

import pytest

from storymap.cli import progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = Screen()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=made))  # pytest takes sys.stderr back
    monkeypatch.setattr(progress, "_PATIENCE", 0.05)
    return made


def test_one_long_step_shows_a_bar_before_it_is_done(screen: Screen):
    with progress.bar(2, "Printing"):
        time.sleep(0.1)
        assert "Printing" in screen.getvalue()


def test_many_quick_steps_show_none(screen: Screen):
    with progress.bar(100, "Packing") as shown:
        for _ in range(100):
            shown.update(1)
    time.sleep(0.1)
    assert screen.getvalue() == ""


def test_a_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch, screen: Screen):
    monkeypatch.setattr(screen, "isatty", lambda: False)
    with progress.bar(2, "Printing") as shown:
        time.sleep(0.1)
        shown.update(1)
    assert screen.getvalue() == ""
