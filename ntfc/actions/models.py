"""Actions, every step of their way, and the new dates that were asked for."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body, Priority
from ntfc.constraints import holds, in_order, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.sentences import Kept


class ActionState(enum.Enum):
    """Where an action is. Whether it is overdue is told by the day, not kept."""

    OPEN = "open"
    CLAIMED = "claimed"  # done, says its owner
    VERIFIED = "verified"  # somebody else has looked
    CANCELLED = "cancelled"
    PASSED_ON = "passed_on"  # to the body that took the work over


class Action(Model):
    """What an institution of either side said it would do."""

    __tablename__ = "actions"
    __table_args__ = (
        UniqueConstraint("body_id", "number"),
        Index("ix_actions_state_until_on", "state", "until_on"),
        holds(
            "one_date",
            "due_on IS NULL OR NOT is_date_open",
            _("An action has a date, or its date is to be set: not both."),
        ),
        holds(
            "verified_by_another",
            "verified_by_id IS NULL OR claimed_by_id IS NULL OR verified_by_id <> claimed_by_id",
            _("Whoever says that an action is done does not verify it too."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    details: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text, default="")  # the two above, folded
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    due_on: Mapped[date | None]
    until_on: Mapped[date | None]  # the working day up to which it is in time
    is_date_open: Mapped[bool] = mapped_column(default=False)  # the date is to be set, and said so
    is_confidential: Mapped[bool] = mapped_column(default=False)

    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    origin_key: Mapped[str] = mapped_column(String(80), default="")  # such as decisions:12
    origin_title: Mapped[str] = mapped_column(String(300), default="")  # as it was called then

    state: Mapped[ActionState] = mapped_column(default=ActionState.OPEN)
    reason: Mapped[str] = mapped_column(Kept, default="")  # why it is where it is now
    reported_at: Mapped[datetime | None]  # when its owner last said how it goes
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    claimed_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    verified_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]  # verified, cancelled or passed on
    reminded: Mapped[int] = mapped_column(default=0)  # how far reminding went for this date
    reminded_from: Mapped[date | None]  # it was sent back or opened again then: a new round
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: whether an action may be read hangs on its body.
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    owner: Mapped[Organisation | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise")
    meeting: Mapped[Meeting | None] = relationship(lazy="raise")
    item: Mapped[AgendaItem | None] = relationship(lazy="raise")
    issue: Mapped[Issue | None] = relationship(lazy="raise")
    came_from: Mapped["Action | None"] = relationship(remote_side="Action.id", lazy="raise")


class ActionStep(enum.Enum):
    """What happened to an action."""

    ADDED = "added"
    CHANGED = "changed"
    REPORTED = "reported"
    CLAIMED = "claimed"
    SENT_BACK = "sent_back"  # said to be done, and it was not
    VERIFIED = "verified"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    DATE_ASKED = "date_asked"
    DATE_GRANTED = "date_granted"
    DATE_REFUSED = "date_refused"
    REMINDED = "reminded"
    COORDINATOR_TOLD = "coordinator_told"
    CHAIR_TOLD = "chair_told"
    PASSED_ON = "passed_on"
    RECEIVED = "received"


class ActionEvent(Model):
    """One line of the history of an action. Lines are added, never altered."""

    __tablename__ = "action_events"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[ActionStep]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Kept, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")  # where it can be seen
    day: Mapped[date | None]  # asked for, or set
    by_link: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person | None] = relationship(lazy="raise")

    @classmethod
    def of(
        cls,
        action: Action,
        kind: ActionStep,
        *,
        actor: Actor,
        now: datetime,
        **said: Any,
    ) -> "ActionEvent":
        """Return the line that says what *actor* just did to *action*."""
        return cls(
            body_id=action.body_id,
            action_id=action.id,
            at=now,
            kind=kind,
            person_id=actor.person_id,
            by_link=getattr(actor, "audit_kind", "") == "link",
            **said,
        )


@event.listens_for(ActionEvent, "before_update")
@event.listens_for(ActionEvent, "before_delete")
def _history_stays(_mapper: Mapper[Any], _connection: Connection, _event: ActionEvent) -> None:
    """Refuse what no service does: the history of an action is what both sides are told."""
    raise RuntimeError("a line of an action's history is never altered")


class NewDate(Model):
    """A new date that an owner asked for, and what was answered."""

    __tablename__ = "action_dates"
    __table_args__ = (
        only_one(
            "uq_action_dates_open",
            "action_id",
            where="answered_at IS NULL",
            sentence=_("A new date was asked for already, and nobody has answered yet."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    is_granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    answered_at: Mapped[datetime | None]

    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id], lazy="raise")


class SponsorReport(Model):
    """What a body told its sponsor of one quarter, as it stood when the report was made."""

    __tablename__ = "sponsor_reports"
    __table_args__ = (UniqueConstraint("body_id", "until_on"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]  # the last day of the quarter
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # to the sponsor
    by_mail: Mapped[bool] = mapped_column(default=False)  # else it was handed over on paper
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    # Always there: who reads the papers of the body reads its reports.
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)


class RoadMap(Model):
    """The road map of a body as it stood when it was kept."""

    __tablename__ = "road_maps"
    __table_args__ = (UniqueConstraint("body_id", "number"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    entries: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)


class Remedy(Model):
    """What is done about a priority of the term that is off track; without one it never is."""

    __tablename__ = "remedies"
    __table_args__ = (
        only_one(
            "uq_remedies_open",
            "priority_id",
            where="ended_on IS NULL",
            sentence=_("Somebody has just named a remedy. Look at the page again."),
        ),
        in_order("since_on", "ended_on"),
    )

    priority_id: Mapped[int] = mapped_column(ForeignKey("priorities.id"), index=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)  # why the priority is off track
    since_on: Mapped[date]
    ended_on: Mapped[date | None]  # on track again, or another remedy stands in its place

    priority: Mapped[Priority] = relationship(lazy="raise")
    action: Mapped[Action] = relationship(lazy="raise")
