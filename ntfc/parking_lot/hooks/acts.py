"""What may be done about parked issues by a one-time link."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues import rules as issue_rules
from ntfc.issues.models import Issue
from ntfc.issues.service import proposing
from ntfc.links.rules import NOT_ENTITLED
from ntfc.names import called
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.forms import IdeaByLinkForm, NextForm
from ntfc.parking_lot.models import Parking
from ntfc.parking_lot.service import letters, parking
from ntfc.permissions import LinkHolder
from ntfc.procedure import queries as procedure


def _idea(holder: LinkHolder, issue: Issue, values: dict[str, Any]) -> None:
    try:
        proposing.add_idea(issue, text=values["text"], actor=holder, now=clock.now())
    except Refused as refusal:
        raise FieldRefused("text", " ".join(map(str, refusal.reasons))) from refusal


def _settled(person: Any, issue: Issue) -> str | None:
    """Ideas are asked of the circle of the body, as long as the issue is open."""
    if not procedure.is_in_circle(person.id, issue.body):
        return str(NOT_ENTITLED)
    return next(iter(issue_rules.obstacles_to_adding_ideas(issue)), None)


def _next_form(typed: Any, subject: Parking) -> NextForm:
    return NextForm(
        typed, next_step=subject.next_step, review_on=subject.review_on, seen=subject.version
    )


def _next(holder: LinkHolder, subject: Parking, values: dict[str, Any]) -> None:
    seen = values["seen"] or ""
    try:
        parking.amend(
            subject,
            values={name: values[name] for name in ("next_step", "review_on")},
            seen=int(seen) if seen.isdecimal() else 0,
            actor=holder,
            today=clock.today(subject.issue.body.time_zone),
        )
    except Refused as refusal:
        raise FieldRefused("review_on", " ".join(map(str, refusal.reasons))) from refusal


def _no_longer(person: Any, subject: Parking) -> str | None:
    if subject.left_at is not None or subject.owner_id != person.id:
        return str(_("This issue is no longer parked with you as its owner."))
    return None


ACTS = (
    Act(
        name=letters.IDEA_ACT,
        title=_("Ideas for a parked issue"),
        permission=issue_rules.SUPPORT,
        load=issues.find_issue,
        describe=lambda issue: _(
            "Issue %(number)s, %(body)s", number=issue.number, body=called(issue.body)
        ),
        form=lambda typed, _issue: IdeaByLinkForm(typed),
        do=_idea,
        button=_("Add the idea"),
        after=_("Thank you. The idea stands with the issue."),
        template="parking_lot/_by_link.html",
        still=_settled,
        is_repeatable=True,
    ),
    Act(
        name=letters.NEXT_ACT,
        title=_("A parked issue comes up"),
        permission=rules.AMEND,
        load=queries.find_parking,
        describe=lambda subject: _(
            "Issue %(number)s, %(body)s",
            number=subject.issue.number,
            body=called(subject.issue.body),
        ),
        form=_next_form,
        do=_next,
        button=_("Save"),
        after=_("Thank you. The secretariat and the chairs see it."),
        template="parking_lot/_next_by_link.html",
        still=_no_longer,
        is_repeatable=True,
    ),
)
