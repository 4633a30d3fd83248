"""With NTFC_REQUIRE nothing is left out, neither by a mark nor in the middle nor as a whole file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SKIPPING = {
    "by a mark": '@pytest.mark.skip(reason="no time")\ndef test_tide():\n    pass\n',
    "by a condition": '@pytest.mark.skipif(True, reason="no time")\ndef test_tide():\n    pass\n',
    "in the middle": 'def test_tide():\n    pytest.skip("no time")\n',
    "while it is prepared": "@pytest.fixture\ndef sea():\n    pytest.skip('no time')\n\n\n"
    "def test_tide(sea):\n    pass\n",
    "as a whole file": 'pytest.skip("no time", allow_module_level=True)\n',
    "for want of a module": 'pytest.importorskip("tide_tables")\n',
}
EXPECTED_TO_FAIL = "@pytest.mark.xfail(strict=True)\ndef test_tide():\n    raise ValueError\n"


@pytest.fixture
def run(tmp_path):
    """Return a function that runs a file of tests and gives back how it ended and what it said."""

    def run(source, *words, **environment):
        (tmp_path / "test_sea.py").write_text(f"import pytest\n\n\n{source}")
        bare = {name: value for name, value in os.environ.items() if name != "NTFC_REQUIRE"}
        told = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "tests.strict", *words, "test_sea.py"],
            cwd=tmp_path,
            env={**bare, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return told.returncode, told.stdout

    return run


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING)
def test_a_skip_fails_and_is_named(run, source):
    code, said = run(source, NTFC_REQUIRE="browser,postgresql")
    assert code not in (0, 5), said
    assert "test_sea.py" in said
    assert "NTFC_REQUIRE lets nothing be skipped" in said


def test_it_fails_in_parallel_too(run):
    code, said = run(SKIPPING["in the middle"], "-n", "2", NTFC_REQUIRE="browser")
    assert code == 1, said
    assert "test_sea.py::test_tide was skipped" in said


@pytest.mark.parametrize("environment", [{}, {"NTFC_REQUIRE": ""}], ids=["unset", "empty"])
def test_elsewhere_a_skip_is_a_skip(run, environment):
    code, said = run(SKIPPING["by a mark"], **environment)
    assert (code, "1 skipped" in said) == (0, True), said


def test_a_failure_that_is_expected_is_no_skip(run):
    code, said = run(EXPECTED_TO_FAIL, NTFC_REQUIRE="browser")
    assert (code, "1 xfailed" in said) == (0, True), said
