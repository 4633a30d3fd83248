"""Empty each function of every rules room in turn: a test must notice. A survivor fails the build.

`python .ci/mutation.py [feature …]`. The tests of the features are collected once, and those of
each feature run one by one: first those of its rules, then what needs a database, until there is
nothing left to prove. After each test, every function that it called is emptied, each in a fork of
its own, and the same test runs there again: when it fails, somebody would notice. A function that
no test of its feature calls is not noticed. No result is older than this run.
"""

import ast
import gc
import importlib
import json
import os
import resource
import sys
import types
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
NOT_HERE = "not postgresql and not browser"
FIRST = ("rules", "test_rules", "test_service")  # folders and files that notice quickly
MACHINES = {"test_approval_machine", "test_property"}  # of states: thorough, and dear
SITES = {"walk", "qadria"}  # slow, and about everything at once
# Who never comes to an end without the rule has noticed it too: so much longer than with it.
TIMES, SECONDS = 5, 3
# Slow tests of one file are about the same: what so many of them do not notice, others may sooner.
QUICK, IN_ONE_FILE = 0.03, 3
GENERATOR = 0x20
# Called while modules are imported, before any test: what they make is looked at as data.
ON_IMPORT = {"ntfc.agendas.rules.templates._line", "ntfc.meetings.rules.words.choices_of"}


class Rule:
    """A function that decides something: it notes that it was called, and can be emptied."""

    called: ClassVar = set()

    def __init__(self, module, name):
        self.module, self.name = module, name
        self.feature = module.split(".")[1]

    def __str__(self):
        return f"{self.module}.{self.name}"

    def watch(self):
        """Put a note before what the function does, under every name by which it was imported."""
        function = self.known = getattr(importlib.import_module(self.module), self.name)
        while hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        was = function.__code__
        self.does = types.FunctionType(
            was, function.__globals__, self.name, function.__defaults__, function.__closure__
        )
        self.does.__kwdefaults__ = function.__kwdefaults__
        self.yields = was.co_flags & GENERATOR
        place = f"_note_{self.name}"
        function.__globals__[place] = self.note
        code = compile(f"def _(*words, **more): return {place}(*words, **more)", place, "exec")
        noting = next(part for part in code.co_consts if isinstance(part, types.CodeType))
        # A closure keeps its cells; the new code needs none, so it is told about them.
        function.__code__ = noting.replace(co_freevars=was.co_freevars)

    def note(self, *words, **more):
        Rule.called.add(self)
        return self.does(*words, **more)

    def empty(self):
        self.does = self.nothing
        if hasattr(self.known, "cache_clear"):
            self.known.cache_clear()

    def nothing(self, *_words, **_more):
        return iter(()) if self.yields else None


def rules(features):
    """Return every function that decides something."""
    found = []
    for path in sorted([*ROOT.glob("ntfc/*/rules.py"), *ROOT.glob("ntfc/*/rules/**/*.py")]):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not features or module.split(".")[1] in features:
            nodes = ast.parse(path.read_text("utf-8")).body
            found += [
                Rule(module, node.name) for node in nodes if isinstance(node, ast.FunctionDef)
            ]
    return [rule for rule in found if str(rule) not in ON_IMPORT]


class Emptying:
    """Stands in the place where pytest runs what it collected."""

    def __init__(self, todo):
        self.todo = todo
        self.told = []
        self.made = False

    def pytest_configure(self):
        # What hypothesis finds need not be made smaller, and it tries the same on every run.
        hypothesis = importlib.import_module("hypothesis")
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(
            "emptying", phases=phases, derandomize=True, database=None, deadline=None
        )
        hypothesis.settings.load_profile("emptying")

    def pytest_runtestloop(self, session):
        for rule in self.todo:
            rule.watch()
        gc.freeze()
        features = sorted({rule.feature for rule in self.todo}, key=self.size, reverse=True)
        turns, write_turn = os.pipe()
        os.write(write_turn, bytes(range(len(features))))
        os.close(write_turn)
        read, self.answers = os.pipe()
        for _core in range(os.cpu_count() or 2):
            if os.fork() == 0:
                self.work(session, features, turns)
        os.close(self.answers)
        with os.fdopen(read) as answers:
            self.told = answers.read().splitlines()
        return True

    def size(self, feature):
        return sum(rule.feature == feature for rule in self.todo)

    def work(self, session, features, turns):
        """Look at one feature after the other, for as long as there are any."""
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            while turn := os.read(turns, 1):
                self.look_at(features[turn[0]], session)
            session._setupstate.teardown_exact(None)  # noqa: SLF001  -- as pytest does itself
        except BaseException as error:  # noqa: BLE001  -- nothing may get lost in a fork
            self.tell(f"failed: {error!r}")
        self.tell("done")
        os._exit(0)

    def look_at(self, feature, session):
        """Tell which functions of a feature nobody would miss."""
        alive = [rule for rule in self.todo if rule.feature == feature]
        for rule, test, took in self.questions(feature, session, alive):
            if rule in alive and noticed(rule, test, session, took):
                alive.remove(rule)
        for rule in alive:
            self.tell(f"alive: {rule}")

    def questions(self, feature, session, alive):
        """Yield which rule to empty in which test, as long as any is alive; the dearest last."""
        asked, later = Counter(), []
        for test in tests_of(feature, session):
            if not alive:
                return
            called, took = self.looked_through(test, session)
            if called is None:
                self.tell(f"failed: {test.nodeid}, although nothing is emptied")
                return
            for rule in [rule for rule in alive if rule in called]:
                asked[rule, test.path] += took > QUICK
                question = rule, test, took
                if asked[rule, test.path] > IN_ONE_FILE:
                    later.append(question)
                else:
                    yield question
        yield from later

    def looked_through(self, test, session):
        """Return which rules a test calls, or None where it fails, and the seconds it took.

        It runs in a fork: drawing a paper starts threads, and what has threads cannot be forked.
        Only what is made once for all tests is made here, by the first that needs a database.
        """
        if not self.made and "databases" in test.fixturenames:
            self.made = True
            fails(test, session)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            Rule.called.clear()
            began = computed()
            failed = fails(test, session)
            told = [number for number, rule in enumerate(self.todo) if rule in Rule.called]
            os.write(write, json.dumps([failed, told, computed() - began]).encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as answer:
            failed, told, took = json.loads(answer.read() or "[true, [], 0]")
        os.waitpid(child, 0)
        return (None if failed else {self.todo[number] for number in told}), took

    def tell(self, line):
        os.write(self.answers, f"{line}\n".encode())  # short, so that no two are mixed


def tests_of(feature, session):
    """Return the tests of a feature, the quickest to notice first."""
    folder = ROOT / "tests" / feature

    def place(test):
        if test.name == "runTest" or test.path.stem in MACHINES:
            return 10
        names = [*test.path.relative_to(folder).parts, test.path.stem]
        return next(
            (n for n, first in enumerate(FIRST) if any(x.startswith(first) for x in names)), 9
        )

    mine = [test for test in session.items if folder in test.path.parents]
    return sorted((test for test in mine if not SITES & set(test.fixturenames)), key=place)


def fails(test, session):
    # Next comes "the session": what is made once for all tests stays, all else is taken down.
    reports = runtestprotocol(test, log=False, nextitem=session)
    return any(report.failed for report in reports)


def computed():
    """Return for how many seconds this process has computed."""
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])


def noticed(rule, test, session, took):
    """Tell whether the test fails with the rule emptied, in a process of its own."""
    child = os.fork()
    if child == 0:
        limit = int(computed() + TIMES * took + SECONDS) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        rule.empty()
        os._exit(fails(test, session))
    _pid, status = os.waitpid(child, 0)
    return status != 0


def main():
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["NTFC_TEST_POSTGRESQL"] = "not used here"  # so that no server is started
    os.environ.pop("NTFC_REQUIRE", None)
    todo = rules(set(sys.argv[1:]))
    folders = sorted({str(ROOT / "tests" / rule.feature) for rule in todo})
    emptying = Emptying(todo)
    # So quiet that pytest does not say at the end how many tests it ran: we count rules.
    words = ["-qq", "-s", "-p", "no:randomly", "-p", "no:xdist", "-k", NOT_HERE]
    ended = pytest.main([*words, *folders], plugins=[emptying])
    alive = sorted(line for line in emptying.told if line.startswith("alive: "))
    for line in alive:
        print(f"nobody notices when {line.removeprefix('alive: ')} does nothing")
    failed = [line for line in emptying.told if line.startswith("failed: ")]
    print(*failed, sep="\n")
    print(f"{len(todo)} rules emptied in turn, {len(alive)} not noticed")
    whole = ended == 0 and emptying.told.count("done") == (os.cpu_count() or 2)
    if not whole:
        print(f"The tests did not run to their end ({ended!r}). Collect them: run.py test --co")
    return bool(alive or failed or not whole)


if __name__ == "__main__":
    sys.exit(main())
