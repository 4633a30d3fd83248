"""What is noted beside the text of a section while people talk: who takes which position."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.positions import PositionForm
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules import positions as pure
from ntfc.minutes.rules.contents import Position
from ntfc.minutes.rules.positions import Noted, PositionWords, Voice
from ntfc.minutes.service import positions
from ntfc.minutes.views.common import crumbs, minutes, sections, today_in
from ntfc.permissions import authorize


@minutes.app_template_filter("position_words")
def position_words(position: Position) -> PositionWords:
    """Return whose position it is and what it is, in words."""
    return pure.position_words(position)


@minutes.app_template_filter("not_of_one_view")
def not_of_one_view(taken: Sequence[Position]) -> list[str]:
    """Say of each side whose institutions take different positions that it is not of one view."""
    return pure.not_of_one_view(taken)


@sections.get("/minutes/sections/<int:section_id>/voices")
def voices(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return _voices(section)


def _voices(
    section: MinutesSection,
    typed: PositionForm | None = None,
    status: int = 200,
    reasons: Sequence[str] = (),
) -> Response:
    found = queries.get_minutes(section.minutes_id)
    everybody = queries.voices_at(found.meeting)
    noted = queries.positions_in(found.id).get(section.id, [])
    whose = typed.who.data if typed is not None else ""
    forms = []
    counted = [one for one in noted if not one.is_set_aside]
    for number, one in enumerate(counted):
        if typed is not None and one.who == whose:
            form = typed
        else:
            form = PositionForm(data={**vars(one.position), "who": one.who, "seen": one.seen})
        forms.append((one, form.offer([_voice(one)]).beside(number)))
    quiet, taken = queries.silent_in(section), {one.who for one, _form in forms}
    free = [one for one in everybody if one.who not in {*quiet, *taken}]
    fresh = typed if typed is not None and whose not in taken else None
    return render(
        "minutes/voices.html",
        status=status,
        minutes=found,
        section=section,
        forms=forms,
        whose=whose,
        form=(fresh or PositionForm(data={"seen": 0})).offer(free).beside(len(noted)),
        positions=[one.position for one in counted],
        aside=[one.position for one in noted if one.is_set_aside],
        quiet=[one for one in everybody if one.who in quiet],
        reasons=reasons,
        crumbs=crumbs(found, below=True),
    )


def _voice(one: Noted) -> Voice:
    return Voice(one.who, pure.position_words(one.position).title)


def _everybody(section: MinutesSection) -> dict[str, Voice]:
    """Return who may take a position here, and those of whom one is noted already."""
    found = queries.get_minutes(section.minutes_id)
    noted = queries.positions_in(found.id).get(section.id, [])
    known = {one.who: _voice(one) for one in noted}
    return known | {one.who: one for one in queries.voices_at(found.meeting)}


@sections.post("/minutes/sections/<int:section_id>/positions")
def note_position(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    everybody = _everybody(section)
    form = PositionForm(request.form).offer(everybody.values())
    if not form.validate():
        return _voices(section, form, 422)
    try:
        positions.note_position(
            section,
            voice=everybody[form.who.data],
            said=form.said,
            seen=form.started_from,
            actor=current_user,
            now=clock.now(),
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        form.seen.data = _seen(section, form.who.data)
        return _voices(section, form, 409, refusal.reasons)
    flash(_("The position is noted."), "success")
    return done(url_for(".voices", section_id=section.id, _anchor="positions"))


def _seen(section: MinutesSection, who: str) -> int:
    noted = queries.positions_in(section.minutes_id).get(section.id, [])
    return next((one.seen for one in noted if one.who == who and not one.is_set_aside), 0)


@sections.post("/minutes/sections/<int:section_id>/positions/take-off")
def take_off_position(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    try:
        positions.take_off_position(
            section,
            who=request.form.get("who", ""),
            seen=request.form.get("seen", 0, type=int),
            actor=current_user,
            today=today_in(section.minutes),
        )
    except Refused as refusal:
        return _voices(section, None, 409, refusal.reasons)
    flash(_("The position is taken off."), "success")
    return done(url_for(".voices", section_id=section.id, _anchor="positions"))
