import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storymap.storage import load

STORIES = Path(__file__).parent.parent / "stories"
FILES = [
    "story.yaml",
    "sites.csv",
    "events.csv",
    "sources.csv",
    "sites.geojson",
    "chapters/suva.md",
    "chapters/suva.ar.md",
    "layers/date-line.geojson",
]
BITS = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            b"\n",
            b'"',
            b",",
            b";",
            b"\0",
            b"\xff",
            b"{",
            b"[",
            b"]",
            b"}",
            b": ",
            b"- ",
            b"&a *a",
            b"---\n",
            b"!!x ",
            b"\\UFFFFFFFF",
            b"\\ud800",
            b"1e999",
            b"\xe2\x80\xa8",
            b"|",
            b">",
            b"%YAML 9",
            b"null",
            b"? ",
        ]
    ),
)


@st.composite
def _broken(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of a story, with a few pieces of it cut out or put in."""
    name = draw(st.sampled_from(FILES))
    data = (STORIES / "pacific-crossing" / name).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 9, 99])))
        data = data[:start] + draw(BITS) + data[end:]
    return name, data


def _load_with(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "story"
        shutil.copytree(STORIES / "pacific-crossing", folder)
        (folder / name).write_bytes(data)
        loaded = load(folder)
    assert all(problem.message and str(problem).encode() for problem in loaded.problems)
    assert repr(loaded.story).encode()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(_broken())
def test_a_story_with_a_damaged_file_is_loaded(broken: tuple[str, bytes]) -> None:
    _load_with(*broken)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_a_story_with_any_bytes_in_a_file_is_loaded(name: str, data: bytes) -> None:
    _load_with(name, data)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(FILES), st.text(alphabet="[]{}&*!|>%@`\"'#,:?- \n\tab1~\\", max_size=60))
def test_a_story_with_any_signs_in_a_file_is_loaded(name: str, text: str) -> None:
    _load_with(name, text.encode())


@pytest.mark.parametrize(
    "data", [b"[" * 5000, b"- " * 5000, b"a: {" * 3000, b'a: "\\UFFFFFFFF"', b"a: &a [*a]", b"? [a]\n: b"]
)
def test_strange_yaml_is_a_problem_not_a_crash(data: bytes) -> None:
    _load_with("story.yaml", data)
