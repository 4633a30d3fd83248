"""The page of an agenda: what proposes itself, the lines, the time, the way out."""

from collections.abc import Collection
from datetime import date
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.forms import AddForm, BeginForm, ReleaseForm, RemarkForm
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState, ItemState
from ntfc.agendas.rules.order import Line
from ntfc.agendas.rules.words import TONES
from ntfc.agendas.service import building as service
from ntfc.agendas.views.common import (
    bp,
    crumbs_of,
    page_url,
    seen_meeting,
    today_in,
    when,
)
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.issues.models import Verb
from ntfc.issues.rules import words as issue_words
from ntfc.meetings.models import CLOSED, Meeting
from ntfc.permissions import authorize, can
from ntfc.procedure.queries import rules_on


@bp.get("/meetings/<int:meeting_id>/agenda")
def show(meeting_id: int) -> Response:
    agenda = queries.agenda_of(meeting_id)
    if agenda is None:
        return _begin_page(seen_meeting(meeting_id))
    authorize(current_user, rules.VIEW, agenda)
    return page_of(agenda)


def _begin_form(meeting: Meeting) -> BeginForm:
    form = BeginForm(request.form if request.method == "POST" else None)
    own = [(f"own:{one.id}", one.name, "") for one in queries.templates_of(meeting.body_id)]
    given = [(one.key, one.name, one.about) for one in rules.TEMPLATES]
    form.offer([*own, *given, ("none", _("Nothing but standing items"), "")])
    if request.method == "GET":
        standing = bool(queries.standing_lines(meeting))
        first = queries.meetings_held(meeting.body_id) == 0
        form.template.data = "none" if standing else "first" if first else "usual"
    return form


def _begin_page(meeting: Meeting, form: BeginForm | None = None, status: int = 200) -> Response:
    may = can(current_user, rules.EDIT, meeting)
    return render(
        "agendas/begin.html",
        "agendas/_begin.html",
        status=status,
        meeting=meeting,
        when=when(meeting),
        crumbs=crumbs_of(meeting),
        form=form or _begin_form(meeting),
        **_proposed(meeting, None, offers=may),
        standing=queries.standing_lines(meeting) if may else (),
        may=may,
    )


def _proposed(meeting: Meeting, agenda: Agenda | None, *, offers: bool) -> dict[str, Any]:
    """Return what proposes itself, and what of it stands on the agenda of an earlier meeting."""
    found, elsewhere = queries.proposed(meeting, agenda, current_user) if offers else ([], {})
    return {
        "proposals": found,
        "elsewhere": {key: (one.id, when(one)) for key, one in elsewhere.items()},
    }


def lines_of(key: str, meeting: Meeting) -> Any:
    """Return the lines of a template by its key, a given one or one of the body's own."""
    if key in rules.BY_KEY:
        return rules.BY_KEY[key].lines
    own = {f"own:{one.id}": one.lines for one in queries.templates_of(meeting.body_id)}
    return own.get(key, ())


@bp.post("/meetings/<int:meeting_id>/agenda")
def begin(meeting_id: int) -> Response:
    meeting = seen_meeting(meeting_id)
    authorize(current_user, rules.EDIT, meeting)
    form = _begin_form(meeting)
    if not form.validate():
        return _begin_page(meeting, form, 422)
    offered = queries.proposals_for(meeting, None, current_user) if form.take_all.data else ()
    try:
        service.begin(
            meeting,
            lines=lines_of(form.template.data, meeting),
            proposals=offered,
            actor=current_user,
            now=clock.now(),
        )
    except Refused as refusal:
        form.form_errors = [*form.form_errors, *refusal.reasons]
        return _begin_page(meeting, form, 409)
    flash(
        _("The agenda is begun. Bring it into order, then send it to the coordinators."), "success"
    )
    return done(url_for(".show", meeting_id=meeting.id))


def page_of(agenda: Agenda, status: int = 200, **forms: Any) -> Response:
    """Show the page of an agenda; *forms* are those that come back with something wrong."""
    page = shown(agenda, **forms)
    return render("agendas/show.html", "agendas/_whole.html", status=status, **page)


def changed(agenda: Agenda, message: str) -> Response:
    """Answer a change with the agenda as it stands now."""
    flash(message, "success")
    return done(page_url(agenda), "agendas/_whole.html", **shown(queries.get_agenda(agenda.id)))


def readable(agenda: Agenda) -> list[Line]:
    """Return the lines that the person reads; what is in confidence keeps its number."""
    return _read(rules.lined_up(agenda.items))


def _read(lines: list[Line]) -> list[Line]:
    actor = current_user._get_current_object()  # noqa: SLF001  -- not anew for each line
    return [line for line in lines if can(actor, rules.VIEW_ITEM, line.item)]


def length_of(meeting: Meeting) -> int:
    """Return how many minutes a meeting lasts, on all its days."""
    spans = [(day.ends_at - day.starts_at).total_seconds() for day in meeting.days]
    return int(sum(spans) // 60)


def shown(agenda: Agenda, **forms: Any) -> dict[str, Any]:
    """Return all that the page of an agenda shows."""
    every = rules.lined_up(agenda.items)
    lines = _read(every)
    prepares = can(current_user, rules.EDIT, agenda)
    meeting = agenda.meeting
    released = agenda.state is AgendaState.RELEASED
    return {
        "agenda": agenda,
        "meeting": meeting,
        "when": when(meeting),
        "crumbs": crumbs_of(meeting),
        "tones": TONES,
        "lines": lines,
        "hidden": len(every) - len(lines),
        "minutes": rules.minutes_of(lines),
        "length": length_of(meeting),
        "verbs": verbs_of,
        "acting": _acting(agenda, lines, prepares=prepares),
        "papers": queries.papers_on(agenda, current_user),
        "gone_on": _gone_on(lines),
        "released": released,
        "prepares": prepares,
        **_proposed(meeting, agenda, offers=prepares and meeting.state not in CLOSED),
        "by_hand": released
        and can(current_user, rules.SEND, agenda)
        and queries.papers_by_hand(meeting.id),
        **_taken_off(agenda),
        "templates": _templates(agenda) if prepares and not released else (),
        "add_form": forms.get("add_form") or _add_form(agenda, released=released),
        "reasons": forms.get("reasons", ()),
        **_way_out(agenda, every, lines, forms),
    }


def _gone_on(lines: list[Line]) -> dict[int, tuple[str, str]]:
    """Return for each postponed line at which meeting it goes on, with the agenda there."""
    left = [line.item.id for line in lines if line.item.state is ItemState.POSTPONED]
    return {
        number: (when(item.agenda.meeting), page_url(item.agenda))
        for number, item in queries.gone_on(left).items()
        if can(current_user, rules.VIEW_ITEM, item)
    }


def _taken_off(agenda: Agenda) -> dict[str, Any]:
    """Return what was taken off, and whether a line may still be put back."""
    off = [i for i in agenda.items if i.state is ItemState.DROPPED and not i.released_at]
    late = rules_on(agenda.body, today_in(agenda)) if off else None
    closed = [
        *rules.obstacles_to_preparing(agenda),
        *(rules.obstacles_to_late_items(agenda, late) if late else ()),
    ]
    return {"taken_off": off, "may_put_back": not closed}


def _add_form(agenda: Agenda, *, released: bool) -> AddForm | None:
    """Return the form for one more item; after the release only where somebody asks for it."""
    if released and "add" not in request.args:
        return None
    form = AddForm()
    form.steer(agenda.body.purpose)
    return form


def _acting(agenda: Agenda, lines: list[Line], *, prepares: bool) -> Collection[int]:
    """Return the items with which the person may do something; what, their menus ask."""
    actor = current_user._get_current_object()  # noqa: SLF001  -- not anew for each line
    items = {line.item.id for line in lines if prepares or can(actor, rules.ATTACH, line.item)}
    return items if len(items) == len(lines) else items | queries.acts_on(agenda, actor).keys()


def _templates(agenda: Agenda) -> list[tuple[str, str]]:
    own = [(f"own:{one.id}", one.name) for one in queries.templates_of(agenda.body_id)]
    return [*own, *((one.key, one.name) for one in rules.TEMPLATES)]


def verbs_of(item: AgendaItem) -> list[str]:
    """Return what is asked of the body with an item, in words."""
    return [issue_words.VERBS[verb] for verb in Verb if verb.value in item.asked]


def _way_out(
    agenda: Agenda, every: list[Line], lines: list[Line], forms: dict[str, Any]
) -> dict[str, Any]:
    """Return what stands between the draft and its release, and what was said to it."""
    if not can(current_user, rules.REMARK, agenda):
        return {"is_inside": False}
    today, held = today_in(agenda), queries.meetings_held(agenda.body_id)
    return {
        "is_inside": True,
        "requests": queries.requests_of(agenda) if agenda.requests else (),
        "remarks": queries.remarks_on(agenda) if agenda.sent_at else (),
        "titles": {line.item.id: line.item.title for line in lines},
        "remark_form": _remark_form(agenda, lines, forms),
        "hints": list(
            rules.hints(
                lines,
                length_of(agenda.meeting),
                contentions=queries.contentions_of(agenda),
                is_young=rules.is_young(agenda.body.started_on, held, today),
                has_met=held > 0,
                today=today,
            )
        ),
        **(
            _agreement(agenda, every, today, forms) if rules.unreleased(every) else {"waits": False}
        ),
    }


def _remark_form(agenda: Agenda, lines: list[Line], forms: dict[str, Any]) -> RemarkForm | None:
    """Return the form for a remark while remarks are taken, or when one came back as wrong."""
    form: RemarkForm | None = forms.get("remark_form")
    if form is None and agenda.state is AgendaState.WITH_COORDINATORS:
        form = RemarkForm()
    if form is not None:
        form.offer((line.item.id, f"{line.label} {line.item.title}") for line in lines)
    return form


def _agreement(
    agenda: Agenda, all_lines: list[Line], today: date, forms: dict[str, Any]
) -> dict[str, Any]:
    """Return who agreed to the text of now, what changed since, and what is still in the way."""
    first, *joining = queries.assents(agenda, today)
    settings, releasers, names = first.procedure, first.releasers, first.names
    text = rules.canonical(all_lines)
    mark, given = rules.fingerprint(text), queries.agreements_to(agenda)
    agreed = {one.person_id for one in given.values() if one.fingerprint == mark}
    mine = current_user.person_id
    before = given.get(mine) if mine not in agreed else None
    people = releasers.people.union(*(one.releasers.people for one in joining))
    return {
        "mark": mark,
        "assents": [one for one in (first, *joining) if one.names],
        "agreed": agreed,
        "may_agree": mine in people and mine not in agreed,
        "changes": rules.changes(before.text, text) if before else (),
        "obstacles": [
            *rules.obstacles_to_releasing(agenda, all_lines, settings, releasers, agreed, names),
            *rules.obstacles_in_joining(agenda, joining, agreed),
        ],
        "not_kept": queries.not_kept(agenda, today),
        "waits": True,
        "release_form": forms.get("release_form") or ReleaseForm(),
    }
