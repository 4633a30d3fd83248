"""Rules that can be emptied, and forks in which tests run with one of them emptied."""

import ast
import base64
import functools
import importlib
import json
import os
import resource
import select
import signal
import sys
import time
import types
from pathlib import Path
from typing import ClassVar

from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
# Who computes and never comes to an end without the rule has noticed it too, since the suite would
# not end either: so much longer than with the rule.
TIMES, SECONDS = 5, 3
TO_TIDY_UP = 5  # seconds more, before the machine ends what still runs
LONGEST = 60  # seconds of the clock: who waits so long and computes nothing is ended, and named
WAITS = "waits"
GENERATOR = 0x20
# Called while modules are imported, before any test: what they make is looked at as data.
ON_IMPORT = {
    "ntfc.agendas.rules.templates._line",
    "ntfc.meetings.rules.words.choices_of",
    "ntfc.minutes.rules.attribution._words",
}


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
        function = getattr(importlib.import_module(self.module), self.name)
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


FEATURES = {path.name for path in ROOT.glob("ntfc/*") if [*path.glob("rules*")]}


def forget():
    """Empty what features remember: else a rule would not be asked again. The core asks none."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("ntfc.") and name.split(".")[1] in FEATURES:
            for thing in vars(module).values():
                if type(thing) is functools._lru_cache_wrapper:
                    thing.cache_clear()


def draw_in_forks():
    """Let papers be drawn in forks: drawing starts threads, and what has threads cannot be forked.

    Whoever draws the same once more, with a rule emptied, has what was drawn before.
    """
    paper = importlib.import_module("ntfc.paper")
    draw, drawn = paper._drawn, {}

    def drawn_in_fork(told, fonts, at):
        known = told, at, tuple(fonts.families())
        if known not in drawn:
            found = in_fork(lambda: base64.b64encode(draw(told, fonts, at)).decode("ascii"))
            if found in (None, WAITS):  # it cannot be drawn, and says itself why
                return draw(told, fonts, at)
            drawn[known] = base64.b64decode(found)
        return drawn[known]

    paper._drawn = drawn_in_fork


def fails(test, session):
    # Next comes "the session": what is made once for all tests stays, all else is taken down.
    forget()
    reports = runtestprotocol(test, log=False, nextitem=session)
    return any(report.failed for report in reports)


def computed():
    """Return for how many seconds this process has computed."""
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])


def in_fork(question, seconds=LONGEST):
    """Return what a question has for an answer in a fork.

    None if the fork did not live so long, WAITS if it was ended because it took too long.
    """
    if len([*Path("/proc/self/task").glob("*")]) > 1:
        raise RuntimeError("this process has threads, so that forks of it may wait for ever")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            with os.fdopen(write, "w") as answer:
                answer.write(json.dumps(question()) + "\n")
        finally:
            os._exit(0)  # whatever happened: only one process goes on
    os.close(write)
    told, until = b"", time.monotonic() + seconds
    while not told.endswith(b"\n"):
        # Only until the line ends: what the fork started itself may hold the other end for longer.
        ready, _, _ = select.select([read], [], [], max(0, until - time.monotonic()))
        more = os.read(read, 1 << 16) if ready else b""
        told += more
        if not more:
            os.kill(child, signal.SIGKILL)
            break
    os.close(read)
    os.waitpid(child, 0)
    if told.endswith(b"\n"):
        return json.loads(told)
    return None if ready else WAITS


def looked_through(test, session):
    """Return whether a test fails, which rules it calls, and the seconds it takes.

    It runs here and not in a fork: what it leaves in memory makes those after it quicker.
    """

    def too_long(*_):
        raise TimeoutError(f"{test.nodeid} takes more than {LONGEST} seconds")

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(LONGEST)
    Rule.called.clear()
    began = computed()
    failed = fails(test, session)
    signal.alarm(0)
    return failed, sorted(map(str, Rule.called)), computed() - began


def notices(test, rule, session, took):
    """Tell whether the test fails with the rule emptied, or computes without end; or WAITS."""

    def question():
        limit = int(computed() + TIMES * took + SECONDS) + 1
        signal.signal(
            signal.SIGXCPU, lambda *_: sys.exit("no end")
        )  # the test fails, and tidies up
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + TO_TIDY_UP))
        rule.empty()
        return fails(test, session)

    answer = in_fork(question)
    return answer if answer == WAITS else answer is not False
