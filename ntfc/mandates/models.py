"""Terms of reference in versions, the joint review of drafts, and what was said about them."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.constraints import in_order, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person

DRAFT_OPEN = _("A draft is being worked on already. Adopt or withdraw it first.")


class TermsState(enum.Enum):
    """Where a version of the terms of reference is."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class TermsOfReference(Model):
    """One version of a body's terms of reference. An adopted one never changes."""

    __tablename__ = "terms_of_reference"
    __table_args__ = (
        UniqueConstraint("body_id", "number"),
        only_one(
            "uq_terms_of_reference_draft",
            "body_id",
            where="state IN ('draft', 'in_review')",
            sentence=DRAFT_OPEN,
        ),
        in_order("review_opened_on", "review_closes_on"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    state: Mapped[TermsState] = mapped_column(default=TermsState.DRAFT)
    objectives: Mapped[str] = mapped_column(Text, default="")
    responsibilities: Mapped[str] = mapped_column(Text, default="")
    engagement: Mapped[str] = mapped_column(Text, default="")
    activities: Mapped[str] = mapped_column(Text, default="")
    negotiable: Mapped[list[str]] = mapped_column(default=list)
    not_negotiable: Mapped[list[str]] = mapped_column(default=list)
    expected_of_public: Mapped[str] = mapped_column(Text, default="")
    expected_of_private: Mapped[str] = mapped_column(Text, default="")
    accountable_to: Mapped[str] = mapped_column(Text, default="")
    accountable_how: Mapped[str] = mapped_column(Text, default="")
    criteria: Mapped[str] = mapped_column(Text, default="")  # for membership
    applies_to_all: Mapped[bool] = mapped_column(default=False)  # not only to members
    protocol_start: Mapped[str] = mapped_column(Text, default="")
    protocol_consulting: Mapped[str] = mapped_column(Text, default="")
    protocol_results: Mapped[str] = mapped_column(Text, default="")
    protocol_review_on: Mapped[date | None]
    created_at: Mapped[datetime]
    review_opened_on: Mapped[date | None]
    review_closes_on: Mapped[date | None]
    # Each change of the closing date: from, to, reason, on. In the order in which they were made.
    extensions: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    reviewed: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the text as it was opened
    adopted_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body: Mapped[Body] = relationship(lazy="raise")
    matters: Mapped[list["Matter"]] = relationship(
        back_populates="terms",
        cascade="all, delete-orphan",
        order_by="Matter.id",
        lazy="raise",
    )
    comments: Mapped[list["TermsComment"]] = relationship(
        back_populates="terms", order_by="TermsComment.at", lazy="raise"
    )


@event.listens_for(TermsOfReference, "before_update")
def _adopted_terms_never_change(
    _mapper: Mapper[Any], _connection: Connection, terms: TermsOfReference
) -> None:
    """Refuse what no service does: decisions taken under these terms would lose their ground."""
    history = inspect(terms).attrs.state.history
    before = history.deleted[0] if history.deleted else terms.state
    if before is TermsState.ADOPTED:
        raise RuntimeError("adopted terms of reference never change; start a new version")


class Matter(Model):
    """A matter on which another department acts."""

    __tablename__ = "matters"

    terms_id: Mapped[int] = mapped_column(ForeignKey("terms_of_reference.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    text: Mapped[str] = mapped_column(Text)

    terms: Mapped[TermsOfReference] = relationship(back_populates="matters", lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class ReviewRequest(Model):
    """Somebody in a seat was asked to comment on a draft."""

    __tablename__ = "review_requests"
    __table_args__ = (UniqueConstraint("terms_id", "person_id"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms_of_reference.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    reminded_for: Mapped[date | None]  # the closing date of which the person was reminded

    terms: Mapped[TermsOfReference] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class Disposition(enum.Enum):
    """What became of a comment."""

    USED = "used"
    PARTLY = "partly"
    NOT_USED = "not_used"
    LATER = "later"


class TermsComment(Model):
    """What an institution said about a draft, and what became of it."""

    __tablename__ = "terms_comments"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms_of_reference.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    on_behalf_of: Mapped[str] = mapped_column(String(200), default="")  # SMEs heard through it
    section: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)
    disposition: Mapped[Disposition | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    disposed_at: Mapped[datetime | None]

    terms: Mapped[TermsOfReference] = relationship(back_populates="comments", lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @property
    def body(self) -> Body:
        return self.terms.body
