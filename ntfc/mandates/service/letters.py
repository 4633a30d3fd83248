"""What people are told about a review by mail, each in their own language."""

from collections.abc import Iterable, Sequence

from ntfc import addresses, mail
from ntfc.i18n import _, labelled, speaking
from ntfc.mandates import rules
from ntfc.mandates.models import TermsComment, TermsOfReference
from ntfc.mandates.rules.sections import title_of
from ntfc.mandates.rules.wording import DISPOSITIONS, invitation
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires


def _send(person: Person, subject: str, parts: Sequence[str], key: str) -> bool:
    if person.email is None:
        return False
    body = "\n\n".join(str(part) for part in (_("%(name)s,", name=person.name), *parts)) + "\n"
    return mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)


def _page(terms: TermsOfReference) -> str:
    return addresses.absolute(f"/terms-of-reference/{terms.id}/")


@requires(rules.OPEN_REVIEW)
def ask(terms: TermsOfReference, *, person: Person, actor: Actor) -> bool:  # noqa: ARG001  -- guarded
    """Ask somebody who signs in to comment."""
    with speaking(person.language):
        subject = _("Your comments on draft terms of reference")
        key = f"terms-ask:{terms.id}:{terms.review_closes_on}:{person.id}"
        return _send(person, subject, [invitation(terms), _page(terms)], key)


@requires(rules.OPEN_REVIEW)
def tell_extended(
    terms: TermsOfReference,
    *,
    people: Iterable[Person],
    reason: str,
    actor: Actor,  # noqa: ARG001  -- guarded
) -> None:
    """Tell all who were asked that there is more time, and why."""
    for person in people:
        with speaking(person.language):
            subject = _("More time for comments")
            key = f"terms-extended:{terms.id}:{terms.review_closes_on}:{person.id}"
            _send(person, subject, [invitation(terms), reason, _page(terms)], key)


@requires(rules.OPEN_REVIEW)
def remind(terms: TermsOfReference, *, person: Person, actor: Actor) -> bool:  # noqa: ARG001  -- guarded
    """Remind somebody who signs in of the closing date."""
    with speaking(person.language):
        subject = _("Comments close soon")
        key = f"terms-remind:{terms.id}:{terms.review_closes_on}:{person.id}"
        return _send(person, subject, [invitation(terms), _page(terms)], key)


@requires(rules.ADOPT)
def tell_outcome(
    terms: TermsOfReference,
    *,
    comments: Iterable[TermsComment],
    actor: Actor,  # noqa: ARG001  -- guarded
) -> None:
    """Tell each who commented what became of every comment, in one mail."""
    by_person: dict[int, list[TermsComment]] = {}
    for comment in comments:
        by_person.setdefault(comment.person_id, []).append(comment)
    for said in by_person.values():
        person = said[0].person
        with speaking(person.language):
            head = _(
                "%(body)s adopted its terms of reference. This became of your comments:",
                body=terms.body.name,
            )
            parts = [head, *(_outcome(comment) for comment in said), _("Thank you.")]
            key = f"terms-outcome:{terms.id}:{person.id}"
            _send(person, _("What became of your comments"), parts, key)


def _outcome(comment: TermsComment) -> str:
    became = DISPOSITIONS[comment.disposition] if comment.disposition else ""
    outcome = labelled(_("What became of it"), f"{became}. {comment.reason}".strip())
    return "\n".join((labelled(title_of(comment.section), comment.text), outcome))
