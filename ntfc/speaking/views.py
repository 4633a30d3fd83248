"""The list of speakers beside the screen of the meeting, for chairs who want one."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas.models import Agenda
from ntfc.agendas.queries import get_agenda
from ntfc.agendas.rules import RUN, VIEW
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.meetings.models import BEGUN, MeetingState
from ntfc.meetings.queries.presence import everybody_at
from ntfc.meetings.rules import name_of, when
from ntfc.meetings.rules.presence import THERE
from ntfc.permissions import authorize
from ntfc.speaking import rules, service
from ntfc.speaking.queries import turns_in

bp = Blueprint("speaking", __name__)


def seen(agenda_id: int) -> Agenda:
    """Return the agenda, or answer 404 to whoever may not even know of it."""
    agenda = get_agenda(agenda_id)
    authorize(current_user, VIEW, agenda)
    return agenda


@bp.get("/agendas/<int:agenda_id>/speakers")
def speakers(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    return render("speaking/speakers.html", "speaking/_speakers.html", **list_of(agenda))


def list_of(agenda: Agenda) -> dict[str, Any]:
    """Return who has the floor, who waits, who has spoken, and who else is there."""
    turns = turns_in(agenda.id)
    rows = [row for row in everybody_at(agenda.meeting).rows if row.name]
    there = [row for row in rows if row.presence in THERE or row.noted is None]
    return {
        "agenda": agenda,
        "meeting": agenda.meeting,
        "when": when(agenda.meeting),
        "crumbs": _crumbs(agenda),
        "named": {row.key: row for row in rows},
        "there": there,
        "current": rules.speaking(turns),
        "waiting": rules.waiting(turns),
        "spoken": rules.have_spoken(turns),
        "is_open": agenda.meeting.state is MeetingState.UNDER_WAY,
        "may_note": agenda.meeting.state in BEGUN,
    }


def _crumbs(agenda: Agenda) -> list[tuple[str, str]]:
    meeting = agenda.meeting
    return [
        (meeting.body.name, url_for("committees.show", body_id=meeting.body_id)),
        (str(name_of(meeting)), url_for("meetings.show", meeting_id=meeting.id)),
        (str(_("Agenda")), url_for("agendas.show", meeting_id=meeting.id)),
    ]


def _noted(agenda_id: int, act: Callable[..., None], **facts: Any) -> Response:
    agenda = seen(agenda_id)
    act(agenda, actor=current_user, **facts)
    url = url_for(".speakers", agenda_id=agenda.id)
    return done(url, "speaking/_speakers.html", **list_of(get_agenda(agenda.id)))


def _whom() -> str:
    return request.form.get("whom", "")[:40]


@bp.post("/agendas/<int:agenda_id>/speakers")
def raise_hand(agenda_id: int) -> Response:
    authorize(current_user, RUN, seen(agenda_id))
    return _noted(agenda_id, service.raise_hand, whom=_whom(), now=clock.now())


@bp.post("/agendas/<int:agenda_id>/speakers/floor")
def give_floor(agenda_id: int) -> Response:
    authorize(current_user, RUN, seen(agenda_id))
    return _noted(agenda_id, service.give_floor, whom=_whom(), now=clock.now())


@bp.post("/agendas/<int:agenda_id>/speakers/done")
def end_turn(agenda_id: int) -> Response:
    authorize(current_user, RUN, seen(agenda_id))
    return _noted(agenda_id, service.end_turn, now=clock.now())


@bp.post("/agendas/<int:agenda_id>/speakers/take-off")
def lower_hand(agenda_id: int) -> Response:
    authorize(current_user, RUN, seen(agenda_id))
    return _noted(agenda_id, service.lower_hand, whom=_whom())


@bp.post("/agendas/<int:agenda_id>/speakers/spoke")
def note_speech(agenda_id: int) -> Response:
    authorize(current_user, RUN, seen(agenda_id))
    return _noted(agenda_id, service.note_speech, whom=_whom(), now=clock.now())
