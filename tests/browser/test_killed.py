"""The site is killed, as by a power cut, between a key and the answer: no word is ever lost.

The server is a process of its own, ended by a signal that no program can catch, at a point that a
seed chooses: before it reads what was sent, before it is written, once it is written, or in the
middle of the answer. Then another one is started and the page is loaded anew.
"""

import mmap
import os
import random
import re
import signal
import time
from functools import partial

import pytest
from sqlalchemy import event
from werkzeug.serving import make_server

from ntfc.db import db
from ntfc.minutes.models import MinutesSection

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite"), pytest.mark.long]

SAVING = re.compile(r"/minutes/sections/\d+")
POINTS = ("before it is read", "before it is written", "once it is written", "half way back")
TIMES = 200
PATIENCE = 20


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Mortal:
    """An application that dies at the next text that is saved, once it is told where."""

    def __init__(self, app):
        self.app, self.is_saving = app, False
        self.plan = mmap.mmap(-1, 1)  # shared by all lives: 0, or one more than a place in POINTS
        event.listen(db.session, "before_commit", lambda _session: self.may_die(1))
        event.listen(db.session, "after_commit", lambda _session: self.may_die(2))

    def may_die(self, point):
        if self.is_saving and self.plan[0] == point + 1:
            die()

    def __call__(self, environ, start_response):
        is_save = environ["REQUEST_METHOD"] == "POST" and SAVING.fullmatch(environ["PATH_INFO"])
        self.is_saving = bool(is_save)
        self.may_die(0)
        answer = b"".join(self.app(environ, start_response))
        if not self.is_saving or self.plan[0] != POINTS.index("half way back") + 1:
            return [answer]
        return self.half(answer)

    def half(self, answer):
        yield answer[: len(answer) // 2]
        die()


class Lives:
    """One server after the other, at one address."""

    def __init__(self, app):
        self.mortal, self.port, self.child = Mortal(app), 0, None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def begin(self):
        """Start a server in a process of its own, and wait until it listens."""
        self.mortal.plan[0] = 0
        told, tell = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            try:
                server = make_server("127.0.0.1", self.port, self.mortal)
                os.write(tell, server.server_port.to_bytes(2, "big"))
                server.serve_forever()
            finally:
                os._exit(1)
        os.close(tell)
        self.port = int.from_bytes(os.read(told, 2), "big")
        os.close(told)

    def end_at(self, point):
        self.mortal.plan[0] = POINTS.index(point) + 1

    def is_over(self):
        over, _status = os.waitpid(self.child, os.WNOHANG)
        return over != 0

    def stop(self):
        if self.child and not self.is_over():
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)


@pytest.fixture
def lives(app):
    lives = Lives(app)
    yield lives
    lives.stop()


def until(page, fact):
    """Let the browser go on until something is true."""
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "it took too long"
        page.wait_for_timeout(20)


def write_at_the_end(page, section, word):
    if not section.locator("trix-editor[data-ready]").count():
        section.locator("[data-write]").click()
    editor = section.locator("trix-editor[data-ready]")
    editor.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {word}")
    section.locator("form").evaluate("form => form.requestSubmit()")


def test_the_server_is_killed_two_hundred_times_and_no_word_is_lost(
    app, browser, lives, make_minutes, secretary, client_for
):
    minutes_id, (number,) = make_minutes("<p>Begun.</p>")
    reader = client_for(secretary)
    reader.get(f"/minutes/{minutes_id}/record")
    token = reader.get_cookie("ntfc").value
    with app.app_context():
        db.engine.dispose()  # each process opens the database for itself
    lives.begin()
    context = browser.new_context(base_url=lives.address)
    context.add_cookies([{"name": "ntfc", "value": token, "url": lives.address}])
    page = context.new_page()
    page.goto(f"/minutes/{minutes_id}/record")
    section = page.locator(f"#section-{number}")

    def stored():
        with app.app_context():
            found = db.session.get_one(MinutesSection, number).html
            db.session.rollback()
            return found

    def is_there(text):
        return text in (section.text_content() or "") and stored() == f"<p>{text}</p>"

    chance, text = random.Random(20261121), "Begun."
    for turn in range(TIMES):
        lives.end_at(chance.choice(POINTS))
        write_at_the_end(page, section, f"word{turn}")
        text = f"{text} word{turn}"
        until(page, lives.is_over)
        lives.begin()
        page.reload()
        until(page, partial(is_there, text))
    context.close()
