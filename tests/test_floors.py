"""The order in which packages may import each other, and the other house rules that a program can check."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "storymap"
BROWSER = PACKAGE / "browser"

FLOORS = (
    ("words", "problems", "paths", "settings", "packing"),
    ("languages",),
    ("model",),
    ("storage", "tables", "gazetteer", "formats", "tiles", "accounts"),
    ("document",),
    ("render", "publish"),
    ("web", "cli", "__main__"),
)
FLOOR = {name: level for level, names in enumerate(FLOORS) for name in names}

# The model holds values: it neither reads nor writes, and needs no table, server or map library.
NOT_IN_THE_MODEL = {
    "branca",
    "csv",
    "fiona",
    "flask",
    "folium",
    "geopandas",
    "http",
    "io",
    "jinja2",
    "numpy",
    "os",
    "pandas",
    "pathlib",
    "pyogrio",
    "requests",
    "ruamel",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "urllib",
    "werkzeug",
}
HEAVY = {"geopandas", "folium", "flask", "pandas"}
NAMELESS = {"util", "utils", "helper", "helpers", "common", "core", "manager", "managers", "misc"}
MAX_FILE, MAX_FUNCTION = 400, 60

# What is banned -> the files that may use it, each with a reason in its docstring.
BANNED = {
    r"\bTemplate\(": "storymap/render/folium",
    r"\|\s*safe\b": "",
    r"\bMarkup\(": "",
    r"innerHTML": "",
    r"bindPopup\(": "",
    r"except Exception": "",
    r"console\.log": "",
}

PYTHON_FILES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)
TYPESCRIPT_FILES = sorted(
    path
    for pattern in ("*.ts", "*.tsx")
    for path in BROWSER.rglob(pattern)
    if "node_modules" not in path.parts
)
WRITTEN_FILES = [
    *PYTHON_FILES,
    *TYPESCRIPT_FILES,
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted((ROOT / "geodata").rglob("*.py")),
    *sorted((ROOT / "tests").rglob("*.py")),
]


def shown(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"


def dotted(path: Path) -> list[str]:
    """The package that relative imports in `path` start from."""
    return list(path.relative_to(ROOT).with_suffix("").parts[:-1])


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of a file, at the top or in a function: its line and its absolute name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = dotted(path)
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def own_imports(path: Path) -> Iterator[tuple[int, str]]:
    """The imports of other parts of the package: the line and the part's name (`model`, `storage`, …)."""
    for line, name in imports(path):
        if name.startswith("storymap.") and name != "storymap.__version__":
            yield line, name.split(".")[1]


def part(path: Path) -> str:
    """The part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def floored() -> list[Path]:
    """The files that stand on a floor: all but the lazy front door and the build hook."""
    return [path for path in PYTHON_FILES if path != PACKAGE / "__init__.py" and BROWSER not in path.parents]


def test_every_part_of_the_package_has_a_floor():
    assert {part(path) for path in floored()} - set(FLOOR) == set()


def test_nothing_imports_from_a_floor_above():
    wrong = [
        f"{shown(path, line)} imports {name}"
        for path in floored()
        for line, name in own_imports(path)
        if FLOOR.get(name, len(FLOORS)) > FLOOR[part(path)]
    ]
    assert wrong == []


def test_neighbours_on_a_floor_do_not_import_each_other_in_a_circle():
    edges = {
        (part(path), name)
        for path in floored()
        for _, name in own_imports(path)
        if name != part(path) and FLOOR.get(name) == FLOOR[part(path)]
    }
    reach = set(edges)
    while longer := {(a, d) for a, b in reach for c, d in edges if b == c} - reach:
        reach |= longer
    assert {(a, b) for a, b in reach if a == b} == set()


def test_the_model_does_no_reading_or_writing():
    model = [path for path in floored() if part(path) == "model"]
    wrong = [
        f"{shown(path, line)} imports {name}"
        for path in model
        for line, name in imports(path)
        if name.split(".")[0] in NOT_IN_THE_MODEL
    ]
    wrong += [
        f"{shown(path, node.lineno)} opens a file"
        for path in model
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "program",
    [
        "import storymap",
        "import sys; from storymap.cli import main; sys.argv = ['storymap', '--help']; main()",
    ],
    ids=["import", "help"],
)
def test_the_front_door_loads_nothing_heavy(program: str):
    """`-X importtime` names every module that a run of Python loads."""
    command = [sys.executable, "-X", "importtime", "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "storymap" in loaded
    assert loaded & HEAVY == set()


def test_no_file_is_longer_than_400_lines():
    lengths = {shown(path): len(path.read_text().splitlines()) for path in WRITTEN_FILES}
    assert {name: length for name, length in lengths.items() if length > MAX_FILE} == {}


def test_no_function_is_longer_than_60_lines():
    long = [
        f"{shown(path, start)}: {end - start + 1} lines"
        for path, start, end in functions()
        if end - start >= MAX_FUNCTION
    ]
    assert long == []


def functions() -> Iterator[tuple[Path, int, int]]:
    """Every function of the Python and TypeScript sources: its file, first and last line."""
    for path in PYTHON_FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node.lineno, node.end_lineno or node.lineno
    kinds = {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
    }
    for path in TYPESCRIPT_FILES:
        for found in nodes(path, kinds):
            yield path, found.start_point.row + 1, found.end_point.row + 1


def nodes(path: Path, kinds: set[str]) -> Iterator[Node]:
    """The nodes of these kinds in a TypeScript file."""
    of = tree_sitter_typescript
    grammar = of.language_tsx() if path.suffix == ".tsx" else of.language_typescript()
    waiting = [Parser(Language(grammar)).parse(path.read_bytes()).root_node]
    while waiting:
        node = waiting.pop()
        if node.type in kinds:
            yield node
        waiting.extend(node.children)


def test_modules_are_named_after_what_they_hold():
    assert [shown(path) for path in WRITTEN_FILES if path.stem.strip("_").lower() in NAMELESS] == []
    assert [shown(path) for path in WRITTEN_FILES if NAMELESS & set(path.relative_to(ROOT).parts[:-1])] == []


@pytest.mark.parametrize(("pattern", "allowed"), BANNED.items(), ids=list(BANNED))
def test_what_is_banned_does_not_appear(pattern: str, allowed: str):
    files = [
        path
        for path in WRITTEN_FILES
        if path.is_relative_to(PACKAGE) or path.is_relative_to(ROOT / "templates")
    ]
    found = [
        shown(path, number)
        for path in files
        if not (allowed and shown(path).startswith(allowed))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


def browser_imports() -> list[tuple[str, str]]:
    """Every import of the browser code: the file, relative to browser/, and the module's name."""
    found = []
    for path in (path for path in TYPESCRIPT_FILES if not path.name.endswith(".d.ts")):
        for node in nodes(path, {"import_statement", "export_statement", "call_expression"}):
            called = node.type == "call_expression"
            if called and (node.child_by_field_name("function") or node).type != "import":
                continue
            literal = re.search(rb"""['"]([^'"]+)['"]\)?;?\s*$""", node.text or b"") if called else None
            source = node.child_by_field_name("source")
            text = literal.group(1) if literal else (source.text or b"").strip(b"'\"") if source else None
            if text:
                found.append((path.relative_to(BROWSER).as_posix(), text.decode()))
    return found


def test_one_module_of_the_player_of_the_editor_and_of_foreign_layers_know_leaflet():
    """Readers never load what the editor's map needs: dragging marks, vectors, drawing.

    A picture in the map's place needs flat coordinates, and the player lends it its map.
    """
    users = {
        path for path, module in browser_imports() if module == "leaflet" or module.startswith("leaflet/")
    }
    picture = "player/layers/close_up.ts"
    assert users <= {"player/map.ts", picture, "editor/places/map.ts", "foreign/leaflet.ts"}


def test_only_the_basemap_knows_protomaps():
    users = {
        path for path, module in browser_imports() if module.startswith(("protomaps-leaflet", "@protomaps/"))
    }
    assert all(path.startswith("player/basemap/") for path in users)


def test_browser_modules_name_their_own_files_with_the_ending():
    """Node's type stripping, which runs the browser tests, looks for exactly the file that is named."""
    endings = (".ts", ".tsx", ".json", ".css")
    assert [
        (path, module)
        for path, module in browser_imports()
        if module.startswith(".") and not module.endswith(endings)
    ] == []
