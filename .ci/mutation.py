"""Empty each function of every rules room in turn: a test must notice. A survivor fails the build.

`python .ci/mutation.py [feature …]`. The program is loaded once; every function is then emptied in
a fork of its own, which runs the tests of the feature's rules, and only if they notice nothing the
whole folder of the feature.
"""

import ast
import importlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOT_HERE = "not postgresql and not browser"
TESTS_FAILED = 1


def rules(features):
    """Yield (module, function) for every function that decides something."""
    for path in sorted([*ROOT.glob("ntfc/*/rules.py"), *ROOT.glob("ntfc/*/rules/*.py")]):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not features or module.split(".")[1] in features:
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef):
                    yield module, node.name


def tests_of(module):
    feature = ROOT / "tests" / module.split(".")[1]
    narrow = sorted([*feature.glob("test_rules*.py"), *feature.glob("rules/test_*.py")])
    return [narrow, [feature]] if narrow else [[feature]]


def nothing(*_words, **_more):
    return None


def nobody(*_words, **_more):
    return
    yield


def empty(module, name):
    """Let the function do nothing, under every name by which it was imported anywhere."""
    function = getattr(importlib.import_module(module), name)
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    yields = function.__code__.co_flags & 0x20
    # A closure keeps its cells; the empty code has none, so it is told about them.
    code = (nobody if yields else nothing).__code__
    function.__code__ = code.replace(co_freevars=function.__code__.co_freevars)


def noticed(rule, tests):
    """Tell whether the tests fail with the rule emptied, in a process of its own."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            if rule is not None:
                empty(*rule)
            words = ["-q", "-x", "-p", "no:randomly", "-p", "no:xdist", "-k", NOT_HERE]
            os._exit(int(pytest.main([*words, *map(str, tests)])))
        except BaseException:  # noqa: BLE001  -- SystemExit is one of the ways to fail
            os._exit(TESTS_FAILED)  # not even loading works without it
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == TESTS_FAILED


def survives(rule):
    return not any(noticed(rule, tests) for tests in tests_of(rule[0]))


def main():
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["NTFC_TEST_POSTGRESQL"] = "not used here"  # so that no server is started
    importlib.import_module("ntfc.cli")
    importlib.import_module("hypothesis")
    todo = list(rules(set(sys.argv[1:])))
    for tests in {str(tests_of(module)[0]): tests_of(module)[0] for module, _name in todo}.values():
        if noticed(None, tests):
            sys.exit(f"the tests fail although nothing is emptied: {', '.join(map(str, tests))}")
    with ThreadPoolExecutor(os.cpu_count() or 2) as crew:
        alive = [rule for rule, lives in zip(todo, crew.map(survives, todo), strict=True) if lives]
    for module, function in alive:
        print(f"nobody notices when {module}.{function} does nothing")
    print(f"{len(todo)} rules emptied in turn, {len(alive)} not noticed")
    return bool(alive)


if __name__ == "__main__":
    sys.exit(main())
