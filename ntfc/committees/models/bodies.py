"""Bodies in a tree, their names, their ancestors in time, their terms, and how they end."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ntfc.committees.models.vocabulary import (
    ActKind,
    Designation,
    Mode,
    NameKind,
    Purpose,
    Reach,
    State,
    SuccessionKind,
)
from ntfc.constraints import SENTENCE, holds, in_order, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.names import Named
from ntfc.organisations.models import Camp, Choice, Organisation, Sector
from ntfc.people.models import Person
from ntfc.sentences import Kept
from ntfc.texts import LONGEST_KEY, folded_key

# Of the bodies that are not over for good, no two below the same one are called alike.
LIVING = "state NOT IN ('closed', 'succeeded')"
NAME_TAKEN = _("There is a body of this name here already.")
NOT_ITSELF = _("A body cannot stand in this relation to itself.")


class BodyKind(Choice):
    """National committee, steering committee, working group, topic group, pillar …"""

    __tablename__ = "body_kinds"

    about: Mapped[str] = mapped_column(Text, default="")
    may_be_top: Mapped[bool] = mapped_column(default=True)
    is_time_boxed: Mapped[bool] = mapped_column(default=False)  # first and last day, own terms
    is_permanent: Mapped[bool] = mapped_column(default=False)  # a pillar: no sunset
    ends_with_parent: Mapped[bool] = mapped_column(default=False)  # a sub-committee, usually
    mirrors: Mapped[bool] = mapped_column(default=False)  # asks for the group it stands opposite
    levels: Mapped[list[str]] = mapped_column(default=list)
    purpose: Mapped[Purpose] = mapped_column(default=Purpose.BOTH)
    reach: Mapped[Reach] = mapped_column(default=Reach.CENTRAL)
    mode: Mapped[Mode] = mapped_column(default=Mode.ON_SITE)


class Body(Named, Model):
    """A committee, council, group or forum of any kind, at any place of the tree."""

    __tablename__ = "bodies"
    __table_args__ = (
        Index("ix_bodies_path", "path"),
        only_one("uq_bodies_below", "parent_id", "name_key", where=LIVING, sentence=NAME_TAKEN),
        only_one(
            "uq_bodies_at_the_top",
            "name_key",
            where=f"parent_id IS NULL AND {LIVING}",
            sentence=NAME_TAKEN,
        ),
        holds("other_parent", "parent_id <> id", NOT_ITSELF),
        holds("other_heir", "heir_id <> id", NOT_ITSELF),
        holds("other_mirror", "mirror_of_id <> id", NOT_ITSELF),
        in_order("started_on", "sunset_on"),
        in_order("started_on", "ended_on"),
    )

    main_name: Mapped[str] = mapped_column("name", String(200), index=True)
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))  # the name as compared
    short_name: Mapped[str] = mapped_column(String(60), default="")
    kind_id: Mapped[int] = mapped_column(ForeignKey("body_kinds.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    path: Mapped[str] = mapped_column(String(200), default="")  # /1/4/9/: ancestors and itself
    levels: Mapped[list[str]] = mapped_column(default=list)
    purpose: Mapped[Purpose] = mapped_column(default=Purpose.BOTH)
    reach: Mapped[Reach] = mapped_column(default=Reach.CENTRAL)
    state: Mapped[State] = mapped_column(default=State.BEING_FORMED, index=True)
    is_restricted: Mapped[bool] = mapped_column(default=False)  # only its seats see it
    about: Mapped[str] = mapped_column(Text, default="")
    scope: Mapped[str] = mapped_column(Text, default="")
    reserved_topics: Mapped[list[str]] = mapped_column(default=list)

    country: Mapped[str] = mapped_column(String(2), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    mode: Mapped[Mode] = mapped_column(default=Mode.ON_SITE)
    time_zone: Mapped[str] = mapped_column(String(60), default="")  # empty: as the site
    weekend: Mapped[list[int]] = mapped_column(JSON, default=lambda: [5, 6])  # Monday is 0
    holiday_country: Mapped[str] = mapped_column(String(2), default="")
    holiday_region: Mapped[str] = mapped_column(String(20), default="")
    own_holidays: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # date, name

    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    sponsor_office: Mapped[str] = mapped_column(String(200), default="")
    coordinator_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    coordinator_reports_to: Mapped[str] = mapped_column(String(200), default="")
    secretariat_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)

    decision: Mapped[str] = mapped_column(Text, default="")  # the decision to engage (R1)
    decided_on: Mapped[date | None]
    act_kind: Mapped[ActKind | None]
    act_number: Mapped[str] = mapped_column(String(80), default="")
    act_title: Mapped[str] = mapped_column(String(300), default="")
    act_on: Mapped[date | None]
    act_file: Mapped[str | None] = mapped_column(ForeignKey("stored_files.name"), index=True)
    act_file_name: Mapped[str] = mapped_column(String(200), default="")
    designation: Mapped[Designation | None]
    designation_act: Mapped[str] = mapped_column(String(300), default="")
    designated_on: Mapped[date | None]

    parent_programme: Mapped[str] = mapped_column(String(200), default="")
    library_entry: Mapped[str] = mapped_column(String(80), default="")
    mirror_of_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    started_on: Mapped[date | None]
    sunset_on: Mapped[date | None]  # its last day
    ends_with_parent: Mapped[bool] = mapped_column(default=False)  # with the parent's term
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(Kept, default="")
    final_report: Mapped[str] = mapped_column(Text, default="")
    final_report_asked_on: Mapped[date | None]
    final_report_on: Mapped[date | None]
    heir_id: Mapped[int | None] = mapped_column(
        ForeignKey("bodies.id"), index=True
    )  # takes over open work
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    kind: Mapped[BodyKind] = relationship(lazy="raise")
    parent: Mapped["Body | None"] = relationship(
        remote_side="Body.id", foreign_keys=[parent_id], lazy="raise"
    )
    heir: Mapped["Body | None"] = relationship(
        remote_side="Body.id", foreign_keys=[heir_id], lazy="raise"
    )
    mirror_of: Mapped["Body | None"] = relationship(
        remote_side="Body.id", foreign_keys=[mirror_of_id], lazy="raise"
    )
    sponsor: Mapped[Person | None] = relationship(foreign_keys=[sponsor_id], lazy="raise")
    coordinator: Mapped[Person | None] = relationship(foreign_keys=[coordinator_id], lazy="raise")
    secretariat: Mapped[Organisation | None] = relationship(lazy="raise")
    names: Mapped[list["BodyName"]] = relationship(
        back_populates="body", cascade="all, delete-orphan", lazy="raise"
    )
    contacts: Mapped[list["BodyContact"]] = relationship(  # those of today
        primaryjoin="and_(Body.id == BodyContact.body_id, BodyContact.ended_on.is_(None))",
        order_by="BodyContact.id",
        viewonly=True,
        lazy="raise",
    )
    sectors: Mapped[list[Sector]] = relationship(secondary="body_sectors", lazy="raise")

    @property
    def body_id(self) -> int:
        return self.id

    @property
    def sector_ids(self) -> list[int]:
        return [sector.id for sector in self.sectors]

    @validates("main_name")
    def _keep_key(self, _column: str, name: str) -> str:
        self.name_key = folded_key(name)
        return name


class BodySector(Model):
    """A body covers a sector."""

    __tablename__ = "body_sectors"
    __table_args__ = (UniqueConstraint("body_id", "sector_id"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    sector_id: Mapped[int] = mapped_column(ForeignKey("sectors.id"), index=True)


class BodyName(Model):
    """A further name of a body; searching finds it by any of them."""

    __tablename__ = "body_names"
    __table_args__ = (
        UniqueConstraint(
            "body_id",
            "kind",
            "name_key",
            info={SENTENCE: _("The body has this name already.")},
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    kind: Mapped[NameKind]
    name: Mapped[str] = mapped_column(String(200), index=True)
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))  # the name as compared
    language: Mapped[str] = mapped_column(String(20), default="")
    mandate: Mapped[str] = mapped_column(Text, default="")  # of a second name
    until: Mapped[date | None]

    body: Mapped[Body] = relationship(back_populates="names", lazy="raise")

    @validates("name")
    def _keep_key(self, _column: str, name: str) -> str:
        self.name_key = folded_key(name)
        return name


class BodyContact(Model):
    """A person to call about the body, for one half of the table, always visible."""

    __tablename__ = "body_contacts"
    __table_args__ = (
        only_one(
            "uq_body_contacts_today",
            "body_id",
            "person_id",
            where="ended_on IS NULL",
            sentence=_("This person is a contact of the body already."),
        ),
        in_order("starts_on", "ended_on"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    camp: Mapped[Camp]
    note: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None]  # None: from before days were kept
    ended_on: Mapped[date | None]

    body: Mapped[Body] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class Succession(Model):
    """One body followed another."""

    __tablename__ = "successions"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id"),
        holds("two_bodies", "predecessor_id <> successor_id", NOT_ITSELF),
    )

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    kind: Mapped[SuccessionKind]
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")

    predecessor: Mapped[Body] = relationship(foreign_keys=[predecessor_id], lazy="raise")
    successor: Mapped[Body] = relationship(foreign_keys=[successor_id], lazy="raise")
