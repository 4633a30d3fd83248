"""Adding a paper and its versions, changing who reads it, giving it out and withdrawing it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ntfc import audit, jobs
from ntfc.committees.models import Body
from ntfc.committees.queries import hold
from ntfc.db import db
from ntfc.documents import queries, rules
from ntfc.documents.models import (
    Access,
    Document,
    DocumentReader,
    DocumentReading,
    DocumentState,
    DocumentVersion,
    DocumentWords,
    WordsState,
)
from ntfc.documents.service import letters
from ntfc.errors import Overtaken, refuse_if
from ntfc.extraction import is_read
from ntfc.i18n import _
from ntfc.permissions import OFFICE, Actor, requires
from ntfc.texts import fold, tidy
from ntfc.uploads import Sent

LONGEST_SEARCH = 4000
WORDS_JOB = "document.words"


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a version is: a file that was kept, or a text written here."""

    file: str | None = None
    file_name: str = ""
    media: str = ""
    size: int | None = None
    written: dict[str, Any] | None = None

    @classmethod
    def of(cls, sent: Sent) -> "Content":
        """Return a file that was sent and kept."""
        return cls(file=sent.file, file_name=sent.file_name, media=sent.media, size=sent.size)


@requires(rules.ADD)
def add(
    body: Body,
    *,
    facts: Mapping[str, Any],
    content: Content,
    is_draft: bool = False,
    readers: Collection[int] = (),
    actor: Actor,
    now: datetime,
) -> Document:
    """Add a paper with its first version. *facts*: title, access, source; *readers* are named."""
    hold(body)
    document = Document(
        body=body,
        number=queries.next_number(body.id),
        title=rules.title_of(facts["title"], content.file_name),
        source=facts.get("source", ""),
        access=facts["access"],
        state=DocumentState.DRAFT if is_draft else DocumentState.OUT,
        added_by_id=actor.person_id,
        added_at=now,
        changed_at=now,
        readers=[],
    )
    db.session.add(document)
    db.session.flush()
    for person_id in dict.fromkeys(readers):
        name_reader(document, person_id, actor, now)
    _sign_for_oneself(document, actor, now)
    put(document, content, "", actor, now)
    audit.record(actor, "document.added", document, access=document.access.value)
    letters.tell_readers(document, readers=document.readers, actor=actor)
    return document


def _sign_for_oneself(document: Document, actor: Actor, now: datetime) -> None:
    """Whoever puts a paper under non-disclosure without keeping the papers undertakes the same."""
    if document.access is not Access.NON_DISCLOSURE or actor.person_id is None:
        return
    if actor.roles_in(document.body_id) & OFFICE:
        return
    own = next((r for r in document.readers if r.person_id == actor.person_id), None)
    own = own or name_reader(document, actor.person_id, actor, now)
    own.signed_at = own.signed_at or now


def put(document: Document, content: Content, change: str, actor: Actor, now: datetime) -> None:
    """Add a version behind the latest one."""
    document.latest += 1
    document.changed_at = now
    document.search_text = fold(f"{document.number} {document.title} {document.source}")[
        :LONGEST_SEARCH
    ]
    made = DocumentVersion(
        body_id=document.body_id,
        document=document,
        number=document.latest,
        change=change,
        added_by_id=actor.person_id,
        added_at=now,
        **vars(content),
    )
    db.session.add(made)
    db.session.flush()
    _have_read(made, now)


def _have_read(version: DocumentVersion, now: datetime) -> None:
    """Keep the words of a text; have the worker read those of a file."""
    if version.written is None and not is_read(version.media):
        return
    found = DocumentWords(body_id=version.body_id, version=version, at=now)
    db.session.add(found)
    if version.written is not None:
        found.state = WordsState.READ
        found.text = "\n".join(rules.plain(version.written).values())
    else:
        jobs.enqueue(WORDS_JOB, {"version_id": version.id}, key=f"{WORDS_JOB}:{version.id}")
    db.session.flush()


@requires(rules.KEEP)
def add_version(
    document: Document, *, content: Content, change: str, seen: int, actor: Actor, now: datetime
) -> None:
    """Add a version; *seen* is the number of the version that was the latest for the person."""
    latest = queries.latest_of(document)
    is_same = latest is not None and (latest.file, latest.written) == (
        content.file,
        content.written,
    )
    refuse_if(rules.obstacles_to_adding_version(document, is_same=is_same))
    if document.latest != seen:
        raise Overtaken(
            _(
                "Somebody added version %(number)s meanwhile. Look at it first.",
                number=document.latest,
            )
        )
    put(document, content, change, actor, now)
    audit.record(actor, "document.version_added", document, number=document.latest)


@requires(rules.KEEP)
def change(
    document: Document, *, facts: Mapping[str, Any], seen: int, actor: Actor, now: datetime
) -> None:
    """Change what is said of a paper: title, source, access. *seen*: the version that was opened."""
    refuse_if(rules.obstacles_to_keeping(document))
    if document.version != seen:
        raise Overtaken(
            _("Somebody changed this meanwhile. What it reads now stands beside yours.")
        )
    changed = [name for name, value in facts.items() if getattr(document, name) != value]
    for name in changed:
        setattr(document, name, facts[name])
    if "access" in changed:
        _sign_for_oneself(document, actor, now)
    if changed:
        document.changed_at = now
        words = f"{document.number} {document.title} {document.source}"
        document.search_text = fold(words)[:LONGEST_SEARCH]
    db.session.flush()
    audit.record(actor, "document.changed", document, fields=changed, access=document.access.value)


@requires(rules.KEEP)
def give_out(document: Document, *, actor: Actor, now: datetime) -> None:
    """Give a draft to those who may read it; whoever is named is told."""
    refuse_if(rules.obstacles_to_giving_out(document))
    document.state, document.changed_at = DocumentState.OUT, now
    db.session.flush()
    audit.record(actor, "document.given_out", document, access=document.access.value)
    letters.tell_readers(document, readers=document.readers, actor=actor)


@requires(rules.KEEP)
def withdraw(document: Document, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take a paper back, with a reason. Its versions stay with those who keep the papers."""
    refuse_if(rules.obstacles_to_withdrawing(document, reason))
    document.state, document.withdrawn_reason = DocumentState.WITHDRAWN, reason
    document.withdrawn_at = document.changed_at = now
    document.withdrawn_by_id = actor.person_id
    db.session.flush()
    audit.record(actor, "document.withdrawn", document)


def name_reader(document: Document, person_id: int, actor: Actor, now: datetime) -> DocumentReader:
    reader = DocumentReader(
        body_id=document.body_id,
        document=document,
        person_id=person_id,
        named_by_id=actor.person_id,
        named_at=now,
    )
    db.session.add(reader)
    db.session.flush()
    return reader


@requires(rules.KEEP)
def name_readers(
    document: Document,
    *,
    person_ids: Collection[int],
    is_told: bool = True,
    actor: Actor,
    now: datetime,
) -> None:
    """Name people who read the paper; those who are named already stay as they are."""
    refuse_if(rules.obstacles_to_naming(document))
    known = {reader.person_id for reader in document.readers}
    added = [number for number in dict.fromkeys(person_ids) if number not in known]
    fresh = [name_reader(document, number, actor, now) for number in added]
    for number in added:
        audit.record(actor, "document.reader_named", document, person=number)
    if is_told:
        letters.tell_readers(document, readers=fresh, actor=actor)


@requires(rules.KEEP)
def unname(reader: DocumentReader, *, actor: Actor) -> None:
    """Name somebody no longer; what was opened before stays in the log."""
    document = reader.document
    refuse_if(rules.obstacles_to_keeping(document))
    document.readers.remove(reader)
    db.session.delete(reader)
    db.session.flush()
    audit.record(actor, "document.reader_removed", document, person=reader.person_id)


@requires(rules.KEEP)
def note_signed_on_paper(reader: DocumentReader, *, actor: Actor, now: datetime) -> None:
    """Note that somebody signed the undertaking on paper, which the office keeps."""
    refuse_if(rules.obstacles_to_keeping(reader.document))
    if reader.signed_at is None:
        reader.signed_at, reader.signed_on_paper = now, True
        db.session.flush()
        audit.record(actor, "document.signed_on_paper", reader.document, person=reader.person_id)


@requires(rules.SIGN)
def sign(document: Document, *, actor: Actor, now: datetime) -> None:
    """Undertake not to disclose the paper; from then on it opens."""
    reader = rules.named(actor, document)
    if reader is not None and reader.signed_at is None:
        reader.signed_at = now
        db.session.flush()
        audit.record(actor, "document.signed", document)


@requires(rules.TAKE)
def note_reading(version: DocumentVersion, *, actor: Actor, now: datetime) -> None:
    """Note who opened a paper that is only for those who are named."""
    if version.document.access in rules.LOGGED:
        reading = DocumentReading(
            body_id=version.body_id,
            document_id=version.document_id,
            version_id=version.id,
            person_id=actor.person_id,
            at=now,
        )
        db.session.add(reading)
        db.session.flush()


@requires(rules.TAKE)
def note_words(
    version: DocumentVersion, *, text: str, reason: str, actor: Actor, now: datetime
) -> None:
    """Note what a file says, or why its words could not be read. The paper stays as it is."""
    found = queries.words_of(version)
    if found is not None:
        found.state = WordsState.FAILED if reason else WordsState.READ
        found.text, found.reason, found.at = tidy(text), reason, now
        db.session.flush()
        audit.record(actor, "document.words_read", version.document, state=found.state.value)
