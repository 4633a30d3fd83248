"""How each text came about, line by line, and the files that show what became of it."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, Text, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.db import Model
from ntfc.decisions.models.decisions import Decision
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.sentences import Kept


class DecisionStep(enum.Enum):
    """What happened to it."""

    DRAFTED = "drafted"
    CHANGED = "changed"
    BRIEFED = "briefed"
    PASSED_UP = "passed_up"
    RECEIVED = "received"
    ASKED = "asked"  # the seats, in writing or by an open vote
    NOT_AGREED = "not_agreed"  # in writing: it goes to the table
    STOPPED = "stopped"
    PARKED = "parked"  # its issue waits in the parking lot
    RESUMED = "resumed"
    SET_ASIDE = "set_aside"  # what a seat said that stepped out for the item
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    REFUSED = "refused"  # not accepted; whoever proposed it is told why
    WITHDRAWN = "withdrawn"
    TAKEN_IN = "taken_in"
    ADDRESSED = "addressed"
    ANSWERED = "answered"
    SHOWN = "shown"  # a file that shows what was answered or done
    RESERVED = "reserved"  # one more institution, after it was adopted
    LIFTED = "lifted"  # a reservation
    FOLLOWED = "followed"  # the secretariat closed following it up


class DecisionEvent(Model):
    """One line of its history, with its text at that moment. Lines are never altered."""

    __tablename__ = "decision_events"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[DecisionStep]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Kept, default="")
    wording: Mapped[str] = mapped_column(Text, default="")  # as it read then
    about: Mapped[str] = mapped_column(String(80), default="")
    by_link: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person | None] = relationship(lazy="raise")

    @classmethod
    def of(
        cls, decision: Decision, kind: DecisionStep, *, actor: Actor, now: datetime, **said: Any
    ) -> "DecisionEvent":
        """Return the line that says what *actor* just did to *decision*."""
        return cls(
            body_id=decision.body_id,
            decision_id=decision.id,
            at=now,
            kind=kind,
            person_id=actor.person_id,
            by_link=getattr(actor, "audit_kind", "") == "link",
            **said,
        )


@event.listens_for(DecisionEvent, "before_update")
@event.listens_for(DecisionEvent, "before_delete")
def _history_stays(_mapper: Mapper[Any], _connection: Connection, _event: DecisionEvent) -> None:
    """Refuse what no service does: how a text came about is not written anew."""
    raise RuntimeError("a line of the history of a decision is never altered")


class Evidence(Model):
    """A file that shows what an institution answered, or what became of a decision."""

    __tablename__ = "decision_evidence"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    addressee_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision_addressees.id"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    file: Mapped[str] = mapped_column(ForeignKey("stored_files.name"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    # Always there: who may read it hangs on the decision.
    decision: Mapped[Decision] = relationship(lazy="joined", innerjoin=True)

    @property
    def body(self) -> Body:
        return self.decision.body
