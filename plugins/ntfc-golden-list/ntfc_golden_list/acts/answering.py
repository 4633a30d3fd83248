"""By link: answer one part of the questions, or all of them, and hand the application in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import flash

from ntfc import clock
from ntfc.acts import Act
from ntfc.errors import Refused
from ntfc.forms import Form
from ntfc.i18n import _
from ntfc.permissions import SYSTEM, Entrusted, LinkHolder
from ntfc_golden_list import questions, words
from ntfc_golden_list.acts.common import HANDED_IN, about, file_of, signs, why_here
from ntfc_golden_list.links import person_with, send_to
from ntfc_golden_list.models import Asked, Criterion, File
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import access, judging, lifecycle
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.service import by_link
from ntfc_golden_list.service.files import ANSWERABLE

# One part, for a colleague who was asked


def _questions(asked: Asked) -> list[Criterion]:
    return [one for one in queries.questions(asked.file) if one.area == asked.area]


def _part(data: Any, asked: Asked) -> Form:
    made = questions.part_form(_questions(asked), asked.file.firm.size)
    return made(data) if data is not None else made(data=_kept(asked.file))


def _kept(file: File) -> dict[str, Any]:
    return questions.opening(queries.answers(file.id))


def _answer(holder: LinkHolder, asked: Asked, values: dict[str, Any]) -> None:
    form, content, now = values["form"], values.get("sent"), clock.now()
    by_link.answer_part(asked, said=form.answers(), is_news=form.is_news, now=now, actor=holder)
    if content is not None:
        own = [one.id for one in _questions(asked)]
        by_link.prove_part(
            asked,
            content=content,
            criterion_id=form.proves.data if form.proves.data in own else own[0],
            valid_until=form.valid_until.data,
            now=now,
            actor=holder,
        )


def _show_part(_holder: LinkHolder, asked: Asked) -> dict[str, Any]:
    """Show how far the part is, and what was sent for it; nothing of any other part."""
    own = {one.id for one in _questions(asked)}
    parts = queries.progress(asked.file, queries.answers(asked.file_id))
    progress = next((one for one in parts if one.area == asked.area), None)
    papers = queries.papers(asked.file_id, of_visits=False)
    return {"progress": progress, "papers": [one.name for one in papers if one.criterion_id in own]}


def _about_part(asked: Asked) -> str:
    return _(
        "%(firm)s asks you to answer a part of its self-assessment: %(part)s",
        firm=asked.file.firm.name,
        part=words.AREAS.get(asked.area, asked.area),
    )


def _is_asked(_person: Any, asked: Asked) -> str | None:
    if asked.ended_at is not None:
        return _("You are not asked for this any more.")
    return None if asked.file.state in ANSWERABLE else HANDED_IN


# All of them, for whoever signs


def _application(data: Any, file: File) -> Form:
    made = questions.application_form(_parts(file), file.firm.size, hands_in=_may_hand_in(file))
    return made(data) if data is not None else made(data=_kept(file))


def _may_hand_in(file: File) -> bool:
    return State.APPLICATION in lifecycle.LEADS[file.state]


def _parts(file: File) -> list[questions.Part]:
    """Return the parts of the questions, each with how far it is and who was asked for it."""
    asked: dict[str, list[str]] = {}
    for one in queries.asked_for(file.id):
        asked.setdefault(one.area, []).append(one.person.name)
    criteria = queries.questions(file)
    return [
        questions.Part(
            area=each.area,
            answered=each.answered,
            asked=asked.get(each.area, []),
            criteria=[one for one in criteria if one.area == each.area],
        )
        for each in queries.progress(file, queries.answers(file.id))
    ]


def _keep(holder: LinkHolder, file: File, values: dict[str, Any]) -> None:
    """Keep all that was sent. What stands against handing in is told, and nothing is lost by it."""
    form, content, now = values["form"], values.get("sent"), clock.now()
    by_link.answer(file, said=form.answers(), is_news=form.is_news, now=now, actor=holder)
    by_link.name_sites(file, names=form.sites.data or (), actor=holder)
    if content is not None:
        by_link.prove(
            file,
            content=content,
            criterion_id=form.proves.data if _is_of(form.proves.data, file) else None,
            valid_until=form.valid_until.data,
            now=now,
            actor=holder,
        )
    if form.ask_email.data:
        _ask(holder, file, form, now)
    if "complete" in form and form.complete.data:
        _hand_in(holder, file, now)


def _is_of(number: int | None, file: File) -> bool:
    return any(one.id == number for one in queries.questions(file))


def _ask(holder: LinkHolder, file: File, form: Any, now: datetime) -> None:
    colleague = person_with(form.ask_email.data, form.ask_name.data, actor=Entrusted(holder))
    areas = [one.area for one in queries.progress(file, {})]
    area = form.ask_area.data if form.ask_area.data in areas else areas[0]
    asked = by_link.ask(file, area=area, person=colleague, now=now, actor=holder)
    if asked is not None:
        send_to(colleague, "golden_list.answer", asked, actor=SYSTEM)
    flash(_("%(name)s is asked for this part only.", name=colleague.name), "success")


def _hand_in(holder: LinkHolder, file: File, now: datetime) -> None:
    try:
        by_link.hand_in(file, now=now, actor=holder)
    except Refused as refusal:
        for reason in refusal.reasons:
            flash(_("It is not handed in yet: %(reason)s", reason=reason), "warning")
    else:
        flash(_("The application is handed in."), "success")


def _about_all(file: File) -> str:
    return _("The application of %(firm)s to the programme %(programme)s", **about(file))


def _is_applying(person: Any, file: File) -> str | None:
    return signs(person, file) or (None if file.state in ANSWERABLE else HANDED_IN)


def _show_all(_holder: LinkHolder, file: File) -> dict[str, Any]:
    """Show where the application stands: why it was sent back, what is missing, what was sent."""
    told: Mapping[int, judging.Said] = queries.said(queries.answers(file.id))
    return {
        "state": words.STATES[file.state],
        "due": file.due_on,
        "reasons": why_here(file, queries.history(file.id)),
        "missing": [
            one.code for one in queries.questions(file) if not judging.is_answered(told.get(one.id))
        ],
        "sites": [one.name for one in queries.sites(file.firm_id)],
        "papers": [one.name for one in queries.papers(file.id, of_visits=False)],
    }


ACTS = (
    Act(
        name="golden_list.answer",
        title=_("Answer a part of the questions"),
        permission=access.ANSWER,
        load=queries.asked_by_number,
        describe=_about_part,
        template="golden_list/_part.html",
        show=_show_part,
        form=_part,
        do=_answer,
        button=_("Keep the answers"),
        after=_("Your answers are kept."),
        still=_is_asked,
        lasts=True,
        is_repeatable=True,
    ),
    Act(
        name="golden_list.apply",
        title=_("Answer the questions and apply for your firm"),
        permission=access.APPLY,
        load=file_of,
        describe=_about_all,
        template="golden_list/_apply.html",
        show=_show_all,
        form=_application,
        do=_keep,
        button=_("Keep all of this"),
        after=_("Your answers are kept."),
        lifetime=timedelta(days=60),  # a self-assessment takes longer than a fortnight
        still=_is_applying,
        lasts=True,
        is_repeatable=True,
    ),
)
