import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "ntfc" / "requirements.lock"
TESTS = ROOT / "tests" / "requirements.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def said(lock):
    """What the lock tells pip: its text without comments, each requirement on one line."""
    lines = [re.sub(r"(^|\s)#.*", "", line) for line in lock.read_text("utf-8").splitlines()]
    return "\n".join(lines).replace("\\\n", " ")


def pins(lock):
    for line in filter(None, (line.strip() for line in said(lock).splitlines())):
        requirement, *hashes = re.split(r"\s+--hash=", line)
        yield Requirement(requirement), hashes


def locked(lock):
    versions = {}
    for requirement, _ in pins(lock):
        (pin,) = requirement.specifier
        assert pin.operator == "=="
        versions.setdefault(canonicalize_name(requirement.name), set()).add(Version(pin.version))
    return versions


@pytest.mark.parametrize("lock", [RUNTIME, TESTS], ids=["runtime", "tests"])
def test_every_line_is_pinned_and_hashed(lock):
    found = list(pins(lock))
    assert found
    for requirement, hashes in found:
        assert hashes, f"{requirement} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), str(requirement)
        assert [pin.operator for pin in requirement.specifier] == ["=="], str(requirement)


@pytest.mark.parametrize("lock", [RUNTIME, TESTS], ids=["runtime", "tests"])
def test_only_the_index_of_the_machine_is_asked(lock):
    assert "://" not in lock.read_text(encoding="utf-8")
    text = said(lock)
    assert " @ " not in text
    options = set(re.findall(r"(?:^|\s)(--?[a-z][a-z-]*)", text))
    assert options == {"--hash"}, "an index, a link, a path or an editable got into the lock"
    assert not re.search(r"(?m)^[ \t]*[./~]", text), "a path of some machine got into the lock"


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (RUNTIME, PROJECT["dependencies"]),
        (TESTS, PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]),
    ],
    ids=["runtime", "tests"],
)
def test_what_the_project_asks_for_is_locked(lock, wanted):
    versions = locked(lock)
    for requirement in map(Requirement, wanted):
        pinned = versions.get(canonicalize_name(requirement.name), set())
        assert pinned, f"{requirement} is not in {lock.name}: see docs/releasing.md"
        for version in pinned:
            assert requirement.specifier.contains(version), f"{requirement} but locked {version}"


def test_the_suite_runs_against_what_sites_run():
    tests = locked(TESTS)
    assert {name: tests.get(name) for name in locked(RUNTIME)} == locked(RUNTIME)
