"""Telling people of papers: whoever sent one in what became of it, and whoever is named to read one."""

from collections.abc import Iterable

from ntfc import addresses, mail
from ntfc.db import db
from ntfc.documents import rules
from ntfc.documents.models import Access, Document, DocumentReader, DocumentState
from ntfc.i18n import _, speaking
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires


def _send(person: Person | None, document: Document, said: str, reason: str, key: str) -> None:
    """Write to a person about a paper. Its title stays on the page where not everybody reads it."""
    if person is None or person.email is None:
        return
    with speaking(person.language):
        subject = _("%(body)s: a paper", body=document.body.name)
        page = addresses.absolute(f"/documents/{document.id}")
        parts = (_("%(name)s,", name=person.name), said, reason, page)
        body = "\n\n".join(str(part) for part in parts if part) + "\n"
        mail.send(to=person.email, name=person.name, subject=str(subject), body=body, key=key)


@requires(rules.SETTLE)
def tell_sender(document: Document, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Tell whoever sent a paper in whether it was taken in."""
    person = db.session.get(Person, document.added_by_id) if document.added_by_id else None
    back = document.state is DocumentState.SENT_BACK
    said = (
        _("The paper you sent in was returned: “%(title)s”.", title=document.title)
        if back
        else _("The paper you sent in was taken in: “%(title)s”.", title=document.title)
    )
    reason = document.withdrawn_reason if back else ""
    _send(person, document, said, reason, f"document-settled:{document.id}:{document.version}")


@requires(rules.KEEP)
def tell_readers(
    document: Document,
    *,
    readers: Iterable[DocumentReader],
    actor: Actor,
) -> None:
    """Tell people that they are named to read a paper that is out; whoever named them knows."""
    if document.state is not DocumentState.OUT:
        return
    asks = document.access is Access.NON_DISCLOSURE
    said = (
        _("You are named to read a paper. It opens once you undertake not to disclose it.")
        if asks
        else _("You are named to read a paper.")
    )
    for reader in readers:
        if reader.person_id != actor.person_id:
            key = f"document-reader:{reader.id}"
            _send(db.session.get(Person, reader.person_id), document, said, "", key)
