"""The supervisor with real processes on a free port, serving an application of one page."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ntfc import serve

SERVED = Path(__file__).parent / "served"


def eventually(fact, within=20.0):
    deadline = time.monotonic() + within
    while not (found := fact()):
        assert time.monotonic() < deadline, f"{fact} did not come true in {within} s"
        time.sleep(0.01)
    return found


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # the latter while it goes
        return False


class Running:
    """A supervisor at work, and what a visitor gets from it."""

    def __init__(self, here, port=0):
        self.here = here
        self.out = here / f"out-{time.monotonic_ns()}"
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, here / "start.py", here, str(port)],
                env={**os.environ, "PYTHONPATH": f"{here}:{SERVED.parent.parent}"},
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def ready(self):
        eventually(lambda: self.process.poll() is not None or serve.running(self.here))
        assert self.process.poll() is None, self.out.read_text()
        self.address = urlsplit(serve.running(self.here)["address"])
        return self

    def connect(self):
        return contextlib.closing(
            http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=20)
        )

    def get(self, path="/"):
        with self.connect() as connection:
            return ask(connection, path)

    def processes(self):
        _, worker, gunicorn, *_ = self.get().split()
        jobs = eventually(self.job_worker)
        return [self.process.pid, int(worker), int(gunicorn), jobs]

    def job_worker(self):
        with contextlib.suppress(FileNotFoundError, ValueError):
            return int((self.here / "job-worker").read_text())

    def reload(self, generation):
        (self.here / "generation").write_text(generation)
        return serve.request_reload(self.here, patience=20)


@contextlib.contextmanager
def meanwhile(does, *with_):
    """Does something beside the test; what it gave is in the list once the block has ended."""
    gave = []
    thread = threading.Thread(target=lambda: gave.append(does(*with_)))
    thread.start()
    try:
        yield gave
    finally:
        thread.join(20)


def ask(connection, path="/", body=None):
    connection.request("POST" if body else "GET", path, body)
    answer = connection.getresponse()
    assert answer.status == 200
    return answer.read().decode()


@pytest.fixture
def here(tmp_path):
    shutil.copytree(SERVED, tmp_path, dirs_exist_ok=True)
    (tmp_path / "generation").write_text("1")
    return tmp_path


@pytest.fixture
def start():
    """Starts sites, and leaves none behind."""
    sites = []

    def start(*where):
        sites.append(Running(*where))
        return sites[-1]

    yield start
    for site in sites:
        site.process.terminate()
    for site in sites:
        try:
            site.process.wait(20)
        finally:
            site.process.kill()  # whatever is left of it follows


@pytest.fixture
def site(here, start):
    return start(here).ready()


def test_starts_greets_serves_and_stops_every_child(site):
    assert site.get().startswith("1 ")
    assert f"ntfc is at {site.address.geturl()}" in site.out.read_text()
    _, _, gunicorn, frozen, loaded_by, collects = site.get().split()
    assert int(frozen) > 0, "what was loaded is frozen for the collector"
    assert loaded_by == gunicorn, "loaded once, before the workers part"
    assert collects == "1", "what requests leave behind is collected"
    pids = site.processes()
    site.process.terminate()
    assert site.process.wait(20) == 0
    assert [pid for pid in pids if alive(pid)] == []
    assert (site.here / f"finished-{pids[3]}").exists()
    assert not (site.here / "serve.json").exists()


class Visitors:
    """People asking on kept-alive and on new connections, with and without a pause, until told."""

    def __init__(self, site):
        self.site, self.enough = site, threading.Event()
        self.answers, self.failures = [], []
        ways = [(True, 0), (True, 0.01), (True, 0.3), (False, 0), (False, 0.01)]
        self.threads = [threading.Thread(target=self.visit, args=way) for way in ways]

    def visit(self, keep, pause):
        while not self.enough.is_set():
            try:
                with self.site.connect() as connection:
                    self.ask_on(connection, keep, pause)
            except Exception as failure:  # noqa: BLE001 - any failure at all is the finding
                self.failures.append(repr(failure))

    def ask_on(self, connection, keep, pause):
        while not self.enough.is_set():
            body = b"typed" * 500 if len(self.answers) % 3 == 0 else None
            self.answers.append(ask(connection, body=body).split()[0])
            self.enough.wait(pause)
            if not keep:
                return

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.enough.set()
        for thread in self.threads:
            thread.join(20)


def test_no_request_fails_during_five_reloads(site):
    with Visitors(site) as visitors:
        for generation in "23456":
            assert site.reload(generation)
            # Who asked for the reload may rely on it: no later answer comes from old code.
            assert {site.get().split()[0] for _ in range(4)} == {generation}
        eventually(lambda: len(visitors.answers) >= 5000 or visitors.failures, within=60)
    assert visitors.failures == []
    assert set(visitors.answers) == set("123456")


def test_a_reload_waits_for_a_slow_request_and_replaces_the_job_worker(site):
    former = site.processes()
    with meanwhile(site.get, "/slow") as slow:
        eventually((site.here / "slow-began").exists)
        assert site.reload("2")
        assert site.get().startswith("2 ")
        assert slow == []
        (site.here / "slow-may-end").touch()
    assert slow[0].startswith("1 ")
    eventually((site.here / f"finished-{former[3]}").exists)
    assert eventually(lambda: site.job_worker() != former[3])
    eventually(lambda: not any(map(alive, former[1:])))


def test_the_old_workers_serve_until_the_new_ones_have_loaded(site):
    with meanwhile(site.reload, "slow-to-load") as reloaded:
        eventually((site.here / "loading-began").exists)
        assert site.get().startswith("1 ")
        (site.here / "loading-may-end").touch()
    assert reloaded == [True]
    assert site.get().startswith("slow-to-load ")


def test_a_reload_is_not_done_while_old_workers_take_new_connections(site):
    gunicorn = site.processes()[2]
    os.kill(gunicorn, signal.SIGSTOP)  # it cannot pass on the word to finish
    with meanwhile(site.reload, "2") as reloaded:
        answers = set()
        eventually(lambda: answers.add(site.get()) or len(answers) == 4)  # two old and two new
        assert {site.get()[0] for _ in range(300)} == {"1", "2"}
        assert reloaded == []
        os.kill(gunicorn, signal.SIGCONT)
    assert reloaded == [True]


def test_a_stop_waits_for_a_slow_request(site):
    with meanwhile(site.get, "/slow") as slow:
        eventually((site.here / "slow-began").exists)
        site.process.send_signal(signal.SIGINT)
        eventually(lambda: "Stopping." in site.out.read_text())
        (site.here / "slow-may-end").touch()
    assert slow[0].startswith("1 ")
    assert site.process.wait(20) == 0


def test_a_generation_that_does_not_load_leaves_the_old_one_at_work(site):
    former = site.get().split()[2]
    with pytest.raises(serve.ReloadError, match="did not come up; the site runs on as it was"):
        site.reload("broken")
    assert site.get().split()[2] == former
    assert "a plugin that does not load" in site.out.read_text()
    assert site.reload("3")
    assert site.get().startswith("3 ")


@pytest.mark.parametrize("victim", [1, 2, 3], ids=["web worker", "gunicorn", "job worker"])
def test_a_child_that_dies_is_started_again(site, victim):
    killed = site.processes()[victim]
    (site.here / "job-worker").unlink()
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: not alive(killed))
    if victim == 3:
        assert eventually(site.job_worker) != killed
    else:
        assert {int(site.get().split()[victim]) for _ in range(4)}.isdisjoint({killed})


def test_the_children_follow_a_supervisor_that_was_killed(site):
    pids = site.processes()
    site.process.kill()
    site.process.wait()
    eventually(lambda: not any(map(alive, pids)))
    assert serve.running(site.here) is None
    assert serve.request_reload(site.here) is False


def test_a_second_site_in_the_same_folder_or_on_the_same_port_is_refused(site, start, tmp_path):
    second = start(site.here)
    assert second.process.wait(20) == 2
    assert f"is served already, by process {site.process.pid}" in second.out.read_text()
    elsewhere = shutil.copytree(SERVED, tmp_path / "elsewhere")
    second = start(elsewhere, site.address.port)
    assert second.process.wait(20) == 2
    assert f"Port {site.address.port} on 127.0.0.1 is taken" in second.out.read_text()
    assert serve.run(serve.Site(tmp_path / "nowhere")) == 2


def test_an_application_that_never_loaded_ends_the_start(here, start):
    (here / "generation").write_text("broken")
    site = start(here)
    assert site.process.wait(20) == 1
    assert "a plugin that does not load" in site.out.read_text()


def test_without_a_running_site_there_is_nothing_to_reload(tmp_path):
    assert serve.request_reload(tmp_path) is False
    (tmp_path / "serve.lock").touch()
    (tmp_path / "serve.json").write_text(json.dumps({"pid": os.getpid(), "begun": 0}))
    assert serve.request_reload(tmp_path) is False, "left behind: its number may be anybody's"


def test_the_access_log_holds_no_token_no_query_and_no_forged_line(site):
    site.get("/l/abcdef123456?answer=yes")
    site.get("/bodies?name=secret")
    site.get("/x%0Aforged%20line")
    said = eventually(lambda: (text := site.out.read_text()).count('"GET') >= 3 and text)
    assert '"GET /l/*** HTTP/1.1" 200' in said
    assert '"GET /bodies HTTP/1.1" 200' in said
    assert '"GET /x%0Aforged%20line HTTP/1.1" 200' in said
    assert "abcdef" not in said
    assert "secret" not in said
