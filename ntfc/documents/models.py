"""Papers of a body, their versions, who is named to read them, and who did."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    ForeignKey,
    Select,
    String,
    Text,
    UniqueConstraint,
    event,
    select,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ntfc import plugins
from ntfc.committees.models import Body
from ntfc.constraints import SENTENCE, holds, only_one
from ntfc.db import Model, db
from ntfc.i18n import _
from ntfc.people.models import Person


class Access(enum.Enum):
    """Who reads a paper."""

    PUBLIC = "public"
    MEMBERS = "members"
    NAMED = "named"
    NON_DISCLOSURE = "non_disclosure"  # named, and signed; never in any public output

    @classmethod
    def coerced(cls, value: object) -> "Access":
        """Return the class that a form names by itself or by its value."""
        return value if isinstance(value, cls) else cls(str(value))


class DocumentState(enum.Enum):
    """Where a paper is."""

    DRAFT = "draft"
    OUT = "out"  # given to those who may read it
    WITHDRAWN = "withdrawn"
    SENT_IN = "sent_in"  # by somebody at the table; the secretariat takes it in or returns it
    SENT_BACK = "sent_back"


# Read by those who keep the papers, and by whoever sent it in.
NOT_TAKEN_IN = frozenset({DocumentState.SENT_IN, DocumentState.SENT_BACK})
NOT_OUT = NOT_TAKEN_IN | {DocumentState.DRAFT}


class Document(Model):
    """A paper of a body. What it says stands in its versions."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint(
            "body_id",
            "number",
            info={SENTENCE: _("This number was given a moment ago. Send it once more.")},
        ),
        holds(
            "withdrawn_with_reason",
            "state <> 'withdrawn' OR withdrawn_reason <> ''",
            _("Whoever withdraws a paper says why."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(200), default="")  # who wrote it
    access: Mapped[Access] = mapped_column(index=True)
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.OUT, index=True)
    latest: Mapped[int] = mapped_column(default=0)  # the number of its latest version
    search_text: Mapped[str] = mapped_column(Text, default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")  # or why it was sent back
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: whether a paper may be read hangs on its body and on who is named.
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    readers: Mapped[list["DocumentReader"]] = relationship(
        back_populates="document", order_by="DocumentReader.id", lazy="selectin"
    )
    steps: Mapped[list["DocumentStep"]] = relationship(
        back_populates="document",
        order_by="DocumentStep.position, DocumentStep.id",
        lazy="selectin",
    )

    @property
    def joined_by(self) -> frozenset[int]:
        """Return the further bodies whose seats read the paper, as at a joint meeting."""
        return self._bodies(plugins.gather("ntfc_papers_joined"))

    @property
    def prepared_by(self) -> frozenset[int]:
        """Return the further bodies whose leaders and offices read the paper to prepare a meeting."""
        return self._bodies(plugins.gather("ntfc_papers_prepared"))

    def _bodies(self, pairs: Iterable[Select[int, int]]) -> frozenset[int]:
        found = (given.subquery() for given in pairs)
        queries = (select(part.c[1]).where(part.c[0] == self.id) for part in found)
        return frozenset(number for query in queries for number in db.session.scalars(query))

    @property
    def invited(self) -> Mapping[int, Sequence[str]]:
        """Return who reads the paper as a guest, and to what each is invited, in words."""
        found: dict[int, list[str]] = {}
        for given in plugins.gather("ntfc_papers_invited"):
            part = given.subquery()
            query = select(part.c[1], part.c[2]).where(part.c[0] == self.id)
            for person_id, to_what in db.session.execute(query):
                found.setdefault(person_id, []).append(to_what)
        return found


class DocumentReader(Model):
    """Somebody who is named to read a paper, and when the undertaking was signed."""

    __tablename__ = "document_readers"
    __table_args__ = (
        UniqueConstraint(
            "document_id",
            "person_id",
            info={SENTENCE: _("This person is named as a reader already.")},
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    named_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]  # the undertaking not to disclose
    signed_on_paper: Mapped[bool] = mapped_column(default=False)

    document: Mapped[Document] = relationship(back_populates="readers", lazy="raise")


class DocumentVersion(Model):
    """One version of a paper: a file, or a text written here. It never changes."""

    __tablename__ = "document_versions"
    __table_args__ = (
        UniqueConstraint(
            "document_id",
            "number",
            info={SENTENCE: _("Somebody else added a version a moment ago. Look at it first.")},
        ),
        holds(
            "one_content",
            "(file IS NULL) <> (written IS NULL) OR erased_at IS NOT NULL",
            _("A version is a file or a text."),
        ),
        holds(
            "erased_with_reason",
            "erased_at IS NULL OR erased_reason <> ''",
            _("Whoever erases a file says why."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[int]
    file: Mapped[str | None] = mapped_column(ForeignKey("stored_files.name"), index=True)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    media: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int | None] = mapped_column(BigInteger)
    written: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    change: Mapped[str] = mapped_column(Text, default="")  # what is new in it
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    erased_reason: Mapped[str] = mapped_column(Text, default="")

    # Always there: who reads the paper reads its versions.
    document: Mapped[Document] = relationship(lazy="joined", innerjoin=True)
    added_by: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def body(self) -> Body:
        return self.document.body


class DocumentReading(Model):
    """Somebody opened a paper that is only for those who are named. Lines are never altered."""

    __tablename__ = "document_readings"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]


@event.listens_for(DocumentReading, "before_update")
@event.listens_for(DocumentReading, "before_delete")
def _log_stays(_mapper: Mapper[Any], _connection: Connection, _reading: DocumentReading) -> None:
    """Refuse what no service does: who read what is not written anew."""
    raise RuntimeError("a line of the log of readings is never altered")


class Outcome(enum.Enum):
    """What a body said to a paper that came to it."""

    ENDORSED = "endorsed"
    RETURNED = "returned"


class DocumentStep(Model):
    """A body that a paper passes, and what it said to which version. A return begins a new line."""

    __tablename__ = "document_steps"
    __table_args__ = (
        only_one(
            "uq_document_steps_open",
            "document_id",
            where="asked_at IS NOT NULL AND outcome IS NULL",
            sentence=_("This paper is with a body already."),
        ),
        holds(
            "returned_with_reason",
            "outcome IS NULL OR outcome <> 'returned' OR reason <> ''",
            _("Whoever returns a paper says why."),
        ),
        holds(
            "decided_on_a_day",
            "(outcome IS NULL) = (decided_on IS NULL)",
            _("What a body said has its day."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)  # of the paper
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    position: Mapped[int]
    by_body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    asked_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    decided_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    version_id: Mapped[int | None] = mapped_column(ForeignKey("document_versions.id"), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    # Always there: who speaks for a body may do so as far as the paper may be read.
    document: Mapped[Document] = relationship(back_populates="steps", lazy="joined", innerjoin=True)
    by_body: Mapped[Body] = relationship(foreign_keys=[by_body_id], lazy="joined", innerjoin=True)
    version: Mapped[DocumentVersion | None] = relationship(lazy="raise")

    @property
    def is_planned(self) -> bool:
        return self.asked_at is None

    @property
    def is_open(self) -> bool:
        return self.asked_at is not None and self.outcome is None


class WordsState(enum.Enum):
    """Whether the words of a version could be read."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


class DocumentWords(Model):
    """What a version says, for finding it. Nothing else rests on it."""

    __tablename__ = "document_words"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), unique=True)
    state: Mapped[WordsState] = mapped_column(default=WordsState.WAITING)
    text: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")  # why they could not be read
    at: Mapped[datetime]

    # Always there: who may read the words hangs on the paper.
    version: Mapped[DocumentVersion] = relationship(lazy="joined", innerjoin=True)
