"""Institutions, the lists that describe them, whom they represent, and whom to contact there."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import SENTENCE, holds, in_order, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.names import Named
from ntfc.people.models import Person
from ntfc.texts import LONGEST_KEY


class Camp(enum.Enum):
    """Which half of the table a side counts for; the third is everyone else."""

    PUBLIC = "public"
    PRIVATE = "private"
    OTHER = "other"


class Choice(Named, Model):
    """An entry of a list that administrators extend. Retired entries stay where they are used."""

    __abstract__ = True

    code: Mapped[str] = mapped_column(String(60), unique=True)
    main_name: Mapped[str] = mapped_column("name", String(120))  # built-in ones are translated
    position: Mapped[int] = mapped_column(default=100)
    is_built_in: Mapped[bool] = mapped_column(default=False)
    is_retired: Mapped[bool] = mapped_column(default=False)

    body_id = None


class Side(Choice):
    """Customs, other agencies, business, civil society …"""

    __tablename__ = "sides"

    camp: Mapped[Camp]


class OrganisationKind(Choice):
    """Customs administration, association, union, firm, university …"""

    __tablename__ = "organisation_kinds"

    side_id: Mapped[int] = mapped_column(ForeignKey("sides.id"), index=True)  # usually taken

    side: Mapped[Side] = relationship(lazy="raise")


class ChainPart(enum.Enum):
    """The four parts of the supply chain, all of which should have a voice."""

    MAKERS = "makers"
    MOVERS = "movers"
    INTERMEDIARIES = "intermediaries"
    REGULATORS = "regulators"


class ChainRole(Choice):
    """Exporter, carrier, broker, regulator …: the role played in the supply chain."""

    __tablename__ = "chain_roles"

    part: Mapped[ChainPart]


class Sector(Choice):
    """Branch of trade, such as textiles, pharmaceuticals, transport."""

    __tablename__ = "sectors"


class Size(enum.Enum):
    """Size of an enterprise; the first three are SMEs."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


SME = frozenset({Size.MICRO, Size.SMALL, Size.MEDIUM})


class Organisation(Named, Model):
    """An institution: a ministry, an association, a firm, or operators without any registration."""

    __tablename__ = "organisations"
    __table_args__ = (
        only_one(
            "uq_organisations_open_name",
            "name_key",
            where="closed_on IS NULL",
            sentence=_("An institution of this name is in the directory already."),
        ),
        UniqueConstraint("code", info={SENTENCE: _("Another institution has this code already.")}),
        Index("ix_organisations_name_key", "name_key"),
    )

    main_name: Mapped[str] = mapped_column("name", String(200))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))  # the name as compared
    search_text: Mapped[str] = mapped_column(Text, default="")  # all names and the code, folded
    short_name: Mapped[str] = mapped_column(String(60), default="")
    other_name: Mapped[str] = mapped_column(String(200), default="")  # in another language
    other_language: Mapped[str] = mapped_column(String(20), default="")  # in which
    code: Mapped[str | None] = mapped_column(String(60))  # the key of an import file
    kind_id: Mapped[int] = mapped_column(ForeignKey("organisation_kinds.id"), index=True)
    side_id: Mapped[int] = mapped_column(ForeignKey("sides.id"), index=True)
    chain_role_id: Mapped[int | None] = mapped_column(ForeignKey("chain_roles.id"), index=True)
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sectors.id"), index=True)
    size: Mapped[Size | None]
    country: Mapped[str] = mapped_column(String(2), default="")  # ISO 3166
    registration_number: Mapped[str] = mapped_column(String(80), default="")  # informal: none
    website: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    competence: Mapped[str] = mapped_column(Text, default="")
    represents: Mapped[str] = mapped_column(Text, default="")  # whom an association speaks for
    delegates_chosen: Mapped[str] = mapped_column(Text, default="")  # and how it chooses them
    created_at: Mapped[datetime]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    kind: Mapped[OrganisationKind] = relationship(lazy="raise")
    side: Mapped[Side] = relationship(lazy="raise")
    chain_role: Mapped[ChainRole | None] = relationship(lazy="raise")
    sector: Mapped[Sector | None] = relationship(lazy="raise")
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="organisation", order_by="Contact.position", lazy="raise"
    )
    representations: Mapped[list["Representation"]] = relationship(
        back_populates="association",
        foreign_keys="Representation.association_id",
        cascade="all, delete-orphan",
        lazy="raise",
    )

    body_id = None

    @property
    def also_called(self) -> str:
        """The name that is not the one shown to the reader, if there are two."""
        return self.other_name if self.name == self.main_name else self.main_name

    @property
    def is_sme(self) -> bool:
        return self.size in SME


LISTED = _("This member or group is in the list already.")


class Representation(Model):
    """An association speaks for a member organisation, or for a group of unnamed ones by size."""

    __tablename__ = "representations"
    __table_args__ = (
        holds(
            "one_represented",
            "(organisation_id IS NULL) = (group_name <> '')",
            _("Name either one institution or one group for which this institution speaks."),
        ),
        holds(
            "not_itself",
            "organisation_id <> association_id",
            _("An institution cannot be a member of itself."),
        ),
        UniqueConstraint("association_id", "organisation_id", info={SENTENCE: LISTED}),
        only_one(
            "uq_representations_group",
            "association_id",
            "group_name",
            where="organisation_id IS NULL",
            sentence=LISTED,
        ),
        holds("counted", "members >= 0", _("A number of members cannot be less than none.")),
    )

    association_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    group_name: Mapped[str] = mapped_column(String(200), default="")
    sizes: Mapped[list[str]] = mapped_column(default=list)
    members: Mapped[int | None]  # how many stand behind the group
    counted_on: Mapped[date | None]

    association: Mapped[Organisation] = relationship(
        back_populates="representations", foreign_keys=[association_id], lazy="raise"
    )
    organisation: Mapped[Organisation | None] = relationship(
        foreign_keys=[organisation_id], lazy="raise"
    )


class Contact(Model):
    """A person who works for an organisation, what for, and when to be reached."""

    __tablename__ = "contacts"
    __table_args__ = (
        only_one(
            "uq_contacts_today",
            "organisation_id",
            "person_id",
            where="ended_on IS NULL",
            sentence=_("This person is a contact of this institution already."),
        ),
        in_order("starts_on", "ended_on"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    job: Mapped[str] = mapped_column(String(200), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")  # such as Sun to Thu, 9 to 15
    competence: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=100)  # the first is the one to call
    starts_on: Mapped[date | None]  # None: from before days were kept
    ended_on: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(back_populates="contacts", lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
