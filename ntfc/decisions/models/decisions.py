"""Decisions, recommendations and opinions, to whom they are addressed, and what was answered."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    inspect,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body
from ntfc.constraints import SENTENCE, holds
from ntfc.db import Model
from ntfc.documents.models import DocumentVersion
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Organisation
from ntfc.sentences import Kept


class DecisionKind(enum.Enum):
    """What a body gives. To decide and to give guidance for further reflection are two things."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    OPINION = "opinion"
    GUIDANCE = "guidance"
    INFORMATION = "information"
    ADOPTION = "adoption"  # of a document, such as a study
    APPROVAL = "approval"  # of what others plan, such as a change in a service


class DecisionState(enum.Enum):
    """Where it is on its way."""

    DRAFT = "draft"
    WITH_SEATS = "with_seats"  # each seat is asked; its words stay as they are meanwhile
    PASSED_UP = "passed_up"  # as a proposal to the body above
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"  # no consensus, or not accepted; the next step is said
    WITHDRAWN = "withdrawn"
    PARKED = "parked"  # with its issue, which brings it back
    WATCHED = "watched"  # of a forum outside, taken in


class HowAgreed(enum.Enum):
    """How the body came to it."""

    CONSENSUS = "consensus"
    RESERVATIONS = "reservations"  # consensus, with reservations that are named
    NO_CONSENSUS = "no_consensus"
    NOT_ACCEPTED = "not_accepted"  # refused, with a reason
    VOTE = "vote"
    WRITTEN = "written"  # between meetings, by the replies of the seats


class Decision(Model):
    """What a body decides, recommends or holds. It gets its number when it is adopted."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint(
            "body_id",
            "term_number",
            "number",
            info={SENTENCE: _("This number was given a moment ago. Adopt it once more.")},
        ),
        # Each number but the first stands on the one before it: none is left out, none goes.
        ForeignKeyConstraint(
            ["body_id", "term_number", "previous"],
            ["decisions.body_id", "decisions.term_number", "decisions.number"],
            name="fk_decisions_previous_decisions",
        ),
        Index("ix_decisions_previous", "body_id", "term_number", "previous"),
        holds(
            "without_gap",
            "number IS NULL OR (number = 1 AND previous IS NULL)"
            " OR (previous IS NOT NULL AND previous = number - 1)",
            _("Numbers of decisions run on without a gap."),
        ),
        holds(
            "numbered_when_adopted",
            "(state = 'adopted') = (number IS NOT NULL)",
            _("What is adopted has a number, and nothing else has one."),
        ),
        holds(
            "next_step",
            "state <> 'not_adopted' OR next_step <> '' OR COALESCE(how, '') = 'not_accepted'",
            _("Where nothing was adopted, the next step is said."),
        ),
        holds(
            "not_accepted_with_reason",
            "COALESCE(how, '') <> 'not_accepted' OR reason <> ''",
            _("What is not accepted has a reason."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    kind: Mapped[DecisionKind]
    state: Mapped[DecisionState] = mapped_column(default=DecisionState.DRAFT, index=True)
    term_number: Mapped[int] = mapped_column(default=0)  # of the body's term; 0: without terms
    number: Mapped[int | None]
    previous: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    paper: Mapped[str] = mapped_column(String(400), default="")  # the document that is adopted
    # The very version of it, where the document is kept here.
    document_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("document_versions.id"), index=True
    )
    conditions: Mapped[str] = mapped_column(Text, default="")  # under which it is approved
    search_text: Mapped[str] = mapped_column(Text, default="")
    is_binding: Mapped[bool] = mapped_column(default=False)  # else advisory
    applies_to_all: Mapped[bool] = mapped_column(default=False)  # not only to members
    is_confidential: Mapped[bool] = mapped_column(default=False)
    briefing: Mapped[str] = mapped_column(Text, default="")  # by whom members were briefed, when

    how: Mapped[HowAgreed | None]
    next_step: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Kept, default="")  # told to whoever proposed it
    adopted_on: Mapped[date | None]
    agreed_on: Mapped[date | None]  # by the body that proposed it to the one above
    followed_on: Mapped[date | None]  # the secretariat has seen that it is carried out
    followed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    followed_note: Mapped[str] = mapped_column(Text, default="")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    forum: Mapped[str] = mapped_column(String(200), default="")  # outside, where it was made
    forum_on: Mapped[date | None]
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    drafted_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: whether a decision may be read hangs on its body.
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    meeting: Mapped[Meeting | None] = relationship(lazy="raise")
    item: Mapped[AgendaItem | None] = relationship(lazy="raise")
    issue: Mapped[Issue | None] = relationship(lazy="raise")
    document_version: Mapped[DocumentVersion | None] = relationship(lazy="raise")
    came_from: Mapped["Decision | None"] = relationship(
        foreign_keys=[came_from_id], remote_side="Decision.id", lazy="raise"
    )


FIXED = (
    *("kind", "title", "text", "paper", "document_version_id", "conditions"),
    *("number", "term_number", "is_binding", "applies_to_all", "how"),
)


@event.listens_for(Decision, "before_update")
def _adopted_text_stays(_mapper: Mapper[Any], _connection: Connection, decision: Decision) -> None:
    """Refuse what no service does: what was adopted reads as it was adopted."""
    told = inspect(decision).attrs
    before = told.state.history.deleted
    if (before[0] if before else decision.state) is not DecisionState.ADOPTED:
        return
    if before or any(told[name].history.has_changes() for name in FIXED):
        raise RuntimeError("what was adopted never changes; adopt something else")


class Reservation(Model):
    """An institution joined a consensus with a reservation, in its own words."""

    __tablename__ = "decision_reservations"
    __table_args__ = (
        UniqueConstraint(
            "decision_id",
            "organisation_id",
            info={SENTENCE: _("A reservation of this institution is recorded already.")},
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    lifted_on: Mapped[date | None]
    lifted_note: Mapped[str] = mapped_column(Text, default="")

    # Always there: who may lift it hangs on the decision.
    decision: Mapped[Decision] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation] = relationship(lazy="raise")

    @property
    def body(self) -> Body:
        return self.decision.body


class AnswerKind(enum.Enum):
    """What an institution answers to what was addressed to it."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    IN_WORK = "in_work"


class Addressee(Model):
    """An institution to which a decision is addressed, until when it answers, and what it said."""

    __tablename__ = "decision_addressees"
    __table_args__ = (
        UniqueConstraint(
            "decision_id",
            "organisation_id",
            info={SENTENCE: _("It is addressed to this institution already.")},
        ),
        holds(
            "rejected_with_reason",
            "answer IS NULL OR answer <> 'rejected' OR text <> ''",
            _("Whoever rejects says why."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    due_on: Mapped[date | None]
    answer: Mapped[AnswerKind | None]
    text: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    by_link: Mapped[bool] = mapped_column(default=False)

    # Always there: who may answer hangs on the decision and on the institution.
    decision: Mapped[Decision] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation] = relationship(lazy="raise")

    @property
    def body(self) -> Body:
        return self.decision.body
