"""The full screen of a meeting: the current item, its time, what comes next."""

from hashlib import sha256
from typing import Any

from flask import Response, render_template, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda, ItemState
from ntfc.agendas.service import running as service
from ntfc.agendas.views.common import bp, page_url, seen, seen_item, when
from ntfc.agendas.views.show import readable, verbs_of
from ntfc.htmx import done, render, wants_fragment
from ntfc.meetings import rules as meeting_rules
from ntfc.meetings.models import CLOSED, MeetingState
from ntfc.meetings.queries.items import before_opening
from ntfc.meetings.queries.presence import everybody_at
from ntfc.meetings.service import presence
from ntfc.permissions import authorize, can


@bp.get("/agendas/<int:agenda_id>/run")
def run(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    page = stage(agenda)
    if wants_fragment() and request.args.get("seen") == page["mark"]:
        return Response(status=204)  # nothing changed: what stands open stays open
    return render("agendas/run.html", "agendas/_run.html", **page)


def stage(agenda: Agenda) -> dict[str, Any]:
    """Return what the screen of the meeting shows, and the mark of just that."""
    page = _stage_of(agenda)
    still = render_template("agendas/_run.html", **{**page, "spent": 0, "mark": ""})
    return {**page, "mark": sha256(still.encode()).hexdigest()[:16]}


def _stage_of(agenda: Agenda) -> dict[str, Any]:
    lines, is_over = readable(agenda), agenda.meeting.state in CLOSED
    at = None if is_over else agenda.current_item_id
    here = next((n for n, line in enumerate(lines) if line.item.id == at), None)
    ahead = lines[here + 1 :] if here is not None else lines
    to_come = [line for line in ahead if line.item.state is ItemState.PLANNED]
    current = lines[here] if here is not None else None
    opens = agenda.meeting.state is MeetingState.CONVENED
    now = clock.now()
    spent = None
    if current is not None and current.item.began_at is not None:
        spent = int((now - current.item.began_at).total_seconds() // 60)
    return {
        "agenda": agenda,
        "meeting": agenda.meeting,
        "when": when(agenda.meeting),
        "back": page_url(agenda),
        "lines": lines,
        "leads": not is_over and can(current_user, rules.RUN, agenda),
        "current": current,
        "next": to_come[0] if to_come else None,
        "spent": spent,
        "left": sum(line.item.minutes or 0 for line in to_come),
        "verbs": verbs_of,
        "papers": queries.papers_on(agenda, current_user) if current is not None else {},
        "acts": queries.acts_on(agenda, current_user) if current is not None else {},
        "everybody": everybody_at(agenda.meeting),
        "opens_at_once": opens and not [*before_opening(agenda.meeting)],
    }


@bp.post("/agenda-items/<int:item_id>/take-up")
def take_up(item_id: int) -> Response:
    item = seen_item(item_id)
    authorize(current_user, rules.RUN, item)
    service.take_up(item, actor=current_user, now=clock.now())
    return _stage(item.agenda_id)


@bp.post("/agendas/<int:agenda_id>/finish")
def finish(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.RUN, agenda)
    service.finish(agenda, actor=current_user, now=clock.now())
    return _stage(agenda.id)


@bp.post("/agendas/<int:agenda_id>/open")
def open_meeting(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    meeting = agenda.meeting
    authorize(current_user, meeting_rules.RUN, meeting)
    if [*before_opening(meeting)]:
        return done(url_for("meetings.open_meeting", meeting_id=meeting.id))
    presence.open_meeting(meeting, now=clock.now(), actor=current_user)
    return _stage(agenda.id)


def _stage(agenda_id: int) -> Response:
    agenda = queries.get_agenda(agenda_id)
    url = url_for(".run", agenda_id=agenda.id)
    return done(url, "agendas/_run.html", **stage(agenda))
