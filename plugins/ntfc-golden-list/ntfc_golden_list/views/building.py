"""Building a programme by its 57 actions, and the file of a firm in ten steps."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from flask import Response, abort, url_for
from flask_login import current_user

from ntfc.forms import options, typed
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_golden_list import forms, profiles, words
from ntfc_golden_list.models import Action, Programme
from ntfc_golden_list.queries import building as queries
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules import building as rules
from ntfc_golden_list.rules.terms import is_late
from ntfc_golden_list.service import building as service
from ntfc_golden_list.texts import said
from ntfc_golden_list.views.common import ask, bp, crumbs, for_customs, seen, today


@bp.get("/programmes/<int:programme_id>/building")
def building(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.COUNT, made)
    planned = queries.actions(made.id)
    phases = [
        (phase, [(one, planned.get(one["number"])) for one in group])
        for phase, group in groupby(profiles.actions(), key=lambda one: one["phase"])
    ]
    return render(
        "golden_list/building.html",
        programme=made,
        phases=phases,
        counted=_counted(phases, today()),
        done=sum(
            row.done_on is not None for row in planned.values() if row.number < rules.EVALUATIONS
        ),
        total=len(profiles.actions()),
        today=today(),
    )


def _counted(phases: Sequence[Any], day: date) -> dict[int, tuple[int, bool]]:
    """Return of each phase how much is done, and whether it is the first to be seen to, or is late."""
    found: dict[int, tuple[int, bool]] = {}
    is_first = True
    for phase, actions in phases:
        rows = [row for _one, row in actions if row is not None]
        done = sum(row.done_on is not None for row in rows)
        late = any(row.done_on is None and is_late(row.due_on, day) for row in rows)
        is_next, is_first = is_first and done < len(actions), is_first and done == len(actions)
        found[phase] = done, is_next or late
    return found


@bp.route("/programmes/<int:programme_id>/building/<int:number>", methods=["GET", "POST"])
def action(programme_id: int, number: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    planned = queries.actions(made.id)
    title, suggested, due = _told_of(number) or _evaluation(made, number, planned)
    row = planned.get(number)
    form = typed(
        forms.ActionForm,
        owner=row.owner if row else suggested,
        due_on=row.due_on if row else due,
        done_on=row.done_on if row else None,
        note=row.note if row else "",
    )

    def act() -> str:
        service.plan_action(
            made,
            number=number,
            owner=form.owner.data or "",
            due_on=form.due_on.data,
            done_on=form.done_on.data,
            note=form.note.data or "",
            actor=current_user,
        )
        return back

    back = url_for(".building", programme_id=made.id)
    way = [*crumbs(made), (_("Building the programme"), back)]
    if number > rules.EVALUATIONS:
        back = url_for(".figures", programme_id=made.id)
        way = [*crumbs(made), (_("Figures"), back)]
    return ask(
        form,
        act,
        _("It is noted."),
        title=title,
        crumbs=way,
        button=_("Keep"),
    )


def _told_of(number: int) -> tuple[str, str, date | None] | None:
    """Return what an action of the guidance is called, and who does it; it tells no day."""
    one = next((each for each in profiles.actions() if each["number"] == number), None)
    if one is None:
        return None
    who = ", ".join(str(words.WHO[code]) for code in one["who"])
    return f"{number}. {said(one['text'])}", who, None


def _evaluation(
    made: Programme, number: int, planned: dict[int, Action]
) -> tuple[str, str, date | None]:
    found = rules.evaluations(made.pilot_on, planned, today())
    one = next((each for each in found if each.number == number), None)
    if one is None:
        abort(404)
    title = _("Evaluation after %(months)s months", months=one.months)
    return title, str(words.WHO["WG"]), one.due_on


@bp.route("/files/<int:file_id>/rounds", methods=["GET", "POST"])
def rounds(file_id: int) -> Response:
    found = seen(file_id)
    for_customs(found)
    rows = queries.file_steps(found.id)
    done = {(row.cycle, row.step) for row in rows}
    here, texts = rules.round_of(done), [said(one["text"]) for one in profiles.file_steps()]
    form = typed(forms.FileStepForm, step=rules.next_step(done), done_on=today())
    form.step.choices = options((n, f"{n}. {text}") for n, text in enumerate(texts, start=1))

    def act() -> str:
        told = {name: form[name].data for name in ("step", "done_on", "next_due")}
        service.note_step(
            found, **told, product=form.product.data or "", today=today(), actor=current_user
        )
        return url_for(".rounds", file_id=found.id)

    return ask(
        form,
        act,
        _("The step is noted."),
        template="golden_list/rounds.html",
        here=here,
        steps=[
            (n, text, next((row for row in rows if (row.cycle, row.step) == (here, n)), None))
            for n, text in enumerate(texts, start=1)
        ],
        due=max((row.next_due for row in rows if row.next_due), default=None),
        today=today(),
        crumbs=crumbs(found.programme, found),
    )
