"""Rules that can be emptied, and forks in which tests run with one of them emptied."""

import ast
import importlib
import json
import os
import resource
import signal
import sys
import types
from pathlib import Path
from typing import ClassVar

from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
# Who never comes to an end without the rule has noticed it too: so much longer than with it.
TIMES, SECONDS = 5, 3
TO_TIDY_UP = 5  # seconds more, before the machine ends what still runs
LONGEST = 120  # seconds of the clock, for who waits and does not compute
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


def make_what_is_shared(session):
    """Let be made what is made once for all tests: the database that others are copies of, and so on.

    Only the beginning of a test runs here, of the one that asks for least.
    """
    found = [test for test in session.items if "app" in test.fixturenames]
    if found:
        test = min(found, key=lambda test: len(test.fixturenames))
        session._setupstate.setup(test)
        session._setupstate.teardown_exact(session)
        test._initrequest()  # as if nothing had been


def fails(test, session):
    # Next comes "the session": what is made once for all tests stays, all else is taken down.
    reports = runtestprotocol(test, log=False, nextitem=session)
    return any(report.failed for report in reports)


def computed():
    """Return for how many seconds this process has computed."""
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])


def in_fork(question):
    """Return what a question has for an answer in a fork, or None if the fork did not live so long.

    What has threads cannot be forked, and drawing a paper starts some: so tests run in forks.
    """
    if len([*Path("/proc/self/task").glob("*")]) > 1:
        raise RuntimeError("this process has threads, so that forks of it may wait for ever")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        with os.fdopen(write, "w") as answer:
            json.dump(question(), answer)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        told = answer.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else None


def looked_through(test, session):
    """Return whether a test fails, which rules it calls, and the seconds it takes."""

    def question():
        signal.alarm(LONGEST)
        Rule.called.clear()
        began = computed()
        failed = fails(test, session)
        return failed, sorted(map(str, Rule.called)), computed() - began

    return in_fork(question) or (True, [], 0)


def notices(test, rule, session, took):
    """Tell whether the test fails with the rule emptied, or comes to no end."""

    def question():
        signal.alarm(LONGEST)
        limit = int(computed() + TIMES * took + SECONDS) + 1
        signal.signal(
            signal.SIGXCPU, lambda *_: sys.exit("no end")
        )  # the test fails, and tidies up
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + TO_TIDY_UP))
        rule.empty()
        return fails(test, session)

    return in_fork(question) is not False
