"""The approval: who was asked, who approved which exact text and how, and what was corrected after.

Once minutes or an erratum are approved, the database itself refuses to change them: a migration
makes the triggers, in the way of each database.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.constraints import by_hand, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.minutes.models.record import Minutes, MinutesSection
from ntfc.minutes.models.vocabulary import ErratumState, Verdict, Way
from ntfc.people.models import Person
from ntfc.sentences import Kept

ALREADY = _("Somebody else has just answered in this place.")


class Erratum(Model):
    """A correction to approved minutes. Its words never change; both readings stay."""

    __tablename__ = "errata"
    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int | None]  # given on approval, so that none is skipped
    section_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_sections.id"), index=True)
    # What it corrects where that is no section: see rules/errata.py.
    place: Mapped[str] = mapped_column(String(40), default="", server_default="")
    title: Mapped[str] = mapped_column(String(300), default="")  # of that place, as approved
    is_confidential: Mapped[bool] = mapped_column(default=False)  # as the section
    reads: Mapped[str] = mapped_column(Text)
    should_read: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[ErratumState] = mapped_column(default=ErratumState.OPEN)
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    ended_at: Mapped[datetime | None]
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of what was approved

    # Always there: who may read it hangs on the minutes.
    minutes: Mapped[Minutes] = relationship(lazy="joined", innerjoin=True)
    section: Mapped[MinutesSection | None] = relationship(lazy="raise")

    @property
    def body(self) -> Body:
        return self.minutes.body


class MinutesApproval(Model):
    """What somebody who must approve said to one exact text, known by its fingerprint."""

    __tablename__ = "minutes_approvals"
    __table_args__ = (
        only_one(
            "uq_minutes_approvals_place",
            "minutes_id",
            "place",
            where="erratum_id IS NULL AND voided_at IS NULL",
            sentence=ALREADY,
        ),
        only_one(
            "uq_minutes_approvals_erratum_place",
            "erratum_id",
            "place",
            where="erratum_id IS NOT NULL AND voided_at IS NULL",
            sentence=ALREADY,
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    erratum_id: Mapped[int | None] = mapped_column(ForeignKey("errata.id"), index=True)
    place: Mapped[str] = mapped_column(String(60))  # a seat, or a side of the table: rules.Place
    title: Mapped[str] = mapped_column(Kept(200))  # what the place was called then
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # As it was then: it stays on an approved text; what was voided or never became final has none.
    name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    stands_in: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[Verdict]
    way: Mapped[Way]
    fingerprint: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")  # why the text was returned
    at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    void_because: Mapped[str] = mapped_column(Kept, default="")

    person: Mapped[Person] = relationship(lazy="raise")

    @property
    def given_by(self) -> str:
        """The name of who said it: on an approved text the one by which it was approved."""
        return self.name or self.person.name


class StandIn(Model):
    """A chair who is away named somebody to approve these minutes, as the rules of the body allow."""

    __tablename__ = "minutes_stand_ins"
    __table_args__ = (
        only_one(
            "uq_minutes_stand_ins_seat",
            "minutes_id",
            "seat_id",
            where="ended_at IS NULL",
            sentence=_("Somebody is named for this seat already. Open the page again."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    named_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise")
    named_by: Mapped[Person] = relationship(foreign_keys=[named_by_id], lazy="raise")


class ApprovalRequest(Model):
    """Somebody was asked to approve; who does not sign in has a code beside the link."""

    __tablename__ = "approval_requests"
    __table_args__ = (Index("ix_approval_requests_minutes_id", "minutes_id", "person_id"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    erratum_id: Mapped[int | None] = mapped_column(ForeignKey("errata.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    code_hash: Mapped[str] = mapped_column(String(64), default="")  # empty: signs in
    wrong_codes: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(lazy="raise")


LOCKED = _("This was approved, so it stays as it is. Correct it by an erratum.")
by_hand("approved_minutes_stay", "minutes_versions_stay", sentence=LOCKED)
by_hand(
    "approval_is_given",
    sentence=_("A text becomes final only by a recorded approval of just this text."),
)
