"""Work to do later, and what must leave the building (mail): rows of one table.

A job is written in the transaction that causes it, so nothing is ever done for what was rolled
back. A worker claims it with a lease, does it outside the transaction and marks it after. The
promise is at least once: a worker that dies between doing and marking leaves the job to be done
again, with the same key and, for mail, the same Message-ID.
"""

import enum
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ColumnElement, Index, String, Text, and_, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ntfc import clock, once
from ntfc.db import Model, db
from ntfc.transaction import unit_of_work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
TRIES = 8  # with the waits below: about a day and a half
LONGEST_WAIT = timedelta(hours=12)
WORKER_ENDED = "WorkerEnded"  # the name of the error of a job that kills whoever does it
AT_ONCE = 1000  # old jobs forgotten in one transaction, so that nobody waits for it


class JobState(enum.Enum):
    """Where a job is. A failed one waits for an administrator, who repeats or drops it."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


class Job(Model):
    """One piece of work."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_due", "state", "due"),)

    kind: Mapped[str] = mapped_column(String(80), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    due: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")

    body_id = None


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """A kind of work: its name, what does it, and, for standing work, how often it comes up."""

    name: str
    run: Callable[[dict[str, Any]], None]
    every: timedelta | None = None
    keep: Callable[[dict[str, Any]], dict[str, Any]] = dict  # what stays of the payload when done


@dataclass(frozen=True)
class Claim:
    """A job as a worker holds it, outside any transaction."""

    job_id: int
    kind: str
    payload: Mapping[str, Any]
    tries: int


def enqueue(
    kind: str, payload: dict[str, Any], *, due: datetime | None = None, key: str | None = None
) -> None:
    """Have a job done by the worker once this transaction is committed.

    With a *key* the job is written once: a second one with the same key is left out, also when
    two transactions write it at the same moment.
    """
    moment = clock.now()
    values = {"kind": kind, "payload": payload, "key": key, "due": due or moment}
    if key is None:
        db.session.add(Job(**values, created_at=moment))
        return
    on_postgresql = db.session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(Job) if on_postgresql else sqlite.insert(Job)
    once = insert.values(**values, created_at=moment)
    db.session.execute(once.on_conflict_do_nothing(index_elements=[Job.key]))


def work(now: datetime) -> bool:
    """Do one job that is due, if there is any; tell whether there was."""
    claim = _claim(now)
    if claim is None:
        return False
    try:
        _kinds()[claim.kind].run(dict(claim.payload))
    except (Exception, SystemExit) as error:
        log.exception("job %s (%s) failed", claim.job_id, claim.kind)
        db.session.rollback()
        _put_back(claim, now, f"{type(error).__name__}: {error}")
    else:
        _mark_done(claim)
    return True


def _kinds() -> dict[str, JobKind]:
    kinds: dict[str, JobKind] = current_app.extensions["ntfc.jobs"]
    return kinds


def _ready(now: datetime) -> ColumnElement[bool]:
    free = or_(Job.lease_until.is_(None), Job.lease_until < now)
    return and_(Job.state == JobState.WAITING, Job.due <= now, free)


def _claim(now: datetime) -> Claim | None:
    """Take the job that has waited longest; no other worker can take it until the lease ends.

    A job with no tries left whose lease has run out never came back from a worker: it is given up.
    """
    while True:
        with unit_of_work():
            job = _next(now)
            if job is None:
                return None
            if job.tries < TRIES:
                job.lease_until = now + LEASE
                job.tries += 1
                return Claim(job.id, job.kind, job.payload, job.tries)
            _give_up(job)


def _next(now: datetime) -> Job | None:
    """Return the next job, held against other workers.

    Kinds that are not known here (a plugin was turned off) stay in the table, untouched.
    """
    query = (
        select(Job)
        .where(_ready(now), Job.kind.in_(_kinds()))
        .order_by(Job.due, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.session.scalars(query).one_or_none()


def _give_up(job: Job) -> None:
    log.error("job %s (%s) ended its worker %s times", job.id, job.kind, job.tries)
    job.state = JobState.FAILED
    job.lease_until = None
    job.error = f"{WORKER_ENDED}: {job.tries} times. Last error before: {job.error or 'none'}"[
        :2000
    ]


def _mark_done(claim: Claim) -> None:
    with unit_of_work():
        job = db.session.get(Job, claim.job_id)
        if job is None:  # its mail was to somebody who has been erased meanwhile
            return
        job.state = JobState.DONE
        job.done_at = clock.now()
        job.lease_until = None
        job.error = ""
        job.payload = _kinds()[claim.kind].keep(job.payload)


def _put_back(claim: Claim, now: datetime, error: str) -> None:
    with unit_of_work():
        job = db.session.get(Job, claim.job_id)
        if job is None or job.state is not JobState.WAITING or job.tries != claim.tries:
            return  # the lease ran out and somebody else has it, or had it
        job.error = error[:2000]
        job.lease_until = None
        if job.tries >= TRIES:
            job.state = JobState.FAILED
        else:
            job.due = now + wait_after(job.tries)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: a minute, then four times longer each time."""
    return min(timedelta(minutes=4 ** min(tries - 1, 10)), LONGEST_WAIT)


def schedule(now: datetime) -> None:
    """Write the standing jobs that are due; the key makes several workers write each once."""
    with unit_of_work():
        for kind in _kinds().values():
            if kind.every is not None:
                turn = int(now.timestamp() // kind.every.total_seconds())
                enqueue(kind.name, {}, due=now, key=f"{kind.name}#{turn}")


def drop(job: Job, now: datetime) -> None:
    """Give *job* up; what is kept of it is what would be kept of a job that was done."""
    kind = _kinds().get(job.kind)  # None: of a plugin that is off; then nobody knows what to keep
    job.state = JobState.DROPPED
    job.done_at = now
    job.lease_until = None
    job.payload = kind.keep(job.payload) if kind else {}


def sweep(now: datetime, keep: timedelta = timedelta(days=90)) -> int:
    """Forget jobs done or dropped long ago, and return how many; call it again until none is left.

    Failed ones stay until somebody has looked.
    """
    over = Job.state.in_((JobState.DONE, JobState.DROPPED))
    old = db.session.scalars(select(Job.id).where(over, Job.done_at < now - keep).limit(AT_ONCE))
    found = old.all()
    if found:
        db.session.execute(delete(Job).where(Job.id.in_(found)))
    return len(found)


def _sweep_now(_payload: dict[str, Any]) -> None:
    with unit_of_work():
        once.forget(clock.now())
    forgotten = AT_ONCE
    while forgotten == AT_ONCE:
        with unit_of_work():
            forgotten = sweep(clock.now())


SWEEP = JobKind(name="sweep", run=_sweep_now, every=timedelta(days=1))
