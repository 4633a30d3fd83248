"""Setting aside: in one click from an item, or by the form; and what is said of it since."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body
from ntfc.errors import Refused
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues import rules as issue_rules
from ntfc.issues.models import Issue
from ntfc.meetings.models import MeetingState
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.forms import NextForm, ParkForm, ParkItemForm
from ntfc.parking_lot.rules import Facts
from ntfc.parking_lot.service import parking as service
from ntfc.parking_lot.views.common import ask, bp, crumbs_of, page_url, seen, seen_item, today_in
from ntfc.permissions import authorize, can
from ntfc.wayback import way_back

SAID = ("cause", "reason", "asked_by_id", "owner_id", "review_on", "next_step")


def _facts(form: ParkForm) -> Facts:
    return Facts(**{name: form.values[name] for name in SAID})


def _offer(form: ParkForm, body: Any) -> None:
    people, circle = queries.people_here(body)
    form.offer(people, [(number, name) for number, name in people if number in circle])


@bp.route("/issues/<int:issue_id>/park", methods=["GET", "POST"])
def park(issue_id: int) -> Response:
    """Set an issue aside from outside a meeting."""
    issue = issues.get_issue(issue_id)
    authorize(current_user, rules.PARK, issue)
    body, today = issue.body, today_in(issue.body)
    proposed = queries.proposed(body, issue=issue, item=None, actor=current_user, today=today)
    form = typed(ParkForm, **vars(proposed))
    _offer(form, body)

    def act() -> str:
        service.park(issue, facts=_facts(form), actor=current_user, now=clock.now(), today=today)
        return page_url(issue)

    return ask(
        form,
        act,
        _("The issue is parked. Whoever raised it is told, and the owner."),
        title=_("Park the issue"),
        lead=issue.title,
        button=_("Park it"),
        crumbs=crumbs_of(body, issue),
        back=page_url(issue),
    )


@bp.post("/agenda-items/<int:item_id>/park")
def park_item(item_id: int) -> Response:
    """Set aside in one click what is being discussed, then show what was taken to be right."""
    item, issue = seen_item(item_id)
    if issue is None:
        return done(url_for(".park_new", item_id=item.id))
    body = issue.body  # at a joint meeting perhaps another one than the agenda's
    today = today_in(body)
    facts = queries.proposed(body, issue=issue, item=item, actor=current_user, today=today)
    try:
        parking = service.park_item(
            item, facts=facts, actor=current_user, now=clock.now(), today=today
        )
    except Refused as refusal:
        for reason in refusal.reasons:
            flash(reason, "danger")
        return done(url_for("agendas.show", meeting_id=item.agenda.meeting_id))
    flash(_("Parked. One look: is this right?"), "success")
    return done(url_for(".amend", parking_id=parking.id))


@bp.route("/agenda-items/<int:item_id>/park/new", methods=["GET", "POST"])
def park_new(item_id: int) -> Response:
    """Set aside what stands on the table, by a form; where it has no issue, one is made of it."""
    item, issue = seen_item(item_id)
    body = issue.body if issue else item.agenda.body
    today, form = today_in(body), _form_for(item, issue, body)
    back = way_back()

    def act() -> str:
        if isinstance(form, ParkItemForm) and form.is_one_case:
            raise Refused(issue_rules.ONE_CASE)
        parking = service.park_item(
            item,
            facts=_facts(form),
            expected_result=form.values.get("expected_result", ""),
            actor=current_user,
            now=clock.now(),
            today=today,
        )
        return back or page_url(parking.issue)

    return ask(
        form,
        act,
        _("The issue is parked. Whoever raised it is told, and the owner.")
        if issue
        else _("Parked as an issue of its own, so that it is not lost."),
        title=_("Park what is on the table"),
        lead=item.title,
        button=_("Park it"),
        crumbs=crumbs_of(body),
        back=back or url_for("agendas.show", meeting_id=item.agenda.meeting_id),
        action=request.full_path.rstrip("?"),
    )


def _form_for(item: AgendaItem, issue: Issue | None, body: Body) -> ParkForm:
    proposed = queries.proposed(
        body, issue=issue, item=item, actor=current_user, today=today_in(body)
    )
    form: ParkForm = (
        typed(ParkForm, **vars(proposed))
        if issue
        else typed(ParkItemForm, **vars(proposed), expected_result=item.expected_result)
    )
    _offer(form, body)
    return form


@bp.route("/parkings/<int:parking_id>", methods=["GET", "POST"])
def amend(parking_id: int) -> Response:
    """Look at what was said, and put it right; an owner says the next step and another day."""
    parking = seen(parking_id)
    authorize(current_user, rules.AMEND, parking)
    issue = parking.issue
    stored = {name: getattr(parking, name) for name in SAID}
    whole = can(current_user, rules.LEAVE, parking)
    form = typed(ParkForm if whole else NextForm, **stored, seen=parking.version)
    if whole:
        _offer(form, issue.body)

    def act() -> str:
        service.amend(
            parking,
            values={name: value for name, value in form.values.items() if name != "seen"},
            seen=form.seen.version,
            actor=current_user,
            today=today_in(issue.body),
        )
        return page_url(issue)

    return ask(
        form,
        act,
        _("Saved."),
        title=_("Parked: what was said"),
        lead=issue.title,
        button=_("Save"),
        crumbs=crumbs_of(issue.body, issue),
        back=_back_to(parking),
    )


def _back_to(parking: Any) -> str:
    """Return where one came from: the meeting while it goes on, else the issue."""
    if parking.item and parking.item.agenda.meeting.state is MeetingState.UNDER_WAY:
        return url_for("agendas.run", agenda_id=parking.item.agenda_id)
    return page_url(parking.issue)


@bp.post("/parkings/<int:parking_id>/ideas")
def ask_for_ideas(parking_id: int) -> Response:
    parking = seen(parking_id)
    authorize(current_user, rules.LEAVE, parking)
    issued = service.ask_for_ideas(parking, actor=current_user, now=clock.now())
    flash(_("Everybody in the circle is asked for ideas."), "success")
    issue = parking.issue
    if not issued:
        return done(page_url(issue))
    return render(
        "links/to_hand_over.html",
        handed=issued,
        crumbs=crumbs_of(issue.body, issue),
        back=page_url(issue),
    )
