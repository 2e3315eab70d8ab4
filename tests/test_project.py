"""The project's own promises: two commands set everything up, and lock files name no registry."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = (ROOT / ".ci" / "constraints.txt").read_text()
PACKAGE_LOCK = ROOT / "storymap" / "browser" / "package-lock.json"
ADDRESS = re.compile(r"https?://|file:|git\+|--(extra-)?index-url|--find-links", re.IGNORECASE)


def requirement_name(entry: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", entry)[0].lower().replace(".", "-").replace("_", "-")


def imported_packages() -> Iterator[str]:
    """The top-level names of all absolute imports in the package, the build hook aside."""
    for path in (ROOT / "storymap").rglob("*.py"):
        if "browser" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def pinned() -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+)==", CONSTRAINTS, re.MULTILINE))


def test_the_python_lock_file_names_no_address():
    assert not ADDRESS.search(CONSTRAINTS)


def test_every_pinned_requirement_has_hashes():
    entries = re.split(r"^(?=[a-z0-9])", CONSTRAINTS, flags=re.MULTILINE)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_every_declared_requirement_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    declared += [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    names = {requirement_name(entry) for entry in declared}
    assert names - pinned() == set()


def test_every_package_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    optional = [name for extra in project["optional-dependencies"].values() for name in extra]
    declared = {requirement_name(entry) for entry in [*project["dependencies"], *optional]}
    known = {*sys.stdlib_module_names, "storymap", "_typeshed"}  # type checkers bring `_typeshed` themselves
    foreign = set(imported_packages()) - known
    providers = packages_distributions()
    unknown = {
        name
        for name in foreign
        if not declared & {requirement_name(provider) for provider in providers.get(name, [name])}
    }
    assert unknown == set()


def test_the_browser_lock_file_names_no_address():
    packages = json.loads(PACKAGE_LOCK.read_text())["packages"]
    assert not ADDRESS.search(PACKAGE_LOCK.read_text())
    assert not any("resolved" in package for package in packages.values())
    assert all("integrity" in package for path, package in packages.items() if path)


def test_the_browser_packages_are_pinned_to_one_version():
    package = json.loads((PACKAGE_LOCK.parent / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_the_readme_opens_with_the_two_commands():
    block = re.search(r"```(?:sh|bash|console)\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert block is not None
    assert re.findall(r"^make (\w+)", block.group(1), re.MULTILINE) == ["run", "test"]


def test_every_make_command_in_the_documents_is_a_target_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = {
        name
        for page in documents
        for name in re.findall(r"^(?:`|\| `)?make (\w+)", page.read_text(), re.MULTILINE)
    }
    assert {"run", "test"} <= named <= targets


def test_ci_runs_make_test_and_nothing_else():
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    assert lines == ["set -eu", 'cd "$(dirname "$0")/.."', "make test"]


def test_what_the_build_makes_is_not_in_git():
    listed = subprocess.run(
        ["git", "ls-files", "--", "storymap/static", "*node_modules*", "*.pyc"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout == ""
