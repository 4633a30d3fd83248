"""The proof of sending: who was told what, when, how, and whether it left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from ntfc.db import db
from ntfc.jobs import Job, JobState
from ntfc.meetings.models import Notice, NoticeRecipient, Way
from ntfc.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How one person was told."""

    id: int
    notice_id: int
    person_id: int
    name: str
    way: Way
    sent_at: datetime | None
    has_failed: bool

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to hand this over, or it waits to leave."""
        return self.sent_at is None


def proofs_of(notices: Collection[Notice]) -> dict[int, list[Proof]]:
    """Return for each notice how everybody was told; a mail that waits is looked up."""
    query = (
        select(
            NoticeRecipient.id,
            NoticeRecipient.notice_id,
            NoticeRecipient.person_id,
            Person.name,
            NoticeRecipient.way,
            func.coalesce(NoticeRecipient.sent_at, Job.done_at).label("sent_at"),
            NoticeRecipient.failed_at,
            Job.state,
        )
        .join(Person, Person.id == NoticeRecipient.person_id)
        .outerjoin(Job, (Job.key == NoticeRecipient.job_key) & (NoticeRecipient.job_key != ""))
        .where(NoticeRecipient.notice_id.in_([notice.id for notice in notices]))
        .order_by(NoticeRecipient.id)
    )
    found: dict[int, list[Proof]] = {notice.id: [] for notice in notices}
    for row in db.session.execute(query):
        gone = row.state in (JobState.FAILED, JobState.DROPPED)
        found[row.notice_id].append(
            Proof(
                id=row.id,
                notice_id=row.notice_id,
                person_id=row.person_id,
                name=row.name,
                way=row.way,
                sent_at=None if row.state is JobState.DROPPED else row.sent_at,
                has_failed=gone or row.failed_at is not None,
            )
        )
    return found


def to_settle(limit: int = 500) -> Sequence[tuple[NoticeRecipient, Job]]:
    """Return mails that left or were given up and whose proof does not say so yet.

    One that failed may still be repeated; until then its job stays and says so.
    """
    settled = (JobState.DONE, JobState.DROPPED)
    query = (
        select(NoticeRecipient, Job)
        .join(Job, Job.key == NoticeRecipient.job_key)
        .where(NoticeRecipient.job_key != "", NoticeRecipient.sent_at.is_(None))
        .where(NoticeRecipient.failed_at.is_(None), Job.state.in_(settled))
        .order_by(NoticeRecipient.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
