"""The rules that keep the house as it is. Each failure names the line and what to do about it."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "ntfc").rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in CODE}
FEATURES = sorted(path.parent.name for path in (ROOT / "ntfc").glob("*/hooks*"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
PRIVATE = {"views", "forms", "hooks"}
ROOMS = {"__init__", "models", "rules", "queries", "service", "forms", "views", "hooks"}
# Libraries that are heavy and seldom needed, and the commands that load the application at need:
# a site comes up at once (tests/test_start.py). The order of imports holds for these too.
LATE = {"alembic", "holidays", "openpyxl", "sqlalchemy", "typst"}
LATE_HOUSE = {
    "ntfc/cli.py",
    "ntfc/demo/place.py",
    "ntfc/instance.py",
    "ntfc/minutes/views/printing.py",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name_of(path):
    return str(path.relative_to(ROOT))


def test_imports_point_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_file_and_no_function_is_too_long(path):
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGEST_FILE, f"{lines} lines: split it by what people do"
    for node in ast.walk(TREES[path]):
        if isinstance(node, FUNCTIONS):
            long = node.end_lineno - node.lineno + 1
            assert long <= LONGEST_FUNCTION, f"{node.name} has {long} lines"


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_imports_stand_at_the_top(path):
    for function in ast.walk(TREES[path]):
        if isinstance(function, FUNCTIONS):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    assert may_be_late(path, node), (
                        f"line {node.lineno}: news travels upward by hook, not by a hidden import"
                    )


def may_be_late(path, node):
    names = [node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
    return name_of(path) in LATE_HOUSE or {name.partition(".")[0] for name in names} <= LATE


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_views_forms_and_hooks_belong_to_their_feature(path):
    home = path.relative_to(ROOT / "ntfc").parts[0]
    for node in ast.walk(TREES[path]):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            private = len(parts) > 2 and parts[0] == "ntfc" and parts[2] in PRIVATE
            if private and parts[1] in FEATURES and parts[1] != home:
                assert home == "app.py", f"line {node.lineno} imports {name}"


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_has_only_the_eight_rooms(feature):
    """A room that grew too large becomes a folder of the same name, never a ninth room."""
    folder = ROOT / "ntfc" / feature
    rooms = {p.stem for p in folder.glob("*.py")}
    rooms |= {p.name for p in folder.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert rooms <= ROOMS, f"{sorted(rooms - ROOMS)} is no room of a feature"


def services():
    for feature in FEATURES:
        folder = ROOT / "ntfc" / feature
        for path in [*folder.glob("service.py"), *folder.glob("service/*.py")]:
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


def taken_from(path):
    """Return what a file takes from services: the modules it imports, and names out of them."""
    modules, taken = {}, set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ntfc."):
            for alias in node.names:
                taken.add((node.module, alias.name))
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            taken.add((modules.get(node.value.id), node.attr))
    return taken


def test_every_service_function_declares_its_permission():
    """What declares none is a helper of its own folder, which nobody outside can call."""
    bare = {}
    for module in map(import_module, services()):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and not hasattr(function, "permission"):
                bare[module.__name__, name] = function.__module__.rpartition(".service")[0]
    outside = [
        f"{name_of(path)} calls {module}.{name}"
        for path in CODE
        for module, name in sorted(taken_from(path) & bare.keys())
        if ".".join(path.relative_to(ROOT).parts[:2]) != bare[module, name]
        or path.relative_to(ROOT).parts[2].partition(".")[0] != "service"
    ]
    assert not outside, f"@requires is missing: {outside}"


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_only_the_request_commits(path):
    if path.name == "transaction.py":
        return
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            assert not (node.func.attr == "commit" and "session" in owner), f"line {node.lineno}"


@pytest.mark.parametrize("path", [p for p in CODE if p.stem == "rules"], ids=name_of)
def test_rules_ask_no_clock(path):
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert not called.endswith((".now", ".today", ".utcnow")), (
                f"line {node.lineno}: time is an argument"
            )
