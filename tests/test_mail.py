import email
import email.policy
import socketserver
import threading

import pytest

from ntfc import mail, worker
from ntfc.db import db
from ntfc.jobs import Job, JobState
from ntfc.transaction import unit_of_work

LETTER = {
    "to": "amal@example.org",
    "name": "Amal, حداد",
    "subject": "Notice\r\nBcc: all@example.org",
    "body": "Come.",
}


class Post(socketserver.StreamRequestHandler):
    """The least of a mail server; it can lose the line after it took the mail."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                if self.server.dies:
                    self.server.dies = False
                    return
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")


@pytest.fixture
def post():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        server.daemon_threads = True
        server.letters, server.dies = [], False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def mailing(make_app, post):
    address = f"smtp://127.0.0.1:{post.server_address[1]}"
    return make_app(smtp_url=address, mail_from="Desk <desk@example.org>")


def send(app, key="notice:1"):
    with app.app_context(), unit_of_work():
        return mail.send(**LETTER, key=key)


def test_a_mail_reaches_the_server(mailing, post):
    assert send(mailing)
    worker.drain(mailing)
    (letter,) = post.letters
    message = email.message_from_bytes(letter, policy=email.policy.default)
    (recipient,) = message["To"].addresses
    assert (recipient.display_name, recipient.addr_spec) == (LETTER["name"], LETTER["to"])
    assert message["Bcc"] is None
    assert message.get_content().strip() == "Come."


def test_the_same_occasion_is_one_mail(mailing, post):
    send(mailing)
    send(mailing)
    worker.drain(mailing)
    assert len(post.letters) == 1


def test_a_line_lost_after_the_server_took_the_mail_repeats_the_same_message(mailing, post):
    post.dies = True
    send(mailing)
    worker.drain(mailing)
    with mailing.app_context(), unit_of_work():
        job = db.session.scalars(db.select(Job)).one()
        assert job.state is JobState.WAITING
        job.due = job.created_at
    worker.drain(mailing)
    first, second = post.letters
    number = next(line for line in first.splitlines() if line.startswith(b"Message-ID"))
    assert number in second


def test_the_text_of_a_mail_that_left_is_forgotten(mailing, post):
    send(mailing)
    worker.drain(mailing)
    with mailing.app_context():
        assert "Come." not in str(db.session.scalars(db.select(Job)).one().payload)


def test_without_a_mail_server_nothing_is_written_and_the_caller_is_told(app):
    assert not send(app)
    with app.app_context():
        assert db.session.scalars(db.select(Job)).all() == []


def test_a_demonstration_keeps_its_mail(make_app, post):
    address = f"smtp://127.0.0.1:{post.server_address[1]}"
    app = make_app(demo=True, smtp_url=address, mail_from="a@example.org")
    assert not send(app)
    worker.drain(app)
    assert post.letters == []
    with app.app_context():
        assert "Come." in str(db.session.scalars(db.select(Job)).one().payload)
