"""Agendas, their items, who agreed to which text, and what coordinators remarked."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.constraints import SENTENCE
from ntfc.db import Model
from ntfc.documents.models import Document
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.sentences import Kept, KeptList


class AgendaState(enum.Enum):
    """Where an agenda is."""

    DRAFT = "draft"
    WITH_COORDINATORS = "with_coordinators"
    RELEASED = "released"


class ItemKind(enum.Enum):
    """What the body does with an item. To be informed is not to decide; to be told what to do is none."""

    DISCUSSION = "discussion"
    DECISION = "decision"
    INFORMATION = "information"
    APPROVAL = "approval"
    REPORT = "report"
    CONCERNS = "concerns"  # everybody speaks freely at the start
    FORMAL = "formal"  # opening, closing, a break


class ItemState(enum.Enum):
    """What became of an item."""

    PLANNED = "planned"
    DISCUSSED = "discussed"
    POSTPONED = "postponed"
    PARKED = "parked"  # its issue was set aside
    DROPPED = "dropped"


class Agenda(Model):
    """The agenda of one meeting. Once released it stays; what comes later is a supplement."""

    __tablename__ = "agendas"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    state: Mapped[AgendaState] = mapped_column(default=AgendaState.DRAFT)
    begun_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # to the coordinators
    remarks_close_on: Mapped[date | None]
    asked_at: Mapped[datetime | None]  # those who release it, to agree
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    despite: Mapped[list[str]] = mapped_column(
        KeptList, default=list
    )  # rules the release did not keep
    because: Mapped[str] = mapped_column(Text, default="")  # why it went out all the same
    supplements: Mapped[int] = mapped_column(default=0)  # released after the agenda
    current_item_id: Mapped[int | None]  # in the meeting; an item of this agenda
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: who sees a meeting reads its agenda once it is released.
    meeting: Mapped[Meeting] = relationship(lazy="joined", innerjoin=True)
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    requests: Mapped[list["AgendaRequest"]] = relationship(back_populates="agenda", lazy="selectin")
    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="agenda", order_by="AgendaItem.position", lazy="raise"
    )


class AgendaItem(Model):
    """One line of an agenda; one that stands below another is a part of it."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("agenda_id", "origin_key"),)

    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(default=ItemKind.DISCUSSION)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    expected_result: Mapped[str] = mapped_column(Text, default="")
    asked: Mapped[list[str]] = mapped_column(default=list)  # values of ntfc.issues.models.Verb
    questions: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    note_due_on: Mapped[date | None]
    minutes: Mapped[int | None]
    presenter: Mapped[str] = mapped_column(String(200), default="")
    is_confidential: Mapped[bool] = mapped_column(default=False)
    is_standing: Mapped[bool] = mapped_column(default=False)  # comes again at the next meeting
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    origin_key: Mapped[str | None] = mapped_column(String(120))  # nothing is proposed twice
    reason: Mapped[str] = mapped_column(Kept, default="")  # why it proposed itself
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    proposed_for_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    added_at: Mapped[datetime]
    supplement: Mapped[int] = mapped_column(default=0)  # 0: in the agenda as first released
    released_at: Mapped[datetime | None]
    state: Mapped[ItemState] = mapped_column(default=ItemState.PLANNED)
    state_reason: Mapped[str] = mapped_column(Kept, default="")
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: who may read the agenda may read its items, those in confidence apart.
    agenda: Mapped[Agenda] = relationship(back_populates="items", lazy="joined", innerjoin=True)
    issue: Mapped[Issue | None] = relationship(lazy="raise")
    proposed_by: Mapped[Person | None] = relationship(lazy="raise")
    proposed_for: Mapped[Organisation | None] = relationship(lazy="raise")
    came_from: Mapped["AgendaItem | None"] = relationship(
        foreign_keys=[came_from_id], remote_side="AgendaItem.id", lazy="raise"
    )


class ItemPaper(Model):
    """A paper that belongs to an item. One added after the release comes late, and is marked so."""

    __tablename__ = "agenda_item_papers"
    __table_args__ = (
        UniqueConstraint(
            "item_id",
            "document_id",
            info={SENTENCE: _("This paper stands at the item already.")},
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    is_late: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    # Always there: whether a paper is for everybody hangs on its item and on its class.
    item: Mapped[AgendaItem] = relationship(lazy="joined", innerjoin=True)
    document: Mapped[Document] = relationship(lazy="joined", innerjoin=True)


class AgendaRequest(Model):
    """Somebody was sent the draft, for an institution of the body."""

    __tablename__ = "agenda_requests"
    __table_args__ = (UniqueConstraint("agenda_id", "person_id"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    asked_at: Mapped[datetime]

    agenda: Mapped[Agenda] = relationship(back_populates="requests", lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class AgendaRemark(Model):
    """What a coordinator says to the draft, and what became of it."""

    __tablename__ = "agenda_remarks"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]

    agenda: Mapped[Agenda] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="raise")


class AgendaAgreement(Model):
    """A chair, or whoever else releases, agreed to just this text of the agenda."""

    __tablename__ = "agenda_agreements"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    text: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # as it was agreed to
    at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(lazy="raise")


class AgendaTemplate(Model):
    """Lines a body begins its agendas with, kept from an agenda of its own."""

    __tablename__ = "agenda_templates"
    __table_args__ = (UniqueConstraint("body_id", "name"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    name: Mapped[str] = mapped_column(String(120))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    kept_at: Mapped[datetime]
