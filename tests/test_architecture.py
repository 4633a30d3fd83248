"""The rules that keep the house as it is. Each failure names the line and what to do about it."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from sources import everything_in

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "ntfc").rglob("*.py"))
FEATURES = sorted(path.parent.name for path in (ROOT / "ntfc").glob("*/hooks*"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
PRIVATE = {"views", "forms", "hooks"}
ROOMS = {"__init__", "models", "rules", "queries", "service", "forms", "views", "hooks"}
# Libraries that are heavy and seldom needed, and the commands that load the application at need:
# a site comes up at once (tests/test_start.py). The order of imports holds for these too.
LATE = {"alembic", "babel", "holidays", "openpyxl", "sqlalchemy", "typst"}
LATE_HOUSE = {
    "ntfc/cli.py",
    "ntfc/demo/place.py",
    "ntfc/instance.py",
    "ntfc/minutes/views/printing.py",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TESTS = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "plugins").glob("*/tests/**/*.py")])
# The clock of the program, that of the tests, and a file that must not load the program to tell.
CLOCKS = {"ntfc/clock.py", "tests/day.py", "ntfc/demo/place.py"}
OF_ITS_OWN = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today"}


def name_of(path):
    return str(path.relative_to(ROOT))


def test_imports_point_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout


def broken(rule, paths=CODE):
    """Return what breaks a rule anywhere: the file, and what the rule says of it."""
    return [f"{name_of(path)}: {fault}" for path in paths for fault in rule(path)]


def nodes(path, *kinds):
    return (node for node in everything_in(path) if isinstance(node, kinds))


def too_long(path):
    lines = path.read_text("utf-8").count("\n")
    if lines > LONGEST_FILE:
        yield f"{lines} lines: split it by what people do"
    for node in nodes(path, *FUNCTIONS):
        long = node.end_lineno - node.lineno + 1
        if long > LONGEST_FUNCTION:
            yield f"{node.name} has {long} lines"


def test_no_file_and_no_function_is_too_long():
    assert broken(too_long) == []


def hidden_imports(path):
    for function in nodes(path, *FUNCTIONS):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom) and not may_be_late(path, node):
                yield f"line {node.lineno}: news travels upward by hook, not by a hidden import"


def may_be_late(path, node):
    names = [node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
    return name_of(path) in LATE_HOUSE or {name.partition(".")[0] for name in names} <= LATE


def test_imports_stand_at_the_top():
    assert broken(hidden_imports) == []


def into_private_rooms(path):
    home = path.relative_to(ROOT / "ntfc").parts[0]
    for node in nodes(path, ast.Import, ast.ImportFrom):
        before = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
        if isinstance(node, ast.ImportFrom) and not before:
            continue
        for name in (f"{before}{alias.name}" for alias in node.names):
            parts = name.split(".")
            private = len(parts) > 2 and parts[0] == "ntfc" and parts[2] in PRIVATE
            if private and parts[1] in FEATURES and home not in {parts[1], "app.py"}:
                yield f"line {node.lineno} imports {name}"


def test_views_forms_and_hooks_belong_to_their_feature():
    assert broken(into_private_rooms) == []


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
    for node in everything_in(path):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ntfc."):
            for alias in node.names:
                taken.add((node.module, alias.name))
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in everything_in(path):
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


def commits(path):
    for node in nodes(path, ast.Call):
        called = ast.unparse(node.func)
        if called.endswith(".commit") and "session" in called:
            yield f"line {node.lineno}"


def test_only_the_request_commits():
    assert broken(commits, [path for path in CODE if path.name != "transaction.py"]) == []


def clocks(path):
    for node in nodes(path, ast.Call):
        if ast.unparse(node.func).endswith((".now", ".today", ".utcnow")):
            yield f"line {node.lineno}: time is an argument"


def test_rules_ask_no_clock():
    rooms = [path for path in CODE if "rules" in path.relative_to(ROOT).with_suffix("").parts]
    assert len(rooms) > len(FEATURES)  # of some features, more than one file
    assert broken(clocks, rooms) == []


def own_clocks(path):
    for node in nodes(path, ast.Call):
        if ast.unparse(node.func) in OF_ITS_OWN and name_of(path) not in CLOCKS:
            yield f"line {node.lineno}: ask ntfc.clock; its day does not change under the tests"


def asked_at_import(path):
    """A day or a moment taken while a file is loaded, in a default or a decorator too."""
    within = {
        id(node)
        for function in nodes(path, *FUNCTIONS, ast.Lambda)
        for part in (function.body if isinstance(function.body, list) else [function.body])
        for node in ast.walk(part)
    }
    for node in nodes(path, ast.Call):
        if id(node) not in within and ast.unparse(node.func).split(".")[-1] in {"now", "today"}:
            yield f"line {node.lineno}: by the time it is used, it may be tomorrow"


def test_there_is_one_clock_and_it_is_asked_when_the_answer_is_used():
    assert broken(own_clocks, [*CODE, *TESTS]) == []
    assert broken(asked_at_import, [*CODE, *TESTS]) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (too_long, "\n" * (LONGEST_FILE + 1)),
        (too_long, "def long():\n" + "    pass\n" * LONGEST_FUNCTION),
        (hidden_imports, "def late():\n    import flask"),
        (into_private_rooms, "from ntfc.seats.views import show"),
        (into_private_rooms, "import ntfc.seats.forms"),
        (commits, "db.session.commit()"),
        (clocks, "datetime.now(UTC)"),
        (own_clocks, "def late():\n    return date.today()"),
        (asked_at_import, "TODAY = clock.now().date()"),
        (asked_at_import, "def sits(day=today('UTC')):\n    return now()"),
    ],
)
def test_what_breaks_a_rule_is_found(rule, code, monkeypatch):
    path = ROOT / "ntfc" / "people" / f"made_up_{hash(code)}.py"
    monkeypatch.setattr(Path, "read_text", lambda *_: code)
    assert len(broken(rule, [path])) == 1
