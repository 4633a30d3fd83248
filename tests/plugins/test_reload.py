"""Turning a plugin on and off under load, with the real supervisor: no request fails."""

import http.client
import socket
import subprocess
import sys
import threading
import time

import pytest

from ntfc import serve


def eventually(fact, within=90.0):
    deadline = time.monotonic() + within
    while not fact():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def ntfc(config, environment):
    """Run the command in a process of its own, and trials in processes of theirs: nothing is lent."""

    def ntfc(*words):
        command = [sys.executable, "-P", "-m", "ntfc", *map(str, words)]
        return subprocess.run(
            command,
            env=environment,
            cwd=config.instance,
            capture_output=True,
            text=True,
            check=True,
        )

    return ntfc


@pytest.fixture
def site(config, environment, port):
    """The site of the test, served as `ntfc serve` does."""
    log = config.instance / "serve.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ntfc", "serve", "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        eventually(lambda: process.poll() is not None or serve.running(config.instance))
        assert process.poll() is None, log.read_text()
        yield
    finally:
        process.terminate()
        process.wait(60)


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


class Visitors:
    """People who ask for a page, again and again, until told."""

    def __init__(self, port):
        self.port, self.enough, self.answers = port, threading.Event(), []
        self.threads = [threading.Thread(target=self.ask) for _ in range(3)]

    def ask(self):
        while not self.enough.is_set():
            try:
                self.answers.append(status(self.port, "/sign-in"))
            except OSError as failure:
                self.answers.append(repr(failure))
            time.sleep(0.05)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.enough.set()
        for thread in self.threads:
            thread.join(60)


@pytest.mark.long
@pytest.mark.database("sqlite")
def test_turning_a_plugin_on_and_off_under_load_fails_no_request(site, ntfc, wheels, port):
    ntfc("plugins", "install", wheels["good"])
    with Visitors(port) as visitors:
        eventually(lambda: len(visitors.answers) > 20)
        told = ntfc("plugins", "on", "good")
        assert told.stdout == "good is on.\nThe running site has taken it up.\n"
        asked = {status(port, "/x/good/") for _ in range(12)}
        assert asked == {302}, "some worker does not have the page yet"
        told = ntfc("plugins", "off", "good")
        assert "The running site has taken it up." in told.stdout
        assert {status(port, "/x/good/") for _ in range(12)} == {404}
        seen = len(visitors.answers)
        eventually(lambda: len(visitors.answers) > seen + 20)
    assert set(visitors.answers) == {200}
