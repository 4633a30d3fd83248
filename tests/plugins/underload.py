"""A site served with the real supervisor, and people who visit it while its plugins change."""

import contextlib
import http.client
import itertools
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from ntfc import serve
from ntfc.db import db
from ntfc.organisations.models import OrganisationKind


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
            env=environment | {"NTFC_SECRET_KEY": config.secret_key},
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


def answered(line):
    answer = line.getresponse()
    answer.read()
    return answer.status


def status(port, path):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("GET", path)
        return answered(line)


class Visitors:
    """People who read a page and send a form, in turns, until told; two of three on one line."""

    def __init__(self, port, cookie, kind):
        self.port, self.kind, self.enough, self.pause = port, kind, threading.Event(), 0.3
        self.cookie = {"Cookie": f"ntfc={cookie}", "Sec-Fetch-Site": "same-origin"}
        self.answers, self.sent = [], []
        ways = [("Amal", True), ("Karim", True), ("Samir", False)]
        self.threads = [threading.Thread(target=self.visit, args=way) for way in ways]

    def visit(self, name, keep):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for number in itertools.count():
            try:
                self.answers.append(self.read(line))
                self.sent.append(self.send(line, f"{name} {number}"))
            except (OSError, http.client.HTTPException) as failure:
                self.answers.append(repr(failure))
            if not keep:
                line.close()
            if self.enough.wait(self.pause):
                break
        line.close()

    def read(self, line):
        line.request("GET", "/sign-in")
        return answered(line)

    def send(self, line, name):
        form = urlencode({"name": name, "kind_id": self.kind})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/organisations/new", form, self.cookie | kind)
        self.answers.append(answered(line))
        return name

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.enough.set()
        for thread in self.threads:
            thread.join(60)


@pytest.fixture
def visitors(app, port, client_for, make_person):
    """Those who have signed in to the site, and may add institutions."""
    cookie = client_for(make_person(is_administrator=True)).get_cookie("ntfc").value
    with app.app_context():
        kind = db.session.scalars(select(OrganisationKind.id)).first()
    return Visitors(port, cookie, kind)
