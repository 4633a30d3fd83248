"""How terms of reference join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for

from ntfc import clock
from ntfc.acts import Act
from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.db import db
from ntfc.errors import FieldRefused, Refused
from ntfc.htmx import drawn
from ntfc.i18n import _, ngettext
from ntfc.jobs import JobKind
from ntfc.mandates import models, queries, rules, service
from ntfc.mandates.forms import CommentForm
from ntfc.mandates.models import TermsOfReference
from ntfc.mandates.views import reviews, terms
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import CHAIRS, OFFICE, SYSTEM, Actor, Entrusted, LinkHolder, can
from ntfc.plugins import Panel, PersonalData, Plugin, Tab, Waiting, hookimpl
from ntfc.procedure import queries as procedure
from ntfc.transaction import unit_of_work

TRAIL = {
    "terms.adopted": _("Terms of reference were adopted"),
    "terms.commented": _("A draft was commented on"),
    "terms.disposed": _("A comment was answered"),
    "terms.drafted": _("A draft was changed"),
    "terms.matter_added": _("A matter of another institution was added"),
    "terms.matter_removed": _("A matter of another institution was taken out"),
    "terms.review_extended": _("A review was extended"),
    "terms.review_opened": _("A review was opened"),
    "terms.review_reminded": _("People were reminded of a review"),
    "terms.started": _("A draft was started"),
    "terms.withdrawn": _("A draft was withdrawn"),
}


def _speak_for_own(form: CommentForm, holder: LinkHolder, subject: TermsOfReference) -> None:
    form.speak_for(queries.institutions_of(holder.person_id, subject.body))


def _still(person: Person, subject: TermsOfReference) -> str | None:
    """A draft is for the circle of the body: who left it, or only attends now, reads no further."""
    if procedure.is_in_circle(person.id, subject.body):
        return None
    return _("This link no longer applies, since you do not take part in this body any more.")


def _comment(holder: LinkHolder, subject: TermsOfReference, values: dict[str, Any]) -> None:
    try:
        service.comment(
            subject,
            section=values["section"] or "",
            said=values["said"],
            organisation_id=values["organisation_id"] or None,
            on_behalf_of=values["on_behalf_of"] or "",
            actor=holder,
            today=clock.today(subject.body.time_zone),
            now=clock.now(),
        )
    except FieldRefused:
        raise
    except Refused as refusal:
        raise FieldRefused("said", " ".join(str(reason) for reason in refusal.reasons)) from refusal


COMMENT = Act(
    name="terms.comment",
    title=_("Comment on draft terms of reference"),
    permission=rules.COMMENT,
    load=queries.find_terms,
    describe=lambda subject: called(subject.body),
    form=lambda typed, _subject: CommentForm(typed),
    fit=_speak_for_own,
    do=_comment,
    button=_("Send the comment"),
    after=_("Your comment is stored. You will be told what became of it."),
    template="mandates/_by_link.html",
    still=_still,
    is_repeatable=True,
)


def send_reminders(_payload: dict[str, Any]) -> None:
    """Remind of reviews that close within two days, each in the days of its body."""
    now = clock.now()
    with unit_of_work():
        for draft in queries.under_review(now.date() + rules.REMINDER + timedelta(days=1)):
            service.remind(draft, actor=SYSTEM, today=clock.today(draft.body.time_zone), now=now)
        db.session.flush()


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="mandates",
        title=_("Terms of reference"),
        models=(
            models.TermsOfReference,
            models.Matter,
            models.ReviewRequest,
            models.TermsComment,
        ),
        blueprints=(terms, reviews),
        permissions=rules.PERMISSIONS,
        jobs=(JobKind(name="terms.remind", run=send_reminders, every=timedelta(hours=6)),),
        acts=(COMMENT,),
        trail=TRAIL,
    )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the reviews to comment on, the comments to answer and the protocols to look at."""
    if actor.person_id is None:
        return
    for draft in queries.asked_to_comment(actor.person_id, today):
        if not can(actor, rules.COMMENT, draft):
            continue  # who has left the body since is no longer asked
        yield Waiting(
            title=_("Draft terms of reference"),
            reason=_("You were asked to comment on it."),
            url=url_for("reviews.comments", terms_id=draft.id),
            button=_("Comment"),
            due=draft.review_closes_on,
            body_name=draft.body.name,
        )
    yield from _office_work(actor, today)


def _office_work(actor: Actor, today: date) -> Iterator[Waiting]:
    led = procedure.bodies_of(actor, CHAIRS | OFFICE)
    if not led:
        return
    for draft, count in queries.outstanding(led, today):
        yield Waiting(
            title=_("Comments on the draft terms of reference"),
            reason=ngettext(
                "%(num)d comment has no answer yet.", "%(num)d comments have no answer yet.", count
            ),
            url=url_for("reviews.comments", terms_id=draft.id),
            button=_("Answer"),
            body_name=draft.body.name,
        )
    for found in queries.protocols_overdue(led, today):
        yield Waiting(
            title=_("Communication protocol"),
            reason=_("Its review is overdue."),
            url=url_for("mandates.index", body_id=found.body_id),
            button=_("Look at it"),
            due=found.protocol_review_on,
            body_name=found.body.name,
        )


@hookimpl
def ntfc_body_started(body: Body, actor: Actor, now: datetime) -> None:
    """Open the terms of reference of a group that works for a defined period (R78)."""
    if body.kind.is_time_boxed:
        today = clock.day_of(now, body.time_zone)
        service.start_version(body, actor=Entrusted(actor), now=now, today=today)


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body under which terms it works and what is being drafted."""
    if tab is not Tab.MANDATE or not can(actor, READ, body):
        return None
    today = clock.today(body.time_zone)
    found, draft = queries.version_valid_on(body, today), queries.draft_of(body)
    if draft is not None and not can(actor, rules.VIEW, draft):
        draft = None
    html = drawn(
        "mandates/_panel.html",
        body=body,
        found=found,
        draft=draft,
        under_review=draft is not None and rules.is_under_review(draft, today),
        warning=rules.protocol_warning(found, today),
    )
    return Panel(id="terms", title=_("Terms of reference"), html=html, order=30)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give what the person said and was asked about draft terms of reference."""
    yield PersonalData(
        name="terms_comments",
        tables=("terms_comments",),
        title=_("Comments on draft terms of reference"),
        columns={
            "at": _("When"),
            "section": _("About"),
            "text": _("Comment"),
            "disposition": _("What became of it"),
            "reason": _("Why"),
        },
        rows=queries.said_by(person.id),
        stays=_("They belong to the record of the review; the name is taken off."),
    )
    yield PersonalData(
        name="review_requests",
        title=_("Drafts of terms of reference the person was asked about"),
        columns={"body": _("Body"), "at": _("When")},
        rows=queries.asked_of(person.id),
        stays=_("Whether a review was joint must stay known; the name is taken off."),
        tables=("review_requests",),
    )
