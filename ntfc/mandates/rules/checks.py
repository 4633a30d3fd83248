"""Who may do what with terms of reference, and when it may be done."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.committees.rules import VIEW as VIEW_BODY
from ntfc.i18n import _, ngettext
from ntfc.mandates.models import DRAFT_OPEN, Disposition, TermsOfReference, TermsState
from ntfc.mandates.rules.sections import HEADINGS, LABELS, TEXTS
from ntfc.permissions import CHAIRS, CIRCLE, OFFICE, Actor, Permission, can
from ntfc.procedure.rules import coordinates
from ntfc.procedure.rules.words import day as in_words

REMINDER = timedelta(days=2)  # before a review closes
OPEN_STATES = frozenset({TermsState.DRAFT, TermsState.IN_REVIEW})


def may_read(actor: Actor, terms: TermsOfReference | Body) -> bool:
    """Tell whether the person reads this without a place in the circle of the body.

    What was adopted is read by whoever reads the papers of the body. That a body may draft terms
    is no secret to those who know of the body.
    """
    if isinstance(terms, Body):
        return can(actor, VIEW_BODY, terms)
    is_read = terms.state is TermsState.ADOPTED and can(actor, READ, terms.body)
    return is_read or coordinates(actor, terms)


def may_read_comments(actor: Actor, terms: Any) -> bool:
    return coordinates(actor, terms)


VIEW = Permission("terms.view", _("Read terms of reference"), CIRCLE, may_read, hides=True)
EDIT = Permission(
    "terms.edit", _("Draft terms of reference"), CHAIRS | OFFICE, coordinates, behind=VIEW
)
OPEN_REVIEW = Permission(
    "terms.review_open",
    _("Open a draft for joint review"),
    CHAIRS | OFFICE,
    coordinates,
    behind=VIEW,
)
COMMENT = Permission("terms.comment", _("Comment on draft terms of reference"), CIRCLE, behind=VIEW)
VIEW_COMMENTS = Permission(
    "terms.comments_view",
    _("Read what was said about a draft"),
    CIRCLE,
    may_read_comments,
    hides=True,
)
DISPOSE = Permission(
    "terms.dispose",
    _("Say what became of a comment"),
    CHAIRS | OFFICE,
    coordinates,
    behind=VIEW_COMMENTS,
)
ADOPT = Permission(
    "terms.adopt",
    _("Adopt terms of reference"),
    CHAIRS | OFFICE,
    behind=VIEW,
)
PERMISSIONS = (VIEW, EDIT, OPEN_REVIEW, COMMENT, VIEW_COMMENTS, DISPOSE, ADOPT)


def is_under_review(terms: TermsOfReference, today: date) -> bool:
    """Tell whether comments are taken today; the closing day itself still counts."""
    closes = terms.review_closes_on
    return terms.state is TermsState.IN_REVIEW and closes is not None and today <= closes


def is_reviewed(terms: TermsOfReference, today: date) -> bool:
    """Tell whether the review is over and the draft not yet adopted."""
    return terms.state is TermsState.IN_REVIEW and not is_under_review(terms, today)


def review_days(opened_on: date, closes_on: date) -> int:
    """Return how many days people have to comment."""
    return (closes_on - opened_on).days


def missing_headings(terms: TermsOfReference) -> list[str]:
    """Return which of the four headings say nothing yet."""
    return [LABELS[name] for name in HEADINGS if not getattr(terms, name).strip()]


def obstacles_to_starting(open_drafts: int) -> Iterator[str]:
    if open_drafts:
        yield DRAFT_OPEN


def obstacles_to_editing(terms: TermsOfReference, today: date) -> Iterator[str]:
    """Say why the text cannot change now: under review people speak about what they see."""
    if terms.state is TermsState.ADOPTED:
        yield _("Adopted terms never change. Start a new version.")
    elif terms.state is TermsState.WITHDRAWN:
        yield _("This draft was withdrawn. Start a new version.")
    elif is_under_review(terms, today):
        yield _(
            "The text stays as it is while it is under review. Change it after the closing date."
        )


def obstacles_to_withdrawing(terms: TermsOfReference) -> Iterator[str]:
    if terms.state not in OPEN_STATES:
        yield _("Only a draft can be withdrawn.")


def obstacles_to_opening_review(
    terms: TermsOfReference, closes_on: date, today: date, *, undisposed: int
) -> Iterator[str]:
    """Say what keeps a draft from being opened for review, or once more after its first."""
    if terms.state not in OPEN_STATES:
        yield _("Only a draft can be opened for review.")
    if is_under_review(terms, today):
        yield _("This draft is under review already. Extend the review instead.")
    if not any(getattr(terms, name) for name in TEXTS):
        yield _("The draft says nothing yet. Write at least one section first.")
    if closes_on <= today:
        yield _("The closing date must lie in the future.")
    yield from _outstanding(undisposed)


def _outstanding(undisposed: int) -> Iterator[str]:
    if undisposed:
        yield ngettext(
            "%(num)d comment is without an answer. Say what became of it.",
            "%(num)d comments are without an answer. Say what became of each.",
            undisposed,
        )


def obstacles_to_extending(
    terms: TermsOfReference, closes_on: date, reason: str, today: date
) -> Iterator[str]:
    """Say what keeps a review from being extended to a later day."""
    if terms.state is not TermsState.IN_REVIEW or terms.review_closes_on is None:
        yield _("This draft is not under review.")
        return
    if closes_on <= terms.review_closes_on:
        yield _(
            "The review closes on %(day)s already. Choose a later day.",
            day=in_words(terms.review_closes_on),
        )
    if closes_on <= today:
        yield _("The closing date must lie in the future.")
    if not reason.strip():
        yield _("Say why the review is extended; all who were asked are told.")


def obstacles_to_commenting(terms: TermsOfReference, today: date) -> Iterator[str]:
    """Say why a comment cannot be taken now."""
    if terms.state is not TermsState.IN_REVIEW or terms.review_closes_on is None:
        yield _(
            "This text is not open for comments. Your comment was not stored; it is still here."
        )
    elif not is_under_review(terms, today):
        yield _(
            "The review closed on %(day)s. Your comment was not stored; it is still here. "
            "Send it to the secretariat, who may extend the review.",
            day=in_words(terms.review_closes_on),
        )


def obstacles_to_speaking(
    organisation: int | None,
    allowed: Collection[int],
    heard: str,
    *,
    speaks_for_others: bool,
) -> Iterator[str]:
    """Say why a comment cannot stand in this institution's name, or for the SMEs behind it."""
    if organisation is not None and organisation not in allowed:
        yield _("You are not known to speak for this institution. Choose another.")
    if heard and organisation is None:
        yield _("Views of smaller firms come through an association: choose which one.")
    elif heard and not speaks_for_others:
        yield _(
            "This institution is not recorded as one that speaks for others. "
            "Record whom it represents first, or leave out whose views these are."
        )


def obstacles_to_disposing(
    terms: TermsOfReference, disposition: Disposition, reason: str, today: date
) -> Iterator[str]:
    """Say why it cannot yet be said what became of a comment."""
    if not is_reviewed(terms, today):
        yield _("Answers to comments are given after the review and before adoption.")
    if disposition is not Disposition.USED and not reason.strip():
        yield _("Say why. Whoever made the comment reads it.")


def obstacles_to_adopting(
    terms: TermsOfReference,
    adopted_on: date,
    today: date,
    *,
    latest: date | None,
    undisposed: int,
    led_by_another: bool,
) -> Iterator[str]:
    """Say everything that keeps the draft from being adopted, at once."""
    if terms.state not in OPEN_STATES:
        yield _("Only a draft can be adopted.")
    for title in missing_headings(terms):
        yield _("“%(title)s” says nothing yet.", title=title)
    if is_under_review(terms, today):
        yield _(
            "The draft is under review until %(day)s.",
            day=in_words(terms.review_closes_on or today),
        )
    yield from _outstanding(undisposed)
    if adopted_on > today:
        yield _("The day of adoption cannot lie in the future.")
    if latest is not None and adopted_on <= latest:
        yield _(
            "The version before was adopted on %(day)s. Choose a later day.", day=in_words(latest)
        )
    if led_by_another:
        yield _("Somebody chairs or moderates this body and adopts its terms of reference.")


def protocol_warning(terms: TermsOfReference | None, today: date) -> str | None:
    """Return a warning when the communication protocol should have been looked at again."""
    due = terms.protocol_review_on if terms else None
    if due is None or due >= today:
        return None
    return _("The communication protocol was to be reviewed by %(day)s.", day=in_words(due))


def is_reminder_due(terms: TermsOfReference, today: date) -> bool:
    """Tell whether those who have not commented are to be reminded of the closing date."""
    closes = terms.review_closes_on
    return is_under_review(terms, today) and closes is not None and closes - today <= REMINDER
