"""The record: the list of minutes, the text, and writing it section by section."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, flash, jsonify, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.directions import apart
from ntfc.errors import Refused
from ntfc.htmx import done, render, wants_fragment
from ntfc.i18n import _
from ntfc.meetings import queries as meetings
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import SectionForm, number_of
from ntfc.minutes.models import Erratum, Minutes, MinutesSection, MinutesState
from ntfc.minutes.queries.record import Line
from ntfc.minutes.rules.attribution import judged_in
from ntfc.minutes.rules.outcomes import named
from ntfc.minutes.service import record as services
from ntfc.minutes.service import writing
from ntfc.minutes.service.writing import Kept
from ntfc.minutes.views.common import (
    crumbs,
    minutes,
    open_points,
    record_url,
    sections,
    today_in,
)
from ntfc.permissions import SITE, authorize, can
from ntfc.transaction import afterwards, before_writing
from ntfc.wayback import with_way

OWN_PAGES = "/minutes/"  # each section leads to these already


@minutes.get("/minutes/")
def index() -> Response:
    authorize(current_user, rules.LIST, SITE)
    page = max(1, request.args.get("page", 1, type=int))
    rows, has_more = queries.listed(current_user, page)
    return render("minutes/index.html", rows=rows, page=page, has_more=has_more)


@minutes.post("/meetings/<int:meeting_id>/minutes")
def start(meeting_id: int) -> Response:
    meeting = meetings.get_meeting(meeting_id)
    authorize(current_user, rules.START, meeting)
    begun = services.start(meeting, actor=current_user, now=clock.now())
    return done(record_url(begun.id))


@minutes.get("/minutes/<int:minutes_id>/")
def show(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW, found)
    whole = queries.approved_document(found)
    trusted = rules.reads_confidential(current_user, found)
    today = today_in(found)
    may_write = not _obstacles(found)
    is_open = rules.is_open_for_comments(found, today)
    return render(
        "minutes/show.html",
        minutes=found,
        clock=queries.clock_of(found, today),
        may_write=may_write,
        may_circulate=may_write and found.state is not MinutesState.LIVE,
        is_open=is_open,
        open_points=open_points(found, whole)
        if may_write and can(current_user, rules.CIRCULATE, found)
        else (),
        is_out=is_open or (found.submitted_at is not None and found.approved_at is None),
        document=whole if trusted else rules.for_outsiders(whole),
        has_confidence=trusted and rules.for_outsiders(whole) != whole,
        errata=_errata(found),
        errata_states=rules.ERRATA,
        sent_back=queries.sent_back(found) if trusted else None,
        spoken=apart(rules.spoken(found.fingerprint)),
        crumbs=crumbs(found),
        title=rules.title_of(found.meeting),
    )


def _errata(found: Minutes) -> list[Erratum]:
    """Return the corrections that the person may see; there are none before the approval."""
    known = queries.errata_of(found) if found.approved_at else ()
    return [one for one in known if can(current_user, rules.VIEW_ERRATUM, one)]


@minutes.get("/minutes/<int:minutes_id>/record")
def record(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.WRITE, found)
    obstacles = _obstacles(found)
    open_id = None if obstacles else request.args.get("section", type=int)
    return _record(found, open_id=open_id, hints=obstacles)


def _at_items(found: Minutes, lines: Sequence[Line]) -> dict[str, Any]:
    """Return by section what came out of its item so far, and what else may be noted of it."""
    agenda = agendas.agenda_of(found.meeting_id)
    offered = agendas.acts_on(agenda, current_user) if agenda else {}
    came_out: dict[int | None, list[str]] = {}
    for item_id, one in queries.came_out_of(found, found.meeting):
        came_out.setdefault(item_id, []).append(named(one))
    return {
        "agenda": agenda,
        "acts": {
            line.id: [
                replace(one, url=with_way(one.asks or one.url, record_url(found.id, line.id)))
                for one in offered.get(line.item_id or 0, ())
                if one.in_meeting
                and (one.asks or not one.at_once)
                and not one.url.startswith(OWN_PAGES)
            ]
            for line in lines
        },
        "came_out": {line.id: came_out.get(line.item_id, ()) for line in lines if line.item_id},
    }


def _obstacles(found: Minutes) -> list[str]:
    return [*rules.obstacles_to_writing(rules.stage_of(found), today_in(found))]


def _record(
    found: Minutes,
    *,
    open_id: int | None = None,
    form: SectionForm | None = None,
    status: int = 200,
    reasons: Sequence[str] = (),
    hints: Sequence[str] = (),
) -> Response:
    whole = queries.record(found, clock.now(), but=current_user.person_id)
    lines = [line for line in whole if not line.is_taken_out]
    if form is None:
        opened = next((line for line in lines if line.id == open_id), None)
        known: dict[str, Any] = {"text": opened.html, "seen": opened.revision_id} if opened else {}
        form = SectionForm(data={"writer": current_user.person_id, **known})
    document = queries.document_of(found)
    parts = {part.key: part for part in document.parts}
    return render(
        "minutes/record.html",
        status=status,
        minutes=found,
        lines=lines,
        parts_of=parts,
        judged=judged_in(document),
        zone=found.meeting.time_zone,
        open_id=open_id,
        form=form,
        blank=SectionForm(data={"writer": current_user.person_id}),
        reasons=reasons,
        hints=hints,
        may_write=not _obstacles(found),
        crumbs=crumbs(found, below=True),
        title=rules.title_of(found.meeting),
        **_at_items(found, lines),
    )


@sections.get("/minutes/sections/<int:section_id>")
def show_section(section_id: int) -> Response:
    """Answer with one section, for a page that heard that it has changed."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    if not wants_fragment():
        return done(record_url(section.minutes_id, section.id))
    now, own = clock.now(), current_user.person_id
    (line,) = queries.record(section.minutes, now, section.id, but=own)
    found = queries.get_minutes(section.minutes_id)
    document = queries.document_of(found)
    return render(
        "minutes/_section.html",
        line=line,
        minutes=found,
        parts_of={part.key: part for part in document.parts},
        judged=judged_in(document),
        zone=found.meeting.time_zone,
        open_id=None,
        may_write=not _obstacles(found),
        **_at_items(found, [line]),
    )


@sections.post("/minutes/sections/<int:section_id>")
def save(section_id: int) -> Response:
    """Keep what was typed: at the press of a button, or by the page itself every few seconds."""
    with before_writing():  # cleaning a long paste takes its time, and nobody is to wait for it
        section = queries.get_section(section_id)
        authorize(current_user, rules.WRITE, section)
        before = queries.revision_html(section, number_of(request.form.get("seen")))
        form = SectionForm(request.form, data={"text": before})
        is_good = form.validate()
    section = queries.get_section(section_id)
    if not is_good:
        return _again(section, form, 422, [*form.text.errors])
    if form.written_by not in (0, current_user.person_id):
        return _again(section, form, 409, [rules.TYPED_BY_ANOTHER])
    try:
        kept = writing.save(
            section,
            html=form.text.data or "",
            seen=form.started_from,
            sending=form.sending,
            actor=current_user,
            now=clock.now(),
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        return _again(section, form, 409, refusal.reasons)
    return _kept(section, kept)


def _asks_by_script() -> bool:
    return request.headers.get("Accept") == "application/json"


def _again(
    section: MinutesSection, form: SectionForm, status: int, reasons: Sequence[str]
) -> Response:
    """Say why nothing was saved; without scripts, with all that was typed."""
    if _asks_by_script():
        return _json({"reasons": [str(reason) for reason in reasons]}, status)
    found = queries.get_minutes(section.minutes_id)
    return _record(found, open_id=section.id, form=form, status=status, reasons=reasons)


def _json(said: dict[str, Any], status: int = 200) -> Response:
    answer = jsonify(said)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _kept(section: MinutesSection, kept: Kept) -> Response:
    beside = kept.beside and url_for(
        "minutes_sections.together", section_id=section.id, revision_id=kept.beside
    )
    if _asks_by_script():
        html = kept.html if kept.was_merged else None
        return _json(
            {"seen": kept.seen, "stands": kept.stands, "html": html, "beside": beside or None}
        )
    if beside:
        return done(beside)
    flash(rules.MERGED_FOR_YOU if kept.was_merged else _("Saved."), "success")
    return done(record_url(section.minutes_id, section.id))


@minutes.get("/minutes/<int:minutes_id>/now")
def now(minutes_id: int) -> Response:
    """Tell a page which texts stand now and who writes where; note where its own person writes."""
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.WRITE, found)
    writing_in = request.args.get("section", type=int)
    if writing_in is not None:
        afterwards(_note_presence, writing_in, current_user)
    writers = queries.presence(found, clock.now(), but=current_user.person_id)
    return _json(
        {
            "sections": queries.revisions_standing(found),
            "writers": dict(writers),
        }
    )


def _note_presence(section_id: int, actor: Any) -> None:
    section = queries.get_section(section_id)
    writing.note_presence(section, actor=actor, now=clock.now())
