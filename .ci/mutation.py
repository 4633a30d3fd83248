"""Empty each function of every rules room in turn: a test must notice. A survivor fails the build.

`python .ci/mutation.py [--write] [feature …]`. The file witnesses.txt says for each rule which test
failed last time when it was emptied. The file is a hint only: each witness runs with nothing
emptied, and again for each of its rules with the rule emptied, in a fork. A rule without a witness
that notices is looked for in all tests of its feature; what is found there is told as the line to
write, and with --write it is written. What no test notices survives. No result is older than this run.
"""

import gc
import importlib
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from emptying import ROOT, WAITS, draw_in_forks, in_fork, looked_through, notices, rules

WITNESSES = Path(__file__).parent / "witnesses.txt"
NOT_HERE = "not postgresql and not browser"
FIRST = ("rules", "test_rules", "test_service")  # folders and files that notice quickly
MACHINES = {"test_approval_machine", "test_property"}  # of states: thorough, and dear
SITES = {"walk", "qadria"}  # slow, and about everything at once
# Slow tests of one file are about the same: what so many of them do not notice, others may sooner.
QUICK, IN_ONE_FILE = 0.03, 3
CORES = os.cpu_count() or 2
ALTOGETHER = 1800  # seconds of the clock


class Looking:
    """Stands in the place where pytest runs what it collected, and divides it among the cores."""

    def __init__(self, todo):
        self.todo = todo
        self.told = []

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
        draw_in_forks()
        parts = sorted(self.parts(session), key=dearness, reverse=True)
        gc.collect()
        gc.freeze()
        turns, write_turn = os.pipe()
        os.write(write_turn, b"".join(n.to_bytes(2, "big") for n in range(len(parts))))
        os.close(write_turn)
        read, self.answers = os.pipe()
        workers = [os.fork() or self.work(session, parts, turns) for _core in range(CORES)]
        os.close(self.answers)
        with os.fdopen(read) as answers:
            self.told = [json.loads(line) for line in answers]
        for worker in workers:
            os.waitpid(worker, 0)
        return True

    def work(self, session, parts, turns):
        """Look at one part after the other, for as long as there are any."""
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            while turn := os.read(turns, 2):
                self.look_at(*parts[int.from_bytes(turn, "big")], session)
            session._setupstate.teardown_exact(None)  # as pytest does itself
            self.tell("done")
        except BaseException as error:  # noqa: BLE001  -- nothing may get lost in a fork
            self.tell("failed", repr(error))
        finally:
            os._exit(0)

    def tell(self, *words):
        # In one piece and short, so that no two are mixed.
        os.write(self.answers, f"{json.dumps(words)}\n".encode())

    def runs(self, test, session):
        """Return which rules a test calls, or None where it fails, and the seconds it takes."""
        failed, called, took = looked_through(test, session)
        if failed:
            self.tell("failed", f"{test.nodeid}, although nothing is emptied")
        return None if failed else called, took

    def parts(self, session):
        """Return the tests of each feature and its rules, a part of them for each core."""
        features = defaultdict(list)
        for rule in self.todo:
            features[rule.feature].append(rule)
        return [
            (tests_of(feature, session), alive[core::CORES])
            for feature, alive in features.items()
            for core in range(min(CORES, len(alive)))
        ]

    def look_at(self, tests, alive, session):
        """Look for a test that notices, for each rule of one feature."""
        for rule, test, took in self.questions(tests, alive, session):
            answer = rule in alive and notices(test, rule, session, took)
            if answer == WAITS:
                self.tell("failed", f"{test.nodeid} waits for ever when {rule} does nothing")
            elif answer:
                alive.remove(rule)
                self.tell("noticed", str(rule), test.nodeid)

    def questions(self, tests, alive, session):
        """Yield which rule to empty in which test, as long as any is alive; the dearest last."""
        asked, later = Counter(), []
        for test in tests:
            if not alive:
                return
            called, took = self.runs(test, session)
            for rule in [rule for rule in alive if str(rule) in (called or ())]:
                asked[rule, test.path] += took > QUICK
                question = rule, test, took
                if asked[rule, test.path] > IN_ONE_FILE:
                    later.append(question)
                else:
                    yield question
        yield from later


class Asking(Looking):
    """Asks the witnesses that are known, and nobody else."""

    def __init__(self, todo, witnesses):
        super().__init__(todo)
        self.witnesses = witnesses

    def parts(self, session):
        """Return each witness and its rules."""
        known, groups = {test.nodeid: test for test in session.items}, defaultdict(list)
        for rule in self.todo:
            groups[self.witnesses.get(str(rule))].append(rule)
        return [([known[name]], alive) for name, alive in groups.items() if name in known]


def dearness(part):
    tests, alive = part
    return any("databases" in test.fixturenames for test in tests), len(alive)


def tests_of(feature, session):
    """Return the tests of a feature, the quickest to notice first."""
    folder = ROOT / "tests" / feature

    def place(test):
        if test.name == "runTest" or test.path.stem in MACHINES:
            return True, 10
        names = [*test.path.relative_to(folder).parts, test.path.stem]
        found = [n for n, first in enumerate(FIRST) if any(x.startswith(first) for x in names)]
        return "databases" in test.fixturenames, min(found, default=9)

    mine = [test for test in session.items if folder in test.path.parents]
    return sorted((test for test in mine if not SITES & set(test.fixturenames)), key=place)


def collected(places, looking):
    """Let pytest collect the tests of some places, and return what was told about them."""
    # So quiet that pytest does not say at the end how many tests it ran: we count rules.
    words = ["-qq", "-s", "--tb=native", "-p", "no:randomly", "-p", "no:xdist", "-k", NOT_HERE]

    def question():
        ended = pytest.main([*words, *sorted(places)], plugins=[looking])
        return int(ended), looking.told

    if not (looking.todo and places):
        return []
    answer = in_fork(question, ALTOGETHER)
    ended, told = answer if isinstance(answer, list) else (answer, [])
    if ended or told.count(["done"]) != CORES:
        told.append(["failed", f"The tests did not run to their end ({ended}): run.py test --co"])
    return told


def everybody(todo, witnesses):
    """Ask the witnesses, then look for those of the rules that are left; return what was told."""
    named = {witnesses[str(rule)].split("::")[0] for rule in todo if str(rule) in witnesses}
    told = collected([path for path in named if Path(path).exists()], Asking(todo, witnesses))
    noticed = {words[1] for words in told if words[0] == "noticed"}
    left = [rule for rule in todo if str(rule) not in noticed]
    return told + collected({f"tests/{rule.feature}" for rule in left}, Looking(left))


def main():
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["NTFC_TEST_POSTGRESQL"] = "not used here"  # so that no server is started
    os.environ.pop("NTFC_REQUIRE", None)
    todo = rules({word for word in sys.argv[1:] if not word.startswith("--")})
    lines = WITNESSES.read_text("utf-8").splitlines() if WITNESSES.exists() else []
    witnesses = dict(line.split(" ", 1) for line in lines)
    told = everybody(todo, witnesses)
    noticed = {words[1]: words[2] for words in told if words[0] == "noticed"}
    there = set(map(str, rules(())))
    kept = {rule: test for rule, test in (witnesses | noticed).items() if rule in there}
    wanted = sorted(f"{rule} {test}" for rule, test in kept.items())
    if "--write" in sys.argv:
        WITNESSES.write_text("".join(f"{line}\n" for line in wanted), "utf-8")
    says = [f"{WITNESSES.name} should have {line}" for line in wanted if line not in lines]
    says += [f"{WITNESSES.name} no longer needs {line}" for line in lines if line not in wanted]
    alive = [str(rule) for rule in todo if str(rule) not in noticed]
    faults = [f"nobody notices when {rule} does nothing" for rule in alive]
    faults += [words[1] for words in told if words[0] == "failed"]
    print(*says, *faults, f"{len(todo)} rules emptied in turn, {len(alive)} not noticed", sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
