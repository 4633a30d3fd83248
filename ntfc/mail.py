"""Mail: written as a job with the change it tells of, sent by the worker, or shown to hand over."""

import hashlib
import smtplib
import ssl
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import or_, select

from ntfc import ics, jobs
from ntfc.config import Config
from ntfc.db import db
from ntfc.jobs import Job, JobKind, JobState

KIND = "mail"
TIMEOUT = 30  # seconds; far below the lease of a job, so two workers never send one mail at once


def send(
    *, to: str, name: str, subject: str, body: str, key: str, calendar: str | None = None
) -> bool:
    """Have one mail sent to one person once this transaction is committed.

    *key* names the occasion and the recipient: the same key is one mail, with one Message-ID.
    Returns False when no mail leaves this site: then the link must be handed over another way.
    """
    if not is_written():
        return False
    payload = {
        "to": to,
        "name": name,
        "subject": str(subject),
        "body": str(body),
        "calendar": calendar,
        "message_id": f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{_domain()}>",
    }
    jobs.enqueue(KIND, payload, key=f"mail:{key}")
    return can_send()


def was_written(key: str) -> bool:
    """Tell whether a mail of this key was written before, so that nobody is told twice."""
    query = select(Job.id).where(Job.kind == KIND, Job.key == f"mail:{key}")
    return db.session.scalar(query) is not None


def is_written() -> bool:
    """Tell whether mails are written at all: to leave the building, or for the outbox of a demo."""
    return can_send() or _config().demo


def can_send() -> bool:
    """Tell whether mail leaves the building; else links are shown to be handed over."""
    return bool(_config().smtp_url) and not _config().demo


def _config() -> Config:
    config: Config = current_app.extensions["ntfc.config"]
    return config


def _domain() -> str:
    sender = _config().mail_from.rpartition("@")[2].strip("> ")
    return sender or urlsplit(_config().base_url).hostname or "ntfc.invalid"


def compose(payload: dict[str, Any], sender: str) -> EmailMessage:
    """Return the message as it goes over the line."""
    message = EmailMessage()
    message["Subject"] = " ".join(payload["subject"].split())
    message["From"] = sender
    message["To"] = Address(payload["name"], addr_spec=payload["to"])
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = payload["message_id"]
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(payload["body"])
    if payload.get("calendar"):
        part = {"method": ics.method_of(payload["calendar"]), "charset": "utf-8"}
        message.add_alternative(payload["calendar"], subtype="calendar", params=part)
    return message


def deliver(payload: dict[str, Any]) -> None:
    """Hand the mail to the server; in a demonstration it stays here, to be read in the outbox."""
    config = _config()
    if config.demo:
        return
    with _connection(config.smtp_url) as server:
        server.send_message(compose(payload, config.mail_from))


def _connection(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host, user = parts.hostname or "localhost", unquote(parts.username or "")
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=TIMEOUT, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
    if user:
        server.login(user, unquote(parts.password or ""))
    return server


def kept_for(address: str) -> Sequence[Job]:
    """Return the mails to whoever has an address now, waiting or gone, as the table of jobs keeps them."""
    ways = [Job.payload[name].as_string() == address for name in ("to", "now")]
    query = select(Job).where(Job.kind == KIND, or_(*ways))
    return db.session.scalars(query.order_by(Job.id)).all()


def forget(address: str) -> None:
    """Remove every mail to an address, waiting or gone: its owner's data are being erased."""
    for job in kept_for(address):
        db.session.delete(job)


def readdress(address: str, new: str | None) -> None:
    """Follow somebody to another address: what waits goes there, what has gone is found there.

    Whoever has no address any more gets nothing, and nothing of theirs is kept.
    """
    for job in kept_for(address):
        if new is None:
            db.session.delete(job)
        elif job.state is JobState.DONE:
            job.payload = {**job.payload, "now": new}
        else:
            job.payload = {**job.payload, "to": new}


def without_body(payload: dict[str, Any]) -> dict[str, Any]:
    """Forget the text of a mail that has left: it may hold a link that still opens a door."""
    return payload if _config().demo else {**payload, "body": "", "calendar": None}


MAIL = JobKind(name=KIND, run=deliver, keep=without_body)
