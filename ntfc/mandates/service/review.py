"""The joint review of a draft: opening, commenting, extending, answering, reminding."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from ntfc import audit
from ntfc.db import db, one_at_a_time
from ntfc.errors import FieldRefused, refuse_if
from ntfc.i18n import speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates import queries, rules
from ntfc.mandates.models import (
    Disposition,
    ReviewRequest,
    TermsComment,
    TermsOfReference,
    TermsState,
)
from ntfc.mandates.rules import sections
from ntfc.mandates.rules.wording import invitation
from ntfc.mandates.service import letters
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc.procedure import queries as procedure

ACT = "terms.comment"


@requires(rules.OPEN_REVIEW)
def open_review(
    terms: TermsOfReference, *, closes_on: date, actor: Actor, today: date, now: datetime
) -> list[Issued]:
    """Ask everybody in the circle of the body; return the links that no mail could carry."""
    undisposed = queries.undisposed(terms)
    refuse_if(rules.obstacles_to_opening_review(terms, closes_on, today, undisposed=undisposed))
    terms.state = TermsState.IN_REVIEW
    terms.review_opened_on, terms.review_closes_on = today, closes_on
    terms.reviewed = sections.frozen_content_of(terms)
    db.session.flush()
    audit.record(actor, "terms.review_opened", terms, closes_on=closes_on.isoformat())
    people = queries.people_named(procedure.circle_of(terms.body, today))
    known = {request.person_id for request in queries.requests_of(terms)}
    db.session.add_all(
        ReviewRequest(body_id=terms.body_id, terms=terms, person=person, asked_at=now)
        for person in people
        if person.id not in known
    )
    db.session.flush()
    return _ask(people, terms, actor=actor, now=now)


def _ask(
    people: Sequence[Person],
    terms: TermsOfReference,
    *,
    actor: Actor,
    now: datetime,
    more: str = "",
) -> list[Issued]:
    """Mail who signs in, send a link to everybody else; return the links to hand over."""
    insiders = queries.signs_in([person.id for person in people])
    to_hand_over = []
    for person in people:
        if person.id in insiders:
            letters.ask(terms, person=person, actor=actor)
            continue
        issued = _send_link(person, terms, actor=actor, now=now, more=more)
        if not issued.is_sent:
            to_hand_over.append(issued)
    return to_hand_over


def _send_link(
    person: Person, terms: TermsOfReference, *, actor: Actor, now: datetime, more: str = ""
) -> Issued:
    """Send a link that works until the end of the closing day, wherever on earth that ends."""
    closes = terms.review_closes_on or now.date()
    until = datetime.combine(closes + timedelta(days=2), time(), UTC)
    with speaking(person.language):
        why = f"{invitation(terms)}\n{more}".strip()
    return links.issue_and_send(
        person, ACT, terms, actor=actor, now=now, lifetime=until - now, why=why
    )


@requires(rules.OPEN_REVIEW)
def extend_review(
    terms: TermsOfReference,
    *,
    closes_on: date,
    reason: str,
    actor: Actor,
    today: date,
    now: datetime,
) -> list[Issued]:
    """Give people more time, with the reason; all who were asked and still sit there are told."""
    refuse_if(rules.obstacles_to_extending(terms, closes_on, reason, today))
    before = terms.review_closes_on or today
    change = {
        "from": before.isoformat(),
        "to": closes_on.isoformat(),
        "reason": reason,
        "on": today.isoformat(),
    }
    terms.extensions = [*terms.extensions, change]
    terms.review_closes_on = closes_on
    db.session.flush()
    audit.record(actor, "terms.review_extended", terms, closes_on=closes_on.isoformat())
    circle = procedure.circle_of(terms.body, today)
    asked = queries.requests_of(terms)
    people = [request.person for request in asked if request.person_id in circle]
    insiders = queries.signs_in([person.id for person in people])
    inside = [person for person in people if person.id in insiders]
    letters.tell_extended(terms, people=inside, reason=reason, actor=actor)
    outside = [person for person in people if person.id not in insiders]
    return _ask(outside, terms, actor=actor, now=now, more=reason)


@requires(rules.COMMENT)
def comment(
    terms: TermsOfReference,
    *,
    section: str,
    said: str,
    organisation_id: int | None,
    on_behalf_of: str,
    actor: Actor,
    today: date,
    now: datetime,
) -> TermsComment:
    """Keep what somebody says about a draft, in the name of an institution or in their own.

    Whoever holds the seat of an institution speaks for it, unless another one is chosen.
    *on_behalf_of* names the smaller firms whose views an association passes on. The same words
    again, while nobody has answered them, are the same comment.
    """
    organisation_id = organisation_id or _own_institution(terms, actor)
    refuse_if(rules.obstacles_to_commenting(terms, today))
    _refuse_to_speak_for(organisation_id, terms, on_behalf_of, actor)
    words = {
        "person_id": actor.person_id,
        "organisation_id": organisation_id,
        "on_behalf_of": on_behalf_of,
        "section": section,
        "text": said,
    }
    one_at_a_time(f"comments of person {actor.person_id}")
    if twin := queries.said_already(terms, words):  # pressed twice, or sent again
        return twin
    by_link = getattr(actor, "audit_kind", "") == "link"
    kept = TermsComment(body_id=terms.body_id, terms=terms, at=now, by_link=by_link, **words)
    db.session.add(kept)
    db.session.flush()
    audit.record(actor, "terms.commented", terms, section=section, by_link=kept.by_link)
    return kept


def _refuse_to_speak_for(
    organisation_id: int | None, terms: TermsOfReference, heard: str, actor: Actor
) -> None:
    """Refuse, at the choice of the institution, what does not stand in its name."""
    allowed = [number for number, _name in queries.institutions_of(actor.person_id, terms.body)]
    speaks = organisation_id is not None and queries.speaks_for_others(organisation_id)
    barred = [
        *rules.obstacles_to_speaking(organisation_id, allowed, heard, speaks_for_others=speaks)
    ]
    if barred:
        raise FieldRefused("organisation_id", " ".join(map(str, barred)))


def _own_institution(terms: TermsOfReference, actor: Actor) -> int | None:
    """Return the institution whose seat one holds; none when there are several, or none."""
    held = procedure.institutions_of_seats(actor.person_id, terms.body)
    return next(iter(held)) if len(held) == 1 else None


@requires(rules.DISPOSE)
def dispose(
    comment: TermsComment,
    *,
    disposition: Disposition,
    reason: str,
    actor: Actor,
    today: date,
    now: datetime,
) -> None:
    """Say what became of a comment, and why; whoever made it reads it."""
    refuse_if(rules.obstacles_to_disposing(comment.terms, disposition, reason, today))
    comment.disposition, comment.reason, comment.disposed_at = disposition, reason, now
    db.session.flush()
    audit.record(actor, "terms.disposed", comment, disposition=disposition.value)


@requires(rules.OPEN_REVIEW)
def remind(terms: TermsOfReference, *, actor: Actor, today: date, now: datetime) -> None:
    """Remind those who were asked and said nothing, once for each closing date."""
    if not rules.is_reminder_due(terms, today):
        return
    circle = procedure.circle_of(terms.body, today)
    silent = [one for one in queries.silent_requests(terms) if one.person_id in circle]
    insiders = queries.signs_in([request.person_id for request in silent])
    for request in silent:
        if request.person_id in insiders:
            letters.remind(terms, person=request.person, actor=actor)
        elif request.person.email is not None:
            _send_link(request.person, terms, actor=actor, now=now)
        request.reminded_for = terms.review_closes_on
    db.session.flush()
    audit.record(actor, "terms.review_reminded", terms, people=len(silent))
