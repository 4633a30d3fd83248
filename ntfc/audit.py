"""Who did what, when: append-only, each entry sealed to the one before by a keyed hash.

The key lies outside the database, so who can alter rows cannot re-seal them. The hash covers a
stored canonical text, which survives a move between databases; persons stand there by number
only, so erasing a person leaves the chain whole. The newest seal also stands in audit.head in the
instance folder, so that even removing the last rows shows.
"""

import fcntl
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Index, String, Text, event, select, text
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from ntfc import clock, config
from ntfc.db import Base, db
from ntfc.i18n import _

PENDING, MARKS, SEALED = "audit.pending", "audit.marks", "audit.sealed"
LOCK = 0x6E746663  # one number for all writers on PostgreSQL; spells ntfc
START = "0" * 64
COLUMNS = ("at", "actor", "action", "subject", "body_id")


class AuditEntry(Base):
    """One act. The columns repeat what the text says, for finding; the text is what is sealed."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_body_id_number", "body_id", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(String(40), index=True)
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    body_id: Mapped[int | None]  # in which body; no foreign key: the trail hinders nothing
    text: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(64))


def record(
    actor: Any, action: str, subject: Any = None, *, body: int | None = None, **details: Any
) -> None:
    """Note that *actor* did *action* to *subject*; it is sealed just before the commit.

    *body* is the number of the body it was done in, where the subject does not know it itself.
    *details* name numbers, states and settings, never a person's data.
    """
    session = db.session()
    session.info.setdefault(PENDING, []).append(
        {
            "at": clock.now().isoformat(timespec="microseconds"),
            "actor": _actor_key(actor),
            "action": action,
            "subject": subject_key(subject),
            "body_id": body if body is not None else getattr(subject, "body_id", None),
            "details": details,
        }
    )


def _actor_key(actor: Any) -> str:
    """Name the actor without a name: person:12, link:12 when a one-time link was used, system."""
    if actor.person_id is not None:
        return f"{getattr(actor, 'audit_kind', 'person')}:{actor.person_id}"
    return str(getattr(actor, "audit_kind", "system" if actor.name == "ntfc" else "visitor"))


def subject_key(subject: Any) -> str:
    """Return the short name under which a subject stands in the trail, such as bodies:7."""
    table = getattr(subject, "__tablename__", None)
    return f"{table}:{subject.id}" if table else "site"


def bodies_in(session: Session) -> frozenset[int]:
    """Return the numbers of the bodies in which something was done in this transaction."""
    acts = session.info.get(PENDING, ())
    return frozenset(act["body_id"] for act in acts if act["body_id"] is not None)


def seal(session: Session) -> None:
    """Write the acts of this transaction behind the last sealed one. Call it last of all."""
    pending = session.info.pop(PENDING, [])
    if not pending:
        return
    if session.get_bind().dialect.name == "postgresql":
        # One at a time: two writers that read the same head would fork the chain.
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    number, previous = _head(session)
    for act in pending:
        number += 1
        canonical = _canonical({"number": number, **act})
        previous = _seal_of(previous, canonical)
        columns = {name: act[name] for name in COLUMNS}
        session.add(AuditEntry(number=number, text=canonical, seal=previous, **columns))
    session.flush()
    session.info[SEALED] = (number, previous)


def _head(session: Session) -> tuple[int, str]:
    query = select(AuditEntry.number, AuditEntry.seal).order_by(AuditEntry.number.desc()).limit(1)
    row = session.execute(query).one_or_none()
    return (row.number, row.seal) if row else (0, START)


def _canonical(act: dict[str, Any]) -> str:
    return json.dumps(act, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _seal_of(previous: str, canonical: str) -> str:
    key = config.secret(_instance(), "audit.key").encode()
    return hmac.new(key, f"{previous}\n{canonical}".encode(), hashlib.sha256).hexdigest()


def _instance() -> Path:
    path: Path = current_app.extensions["ntfc.config"].instance
    return path


def publish_head() -> None:
    """Write count and seal of the newest committed entry beside the database."""
    sealed = db.session().info.pop(SEALED, None)
    if sealed is None:
        return
    path = _instance() / "audit.head"
    path.touch()
    with path.open("r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = _parse_head(file.read())
        if before is None or sealed[0] > before[0]:  # another writer may have come later
            # Written over, in one piece, and never emptied first: a power cut leaves one or the other.
            file.seek(0)
            file.write(f"{sealed[0]} {sealed[1]}\n")
            file.truncate()


def noted(instance: Path) -> bytes:
    """Return the note of the newest entry as it stands, for a backup; that there is none, in words."""
    path = instance / "audit.head"
    if path.exists():
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)  # a writer may be at it just now
            if line := file.read():
                return line
    return f"0 {START}\n".encode()


def _parse_head(line: str) -> tuple[int, str] | None:
    count, _, seal_ = line.strip().partition(" ")
    return (int(count), seal_) if count.isdigit() and len(seal_) == len(START) else None


def key_fault() -> str:
    """Say when the key is not that of the trail, by its first entry; empty when it is.

    The site writes on with another key, so that nobody is kept from working. It costs nothing to ask,
    unlike verify(), so it is told at each start and to every administrator who looks.
    """
    query = select(AuditEntry.text, AuditEntry.seal).where(AuditEntry.number == 1)
    first = db.session.execute(query).one_or_none()
    if first is None or (_has_key() and first.seal == _seal_of(START, first.text)):
        return ""
    return _(
        "The key of the audit trail was lost: audit.key is missing, or is not the one with which the "
        "trail was begun. Stop the site and bring it back from a backup: what is noted until then is "
        "sealed with another key, and the trail is never whole again."
    )


def _has_key() -> bool:
    return (_instance() / "audit.key").exists()


def verify() -> list[str]:
    """Return what is wrong with the trail, in plain words; an empty list means it is whole."""
    if not _has_key() and _head(db.session())[0]:
        # Looking must not make another key: it would make a whole trail look forged.
        return [
            _(
                "The key of the trail, audit.key, is missing: nobody can tell whether it is whole. A backup holds it."
            )
        ]
    path = _instance() / "audit.head"
    published = _parse_head(path.read_text("ascii", "replace") if path.exists() else "")
    query = select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000)
    with closing(db.session.scalars(query)) as entries:
        return list(_faults(entries, published))


def _faults(entries: Any, published: tuple[int, str] | None) -> Iterator[str]:
    noted, noted_seal = published or (0, START)
    number, previous = 0, START
    for entry in entries:
        number += 1
        if entry.number != number:
            yield _(
                "Entry %(number)s is missing: the next one found is %(next)s.",
                number=number,
                next=entry.number,
            )
            return
        previous = _seal_of(previous, entry.text)
        if entry.seal != previous:
            yield from _misfit(number)
            return
        if not _columns_agree(entry):
            yield _(
                "Entry %(number)s was altered: its columns do not say what its sealed text says.",
                number=number,
            )
            return
        if number == noted and previous != noted_seal:
            yield _("Entry %(number)s is not the one noted in audit.head.", number=number)
            return
    if number < noted:
        yield _(
            "Entries are missing at the end: %(noted)s were written, %(number)s are left.",
            noted=noted,
            number=number,
        )
    if number and published is None:
        yield _(
            "The note of the newest entry, audit.head, is missing or cannot be read: nobody can "
            "tell whether entries are missing at the end. A backup holds it."
        )


def _misfit(number: int) -> Iterator[str]:
    yield _(
        "Entry %(number)s was altered, inserted or moved: its seal does not fit.", number=number
    )
    if number == 1:  # by another key, every entry would say so
        yield _(
            "Or audit.key is not the key with which the trail was begun. A backup holds that one."
        )


def _columns_agree(entry: AuditEntry) -> bool:
    told = json.loads(entry.text)
    return told["number"] == entry.number and all(
        told[name] == getattr(entry, name) for name in COLUMNS
    )


@event.listens_for(Session, "after_transaction_create")
def _remember_place(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info.setdefault(MARKS, {})[transaction] = len(session.info.get(PENDING, ()))


@event.listens_for(Session, "after_transaction_end")
def _forget_places(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(MARKS, None)


@event.listens_for(Session, "after_soft_rollback")
def _drop_undone(session: Session, transaction: SessionTransaction) -> None:
    """What was undone was not done: a failing plugin leaves no trace of its attempt."""
    kept = session.info.get(MARKS, {}).pop(transaction, 0) if transaction.nested else 0
    del session.info.get(PENDING, [])[kept:]
    if not transaction.nested:
        session.info.pop(SEALED, None)
