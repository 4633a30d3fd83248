"""What an administrator changes here: jobs that failed, and the check of the trail."""

from datetime import datetime

from sqlalchemy import select

from ntfc import audit, jobs
from ntfc.admin import rules
from ntfc.admin.rules import CHECK
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.jobs import Job, JobState
from ntfc.permissions import Actor, Site, requires
from ntfc.sentences import packed


def _refuse(job: Job, now: datetime) -> None:
    reasons = list(rules.obstacles_to_touching(job, now))
    if reasons:
        raise Refused(*reasons)


def _again(job: Job, now: datetime) -> None:
    job.state = JobState.WAITING
    job.due = now
    job.tries = 0


@requires(rules.MANAGE_JOBS)
def retry(job: Job, *, now: datetime, actor: Actor) -> None:
    """Have a job done now, with all its tries before it."""
    _refuse(job, now)
    _again(job, now)
    db.session.flush()
    audit.record(actor, "job.repeated", job, kind=job.kind)


@requires(rules.MANAGE_JOBS)
def retry_all(_site: Site, *, now: datetime, actor: Actor) -> int:
    """Have everything that failed done now: the mail server was away, and is back."""
    failed = db.session.scalars(select(Job).where(Job.state == JobState.FAILED)).all()
    for job in failed:
        _again(job, now)
        audit.record(actor, "job.repeated", job, kind=job.kind)
    db.session.flush()
    return len(failed)


@requires(rules.MANAGE_JOBS)
def drop(job: Job, *, now: datetime, actor: Actor) -> None:
    """Give a job up for good. Its key stays, so the same thing is not written again."""
    _refuse(job, now)
    jobs.drop(job, now)
    db.session.flush()
    audit.record(actor, "job.dropped", job, kind=job.kind)


@requires(rules.CHECK_TRAIL)
def check_trail(_site: Site, *, actor: Actor) -> None:
    """Have the whole trail checked by the worker; a check that waits already is enough."""
    waiting = select(Job.id).where(Job.kind == CHECK, Job.state == JobState.WAITING)
    if db.session.scalar(waiting.limit(1)) is None:
        jobs.enqueue(CHECK, {})
        audit.record(actor, "trail.check_asked")


@requires(rules.CHECK_TRAIL)
def note_check(_site: Site, *, faults: list[str], actor: Actor) -> None:
    """Keep what a check of the trail found, as one more act of the trail."""
    audit.record(actor, "trail.checked", faults=packed(faults))
