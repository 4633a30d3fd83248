"""Declarations of interest at an item: who declared what, who stepped out, who came back."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user
from sqlalchemy import Row

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.meetings.models import MeetingState
from ntfc.meetings.rules import local
from ntfc.meetings.rules.presence import days_to_move_on
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.interests import InterestForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules.contents import Interest, said_of
from ntfc.minutes.rules.interests import AsTyped, Declared, Present
from ntfc.minutes.service import interests as service
from ntfc.minutes.views.common import crumbs, minutes, sections, today_in
from ntfc.permissions import authorize
from ntfc.seats.queries import declarations_in


@minutes.app_template_filter()
def declared_in_words(interest: Interest) -> tuple[str, str]:
    """Return who declared what, and whether he stepped out."""
    return said_of(interest)


@sections.get("/minutes/sections/<int:section_id>/interests")
def interests(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return _interests(section)


def _interests(
    section: MinutesSection,
    typed: InterestForm | None = None,
    status: int = 200,
    reasons: Sequence[str] = (),
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    noted = _noted(section)
    known = {one.who for one in noted}
    there = [one for one in queries.present_at(found.meeting) if one.who not in known]
    days = _days(section, noted)
    whose = typed.who.data if typed is not None else ""
    forms = [
        (one, (typed if typed and one.who == whose else _form_of(one, days)).beside(number))
        for number, one in enumerate(noted)
    ]
    goes_on = found.meeting.state is MeetingState.UNDER_WAY
    begun = {"seen": 0, "day": days[-1].isoformat() if goes_on else ""}
    fresh = typed if typed is not None and whose not in known else InterestForm(data=begun)
    offered = [(one.who, one.title) for one in there]
    return render(
        "minutes/interests.html",
        status=status,
        minutes=found,
        section=section,
        forms=forms,
        whose=whose,
        form=fresh.offer(offered, days).beside(len(noted)),
        offered=offered,
        goes_on=goes_on,
        standing=_standing(found.body, there),
        reasons=reasons,
        crumbs=crumbs(found, below=True),
    )


def _standing(body: Body, there: Sequence[Present]) -> list[Row[Any]]:
    """Return what those who are there declared once and for all, to be looked at beside."""
    known = {one.person_id for one in there}
    declared = declarations_in(body, current_user)
    return [one for one in declared if one.ended_on is None and one.person_id in known]


def _noted(section: MinutesSection) -> Sequence[Declared]:
    return queries.interests_in(section.minutes_id).get(section.id, [])


def _days(section: MinutesSection, noted: Sequence[Declared]) -> Sequence[date]:
    """Return on which days somebody may have left or come back, or is noted to have."""
    kept = {day for one in noted for day in (one.day, one.back_day) if day}
    return sorted(kept.union(days_to_move_on(queries.meeting_with_days(section), clock.now())))


def _form_of(one: Declared, days: Sequence[date]) -> InterestForm:
    said = one.interest
    hours = {
        name: time.fromisoformat(value)
        for name, value in (("left", said.left_at), ("back", said.back_at))
        if value
    }
    known = {"who": one.who, "text": said.text, "stepped_out": said.stepped_out, "seen": one.seen}
    back_day = one.back_day if one.back_day != one.day else None
    noted = {"day": one.day, "back_day": back_day}
    shown = {name: day.isoformat() for name, day in noted.items() if day}
    return InterestForm(data={**known, **hours, **shown}).offer([(one.who, said.name)], days)


def _everybody(section: MinutesSection) -> dict[str, Present]:
    """Return who may declare an interest here, and those of whom one is noted already."""
    found = queries.get_minutes(section.minutes_id)
    known = {one.who: Present(who=one.who, name=one.interest.name) for one in _noted(section)}
    return known | {one.who: one for one in queries.present_at(found.meeting)}


@sections.post("/minutes/sections/<int:section_id>/interests")
def note_interest(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    everybody = _everybody(section)
    offered = [(who, one.title) for who, one in everybody.items()]
    form = InterestForm(request.form).offer(offered, _days(section, _noted(section)))
    if not form.validate():
        return _interests(section, form, 422)
    try:
        service.note_interest(
            section,
            present=everybody[form.who.data],
            said=form.said,
            seen=form.started_from,
            actor=current_user,
            now=clock.now(),
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        form.seen.data = _seen(section, form.who.data)
        return _interests(section, form, 409, refusal.reasons)
    flash(_("The declaration is noted."), "success")
    return done(url_for(".interests", section_id=section.id, _anchor="interests"))


def _seen(section: MinutesSection, who: str) -> int:
    return next((one.seen for one in _noted(section) if one.who == who), 0)


@sections.post("/minutes/sections/<int:section_id>/interests/back")
def is_back(section_id: int) -> Response:
    """Note with one click that somebody came back just now."""
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    who, now = request.form.get("who", ""), clock.now()
    one = next((one for one in _noted(section) if one.who == who and one.is_out), None)
    if one is None:
        return _interests(section, None, 409, [str(_("Nobody of that name is out."))])
    before, zone = one.interest, section.minutes.meeting.time_zone
    said = AsTyped(
        text=before.text,
        stepped_out=True,
        left=time.fromisoformat(before.left_at) if before.left_at else None,
        back=local(now, zone).time(),
    )
    try:
        service.note_interest(
            section,
            present=_everybody(section)[who],
            said=said,
            seen=request.form.get("seen", 0, type=int),
            actor=current_user,
            now=now,
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        return _interests(section, None, 409, refusal.reasons)
    flash(_("It is noted that %(name)s is back.", name=before.name), "success")
    return done(url_for(".interests", section_id=section.id, _anchor="interests"))


@sections.post("/minutes/sections/<int:section_id>/interests/take-off")
def take_off_interest(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    try:
        service.take_off_interest(
            section,
            who=request.form.get("who", ""),
            seen=request.form.get("seen", 0, type=int),
            actor=current_user,
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        return _interests(section, None, 409, refusal.reasons)
    flash(_("The declaration is taken off."), "success")
    return done(url_for(".interests", section_id=section.id, _anchor="interests"))
