"""Issues: one durable thing that is proposed, put on agendas, parked, followed up and answered."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ntfc.committees.models import Body, Level
from ntfc.db import Model
from ntfc.mandates.models import Disposition
from ntfc.organisations.models import Organisation, Sector
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.readings import as_read
from ntfc.sentences import Kept


class IssueState(enum.Enum):
    """Where an issue is on its way."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ON_AGENDA = "on_agenda"
    DISCUSSED = "discussed"
    PARKED = "parked"
    IN_FOLLOW_UP = "in_follow_up"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REDIRECTED = "redirected"  # to another body, or to where single cases belong


class Verb(enum.Enum):
    """What a body is asked to do with an issue. An instruction is none of them."""

    PROVIDE_INPUT = "provide_input"
    SUGGEST = "suggest"
    SHARE_VIEWS = "share_views"
    EXAMINE = "examine"
    ENDORSE = "endorse"
    GIVE_GUIDANCE = "give_guidance"


class Implication(enum.Enum):
    """Whether an issue has strategic implications or asks for an operational solution."""

    STRATEGIC = "strategic"
    OPERATIONAL = "operational"


class Breadth(enum.Enum):
    """How many traders an issue touches."""

    FEW = "few"
    MANY = "many"
    SECTOR = "sector"
    EVERYBODY = "everybody"


class Measure(enum.Enum):
    """How much: of effort, of benefit, of contention."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Strength(enum.Enum):
    """How strongly somebody supports an issue."""

    HELPFUL = "helpful"
    IMPORTANT = "important"
    PRESSING = "pressing"


class IssueSector(Model):
    """An issue touches a sector."""

    __tablename__ = "issue_sectors"
    __table_args__ = (UniqueConstraint("issue_id", "sector_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"), index=True)


class Issue(Model):
    """What somebody brings to a body. It keeps its number and its history wherever it goes."""

    __tablename__ = "issues"
    __table_args__ = (UniqueConstraint("body_id", "number"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    state: Mapped[IssueState] = mapped_column(default=IssueState.PROPOSED, index=True)
    reason: Mapped[str] = mapped_column(Kept, default="")  # why it is where it is now

    kept_title: Mapped[str] = mapped_column("title", Kept(200))
    title = as_read("title", "kept_title")
    problem: Mapped[str] = mapped_column(Text)
    kept_result: Mapped[str] = mapped_column("expected_result", Kept)
    expected_result = as_read("expected_result", "kept_result")
    search_text: Mapped[str] = mapped_column(Text, default="")  # the three above, folded
    asked: Mapped[list[str]] = mapped_column(default=list)  # values of Verb
    questions: Mapped[list[str]] = mapped_column(default=list)
    context: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[str] = mapped_column(Text, default="")  # what the proposer holds of it
    note: Mapped[str] = mapped_column(Text, default="")
    note_due_on: Mapped[date | None]
    is_about_process: Mapped[bool] = mapped_column(default=False)  # how the body itself works

    level: Mapped[Level | None]
    implication: Mapped[Implication | None]
    breadth: Mapped[Breadth | None]
    sizes: Mapped[list[str]] = mapped_column(default=list)  # values of Size
    crossings: Mapped[str] = mapped_column(String(300), default="")
    effort: Mapped[Measure | None]
    benefit: Mapped[Measure | None]
    contention: Mapped[Measure | None]
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)

    raised_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    raised_for_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    raised_at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    disposition: Mapped[Disposition | None]  # what became of it, where its way does not say so
    disposition_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: whether an issue may be read hangs on its body.
    body: Mapped[Body] = relationship(foreign_keys=[body_id], lazy="joined", innerjoin=True)
    handled_by: Mapped[Body | None] = relationship(foreign_keys=[handled_by_id], lazy="raise")
    raised_by: Mapped[Person] = relationship(lazy="raise")
    raised_for: Mapped[Organisation | None] = relationship(lazy="raise")
    came_from: Mapped["Issue | None"] = relationship(remote_side="Issue.id", lazy="raise")
    sectors: Mapped[list[Sector]] = relationship(secondary="issue_sectors", lazy="raise")


class IssueCall(Model):
    """Everybody in a seat was asked to bring issues, until a day."""

    __tablename__ = "issue_calls"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    message: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    closes_on: Mapped[date]

    body: Mapped[Body] = relationship(lazy="raise")


class Answer(enum.Enum):
    """What the author said to the secretariat's wording."""

    AGREED = "agreed"
    KEPT = "kept"


class Wording(Model):
    """Words that the secretariat offers for an issue. They hold only once the author agreed."""

    __tablename__ = "issue_wordings"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    problem: Mapped[str] = mapped_column(Text)
    expected_result: Mapped[str] = mapped_column(Text)
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    offered_at: Mapped[datetime]
    answer: Mapped[Answer | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]

    # Always there: only the author of the issue may answer.
    issue: Mapped[Issue] = relationship(lazy="joined", innerjoin=True)


class Support(Model):
    """Somebody else has the issue too, and says how much."""

    __tablename__ = "issue_supports"
    __table_args__ = (UniqueConstraint("issue_id", "person_id"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    strength: Mapped[Strength]
    at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class Idea(Model):
    """A possible solution; everybody is asked to bring some."""

    __tablename__ = "issue_ideas"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)
    disposition: Mapped[Disposition | None]  # what became of it
    disposition_reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    issue: Mapped[Issue] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class EventKind(enum.Enum):
    """What happened to an issue."""

    PROPOSED = "proposed"
    REVISED = "revised"
    CLASSIFIED = "classified"
    NOTED = "noted"
    WORDED = "worded"
    AGREED = "agreed"
    KEPT = "kept"
    SOUNDED_OUT = "sounded_out"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ONE_CASE = "one_case"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    ANSWERED = "answered"  # by the body it was handed to
    REOPENED = "reopened"
    PLACED = "placed"  # on the agenda of a meeting
    TAKEN_OFF = "taken_off"
    POSTPONED = "postponed"
    DISCUSSED = "discussed"
    CLOSED = "closed"
    PARKED = "parked"
    RETURNED = "returned"  # from the parking lot
    MERGED = "merged"  # it goes on in another issue
    DISPOSED = "disposed"  # it is said what became of the proposal
    TAKEN_IN = "taken_in"  # another issue goes on in this one


class IssueEvent(Model):
    """One line of the history of an issue. Lines are added, never altered."""

    __tablename__ = "issue_events"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[EventKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    word_of_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)  # decided
    text: Mapped[str] = mapped_column(Kept, default="")
    about: Mapped[str] = mapped_column(String(80), default="")  # such as issues:12
    by_link: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise")
    word_of: Mapped[Person | None] = relationship(foreign_keys=[word_of_id], lazy="raise")

    @classmethod
    def of(
        cls,
        issue: Issue,
        kind: EventKind,
        *,
        actor: Actor,
        now: datetime,
        text: str = "",
        about: str = "",
        word_of: int | None = None,
    ) -> "IssueEvent":
        """Return the line that says what *actor* just did to *issue*."""
        return cls(
            body_id=issue.body_id,
            issue_id=issue.id,
            at=now,
            kind=kind,
            person_id=actor.person_id,
            word_of_id=word_of if word_of != actor.person_id else None,
            text=text,
            about=about,
            by_link=getattr(actor, "audit_kind", "") == "link",
        )


@event.listens_for(IssueEvent, "before_update")
@event.listens_for(IssueEvent, "before_delete")
def _history_stays(_mapper: Mapper[Any], _connection: Connection, _event: IssueEvent) -> None:
    """Refuse what no service does: the history of an issue is what its author is told."""
    raise RuntimeError("a line of an issue's history is never altered")
