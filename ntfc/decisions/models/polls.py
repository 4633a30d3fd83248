"""Asking each seat about a text: in writing between meetings, or by an open vote at the table."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.constraints import SENTENCE, holds, only_one
from ntfc.db import Model
from ntfc.decisions.models.decisions import Decision
from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.people.models import Person
from ntfc.sentences import Kept


class PollWay(enum.Enum):
    """How the seats are asked."""

    WRITTEN = "written"
    VOTE = "vote"


class PollState(enum.Enum):
    """Whether the seats may still answer, and what came out."""

    OPEN = "open"
    CARRIED = "carried"
    LOST = "lost"
    STOPPED = "stopped"


class VoiceKind(enum.Enum):
    """What a seat says. In an open vote the second one is not offered."""

    FOR = "for"
    RESERVED = "reserved"
    AGAINST = "against"
    ABSTAINS = "abstains"


class Poll(Model):
    """One round in which each seat of a body is asked about one text, which stays as it is."""

    __tablename__ = "decision_polls"
    __table_args__ = (
        only_one(
            "uq_decision_polls_open",
            "decision_id",
            where="state = 'open'",
            sentence=_("The seats are being asked already. Open the page again."),
        ),
        holds(
            "written_closes",
            "way <> 'written' OR closes_on IS NOT NULL",
            _("Say by which day the seats reply."),
        ),
        holds(
            "silence_in_writing",
            "NOT takes_silence OR way = 'written'",
            _("Silence counts only in writing; a vote is cast."),
        ),
        holds(
            "closed_once",
            "(state = 'open') = (closed_at IS NULL)",
            _("What is over has an end."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    way: Mapped[PollWay]
    state: Mapped[PollState] = mapped_column(default=PollState.OPEN, index=True)
    wording: Mapped[str] = mapped_column(Text)  # what the seats are asked to agree to
    seats: Mapped[int]  # that count in the body on that day, vacant ones too
    closes_on: Mapped[date | None]
    takes_silence: Mapped[bool] = mapped_column(default=False)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reminded_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Kept, default="")  # why it was stopped, or did not carry
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: who may see a poll hangs on the decision.
    decision: Mapped[Decision] = relationship(lazy="joined", innerjoin=True)

    @property
    def body(self) -> Body:
        return self.decision.body


class Voice(Model):
    """A seat that is asked, and what it says; it may say something else until the poll is over."""

    __tablename__ = "decision_voices"
    __table_args__ = (
        UniqueConstraint(
            "poll_id", "seat_id", info={SENTENCE: _("Each seat has one voice, and has it already.")}
        ),
        holds(
            "said_with_reason",
            "answer IS NULL OR answer <> 'reserved' OR text <> ''",
            _("Say what the reservation is."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("decision_polls.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))  # of the institution, or of the person's seat
    camp: Mapped[Camp | None]
    answer: Mapped[VoiceKind | None]
    is_silence: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime | None]
    by_link: Mapped[bool] = mapped_column(default=False)
    stepped_out: Mapped[bool] = mapped_column(default=False)  # when it was over: not counted

    # Always there: who may speak hangs on the poll.
    poll: Mapped[Poll] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def body(self) -> Body:
        return self.poll.decision.body
