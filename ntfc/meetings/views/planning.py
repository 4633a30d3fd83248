"""Planning a meeting, changing it, calling it off."""

from datetime import datetime
from typing import Any

from flask import Response, request, url_for
from flask_login import current_user

from ntfc.committees.models import Body
from ntfc.forms import typed
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.meetings import queries, rules, service
from ntfc.meetings.forms import PlanForm
from ntfc.meetings.forms.planning import as_typed, opened
from ntfc.meetings.models import Meeting
from ntfc.meetings.queries.due import rhythm_on
from ntfc.meetings.rules import Proposal, propose
from ntfc.meetings.views.common import ask, bp, crumbs_in, crumbs_to, seen, today_in, zone_of
from ntfc.permissions import authorize

PAGES = ("meetings/plan.html", "meetings/_plan.html")


@bp.route("/bodies/<int:body_id>/meetings/new", methods=["GET", "POST"])
def plan(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.PLAN, body)
    proposal = _proposal(body)
    form = typed(PlanForm, **opened(proposal, zone=zone_of(body), mode=body.mode))
    _offer(form, body)
    page = {
        "title": _("Plan a meeting"),
        "crumbs": crumbs_to(body),
        "body": body,
        "proposal": proposal,
        "back": url_for(".of_body", body_id=body.id),
        "button": _("Plan it"),
    }
    if "more" in request.form:
        return _one_more_day(form, **page)

    def act(now: datetime) -> str:
        meeting = service.plan(body, wanted=form.plan, now=now, actor=current_user)
        return url_for(".show", meeting_id=meeting.id)

    return ask(form, act, _("The meeting is planned. Nobody was told yet."), *PAGES, **page)


def _proposal(body: Body) -> Proposal:
    today = today_in(body)
    rhythm = rhythm_on(body, today)
    return propose(
        rhythm.procedure,
        queries.meetings_before(body.id),
        due=rhythm.due if not rhythm.is_in_hand else None,
        rule=rhythm.rule,
        today=today,
        hosts=queries.hosts_of(body.id),
        is_working_day=queries.working_days(body),
    )


def _offer(form: PlanForm, body: Body, meeting: Meeting | None = None) -> None:
    hosts = {host.id: host.name for host in queries.hosts_of(body.id)}
    if meeting is not None and meeting.host is not None:  # also when it has no seat any more
        hosts.setdefault(meeting.host.id, meeting.host.name)
    joinable = [(other.id, other.name) for other in queries.joinable(body, current_user)]
    form.offer(hosts.items(), joinable)


def _one_more_day(form: PlanForm, **page: Any) -> Response:
    """Show the form with room for a further day, and with all that was typed."""
    form.further.append_entry()
    return render(*PAGES, form=form, action=request.path, **page)


@bp.route("/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
def edit(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.EDIT, meeting)
    form = typed(PlanForm, **as_typed(meeting))
    _offer(form, meeting.body, meeting)
    page = {
        "title": _("Change the meeting"),
        "crumbs": crumbs_in(meeting),
        "body": meeting.body,
        "proposal": None,
        "back": url_for(".show", meeting_id=meeting.id),
        "button": _("Save"),
    }
    if "more" in request.form:
        return _one_more_day(form, **page)

    called = rules.was_called(meeting)

    def act(_now: datetime) -> str:
        seen_version = form.seen.version
        service.change(meeting, wanted=form.plan, version=seen_version, actor=current_user)
        return url_for(".show", meeting_id=meeting.id)

    said = _("Saved. Nobody was told yet.") if called else _("Saved.")
    return ask(form, act, said, *PAGES, **page)
