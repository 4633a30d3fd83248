"""plugins/README.md against the code, in both directions."""

import ast
import inspect
import re
import runpy
import subprocess
import sys
import tomllib
from collections import defaultdict
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from sources import everything_in

from ntfc import plugins
from ntfc.app import FEATURES
from ntfc.cli import OWN
from ntfc.commands.plugins import plugins as commands
from ntfc.plugins.answers import HOOKS, kind_of
from ntfc.plugins.contract import Hooks, Plugin
from ntfc.plugins.discovery import GROUP
from ntfc.plugins.loader import RESERVED, names_taken, reason_of
from ntfc.testing.imports import MACHINERY, private_imports

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "plugins" / "README.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"(?ms)^### (ntfc_\w+)\([^)]*\)\n(.*?)(?=^##|\Z)", README))
CORE = sorted((ROOT / "ntfc").rglob("*.py"))
SHIPPED = sorted((ROOT / "plugins").glob("*/*/**/*.py"))


def blocks(language):
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", README)


def chapter(title):
    return re.search(rf"(?ms)^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README)[1]


def test_every_hook_has_a_heading_with_its_exact_signature():
    real = {
        f"{hook}({', '.join(list(inspect.signature(getattr(Hooks, hook)).parameters)[1:])})"
        for hook in HOOKS
    }
    assert set(re.findall(r"(?m)^### (.*)$", README)) == real


def test_the_page_of_hooks_has_each_with_its_signature_and_nothing_else():
    made = runpy.run_path(str(ROOT / "docs" / "hooks.py"))
    page = (ROOT / "docs" / "plugins" / "hooks.md").read_text("utf-8")
    told = dict(re.findall(r"(?ms)^## (ntfc_\w+)$.*?^```python\n(.*?)^```", page))
    assert set(told) == HOOKS
    for hook, text in told.items():
        (line,) = ast.parse(text).body
        asked = inspect.signature(getattr(Hooks, hook)).parameters
        assert ["self", *(each.arg for each in line.args.args)] == list(asked), hook
    assert page == made["page"](), "run: python docs/hooks.py"


@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_the_kind_of_a_hook_is_told(hook):
    assert SECTIONS[hook].split()[0].rstrip(".").lower() == kind_of(hook)


def test_what_a_failure_means_is_told_for_every_kind():
    told = set(re.findall(r"(?m)^\| (\w+) \|", chapter("The hooks"))) - {"Kind"}
    assert told == {kind_of(hook) for hook in HOOKS}


def test_every_hook_has_a_test():
    tree = ast.parse((Path(__file__).parent / "test_hooks.py").read_text("utf-8"))
    tested = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert {name for name in tested if name.startswith("test_hook_")} == {
        f"test_hook_{hook}" for hook in HOOKS
    }


@cache
def answers():
    """Return the files in which each hook is answered."""
    found = defaultdict(list)
    for path in [*CORE, *SHIPPED]:
        for node in everything_in(path):
            named = isinstance(node, ast.FunctionDef) and node.name in HOOKS
            if named and [ast.unparse(mark) for mark in node.decorator_list] == ["hookimpl"]:
                found[node.name].append(path)
    return found


@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_every_hook_is_used_by_whom_the_page_names(hook):
    users = answers()[hook]
    assert users, f"{hook} is answered by no feature and no shipped plugin"
    for named in re.findall(r"Used by `([^`]+)`", SECTIONS[hook]):
        assert any((ROOT / named) in path.parents for path in users), f"not by {named}"
    assert "Used by" in SECTIONS[hook]


def test_every_hook_is_called_and_nothing_else():
    called = {"ntfc_plugin"}
    for path in (*CORE, *SHIPPED):
        if (ROOT / "ntfc" / "plugins") in path.parents:
            continue
        for node in everything_in(path):
            is_call = isinstance(node, ast.Call)
            if is_call and path in SHIPPED and ast.unparse(node.func) == "gather":
                called.add(ast.literal_eval(node.args[0]))  # a plugin asks the others
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if ast.unparse(node.func) == "plugins.objections":
                    called.add("ntfc_objections")
                if ast.unparse(node.func) in (
                    *("plugins.gather", "plugins.insist", "plugins.notify", "plugins.by_plugin"),
                ):
                    called.add(ast.literal_eval(node.args[0]))
    assert called == HOOKS


def test_every_field_of_a_declaration_is_told_and_used():
    told = re.findall(r"(?m)^\| `(\w+)` \|", chapter("What it declares: `Plugin`"))
    assert told == [field.name for field in fields(Plugin)]
    read = {
        node.attr
        for path in CORE
        for node in everything_in(path)
        if isinstance(node, ast.Attribute)
    }
    assert set(told) <= read


def test_the_public_names_are_the_ones_told():
    last = chapter("What a plugin may import").split("Of `ntfc.plugins`:")[1]
    assert re.findall(r"`(\w+)`", last) == sorted(plugins.__all__, key=str)
    assert all(hasattr(plugins, name) for name in plugins.__all__)


def allowed():
    """The modules of the machinery that a plugin may import, and which names of them."""
    first = chapter("What a plugin may import").split("Of `ntfc.plugins`:")[0]
    for module, names in re.findall(r"`(ntfc\.\w+)`(?: \(([^)]*)\))?", first):
        yield module, re.findall(r"`(\w+)`", names)


def test_the_names_of_the_machinery_are_there():
    for module, names in allowed():
        found = import_module(module)
        assert all(hasattr(found, name) for name in names), module


def test_the_names_told_are_the_ones_that_are_let_through():
    public = {module: set(names) for module, names in allowed()}
    assert public | {"ntfc.plugins": set(plugins.__all__)} == MACHINERY


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_plugin_imports_public_names_only(path):
    assert list(private_imports(path)) == []


def test_the_examples_run():
    """In a process of their own: the tables they make are not to stay in this one."""
    program = (
        "import sys, types\n"
        "import ntfc.app\n"
        "from sqlalchemy.orm import configure_mappers\n"
        "from ntfc.plugins import Plugin, hookimpl\n"
        "from ntfc.plugins.declaration import check_hooks\n"
        "for text in sys.stdin.read().split('\\0'):\n"
        "    module = types.ModuleType('ntfc_stamps')\n"
        "    exec(compile(text, 'README', 'exec'), vars(module))\n"
        "    if 'hookimpl' in vars(module) and not hasattr(module, 'ntfc_plugin'):\n"
        "        module.ntfc_plugin = hookimpl(lambda: Plugin(name='stamps', title='Stamps'))\n"
        "    if 'hookimpl' in vars(module):\n"
        "        check_hooks(module)\n"
        "        print('hooks', *(name for name in vars(module) if name.startswith('ntfc_')))\n"
        "configure_mappers()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="\0".join(blocks("python")),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    shown = set(re.findall(r"ntfc_\w+", done.stdout))
    assert shown == HOOKS


def test_the_example_of_a_package_names_the_entry_point():
    (text,) = blocks("toml")
    assert tomllib.loads(text)["project"]["entry-points"][GROUP] == {"stamps": "ntfc_stamps"}


def test_every_command_is_told_and_there():
    told = {line.split()[2] for text in blocks("sh") for line in text.splitlines()}
    assert told == set(commands.commands)


def test_no_plugin_can_take_the_name_of_a_command():
    assert set(OWN) <= RESERVED


def test_no_plugin_can_take_a_name_by_which_permissions_or_acts_of_the_core_begin():
    taken = names_taken(feature.ntfc_plugin() for feature in FEATURES)
    assert {"seats", "site", "body", "person", "plugin", *RESERVED} <= taken


@pytest.mark.parametrize(
    "asked",
    [
        "from ntfc.plugins import Stamper",
        "import ntfc.stamping",
        "from ntfc.plugins import Plugin\nPlugin(name='stamps', title='Stamps', stampers=())",
    ],
)
def test_what_asks_for_more_than_is_offered_is_of_another_version(tmp_path, asked):
    (tmp_path / "stamps.py").write_text(asked)
    with pytest.raises((ImportError, TypeError)) as error:
        runpy.run_path(str(tmp_path / "stamps.py"))
    assert reason_of(error.value).startswith("It is written for another version of this site: ")
    assert "/" not in reason_of(error.value), "administrators need no path"


def test_what_is_missing_of_others_is_not_laid_on_the_site():
    assert reason_of(ImportError("No module named 'weather'", name="weather")).startswith(
        "It needs"
    )
    assert reason_of(TypeError("write() got an unexpected keyword argument 'x'")).startswith("It f")
