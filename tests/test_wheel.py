"""The wheel stands alone: packed from an sdist, installed in a fresh environment, it serves a page."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BROWSER = Path("storymap") / "browser"

ASK = """
import json, sys
from pathlib import Path
import storymap
from storymap.paths import geodata_dir, shipped_stories_dir, static_dir, templates_dir
from storymap.settings import Settings
from storymap.web import create_app

package = Path(storymap.__file__).parent
assert package.is_relative_to(sys.prefix), package
for folder in (geodata_dir(), templates_dir(), static_dir()):
    assert folder.is_relative_to(package) and folder.is_dir(), folder

reader = create_app(Settings(library=shipped_stories_dir())).test_client()
answers = {}
for address in ("/", *(f"/{story.name}/" for story in shipped_stories_dir().iterdir() if story.is_dir())):
    answer = reader.get(address)
    answers[address] = [answer.status_code, answer.content_type]
print(json.dumps(answers))
"""


def run(*command: object, cwd: Path) -> str:
    """Run a program without this checkout on its path; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the unpacked sdist with the npm packages that the checkout already has."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = next(folder.iterdir())
    (source / BROWSER / "node_modules").symlink_to(ROOT / BROWSER / "node_modules")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; other packages come from the one that runs the tests.

    A .pth line lends only the folder, so the editable install in there is not seen.
    """
    folder = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    packages = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_sdist_holds_all_that_the_build_needs_and_nothing_that_it_makes(sdist: Path):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"build.mjs", "hatch_build.py", "package.json", "package-lock.json", "tsconfig.json"}
    assert {f"storymap/browser/{name}" for name in needed} <= names
    assert not [name for name in names if "node_modules" in name or name.startswith("storymap/static/")]


def test_the_wheel_holds_pages_data_and_bundles_and_no_sources_of_the_browser_code(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("storymap/static/manifest.json", "storymap/templates/", "storymap/geodata/stories/"):
        assert any(name.startswith(needed) for name in names), needed
    assert not [name for name in names if name.startswith("storymap/browser/") or "node_modules" in name]
    assert not [name for name in names if "/geodata/build" in name]
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"storymap"}


def test_a_fresh_install_serves_the_library_and_every_shipped_story(environment: Path):
    answers = run(environment / "bin" / "python", "-c", ASK, cwd=environment)
    assert '"/"' in answers
    assert answers.count("[200, ") == answers.count('"/')


def test_a_fresh_install_has_the_command(environment: Path):
    assert "serve" in run(environment / "bin" / "storymap", "--help", cwd=environment)
