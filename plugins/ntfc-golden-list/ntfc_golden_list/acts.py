"""What may be done by a one-time link: consent for a firm, and answer the part one was asked for."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.forms import Form
from ntfc.i18n import _
from ntfc.permissions import LinkHolder
from ntfc_golden_list import questions, words
from ntfc_golden_list.forms import NoticeForm, StepForm
from ntfc_golden_list.models import Asked, File, Moved
from ntfc_golden_list.queries import benefits as uses
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.queries import findings
from ntfc_golden_list.rules import access, lifecycle
from ntfc_golden_list.rules.papers import is_told
from ntfc_golden_list.rules.people import NOT_ANY_MORE
from ntfc_golden_list.service import benefits, judging, steps
from ntfc_golden_list.service import files as service
from ntfc_golden_list.texts import said


def _questions(asked: Asked) -> list[Any]:
    return [one for one in queries.questions(asked.file) if one.area == asked.area]


def _form(data: Any, asked: Asked) -> Form:
    made = questions.answers_form(_questions(asked), asked.file.firm.size, by_link=True)
    if data is not None:
        return made(data)
    return made(data=questions.opening(queries.answers(asked.file_id)))


def _answer(holder: LinkHolder, asked: Asked, values: dict[str, Any]) -> None:
    form, content, now = values["form"], values.get("sent"), clock.now()
    service.answer_asked(asked, said=form.answers(), is_news=form.is_news, now=now, actor=holder)
    if content is not None:
        own = [one.id for one in _questions(asked)]
        judging.add_asked_evidence(
            asked,
            content=content,
            criterion_id=form.proves.data if form.proves.data in own else own[0],
            valid_until=form.valid_until.data,
            now=now,
            actor=holder,
        )


def _part(_holder: LinkHolder, asked: Asked) -> dict[str, Any]:
    """Show how far the part is, and what was sent for it; nothing of any other part."""
    own = {one.id for one in _questions(asked)}
    parts = queries.progress(asked.file, queries.answers(asked.file_id))
    progress = next((one for one in parts if one.area == asked.area), None)
    papers = queries.papers(asked.file_id, of_visits=False)
    return {"progress": progress, "papers": [one.name for one in papers if one.criterion_id in own]}


def _about(asked: Asked) -> str:
    return _(
        "%(firm)s asks you to answer a part of its self-assessment: %(part)s",
        firm=asked.file.firm.name,
        part=words.AREAS.get(asked.area, asked.area),
    )


def _is_open(_person: Any, asked: Asked) -> str | None:
    if asked.ended_at is not None:
        return _("You are not asked for this any more.")
    if asked.file.state in service.ANSWERABLE:
        return None
    return _("The answers are handed in, and stay as they are.")


def _file(number: int) -> File | None:
    return queries.find_file(number)


def _wish(file: File) -> str:
    return _(
        "Customs would like to see %(firm)s in the programme %(programme)s. Nothing happens unless "
        "the firm wants it.",
        firm=file.firm.name,
        programme=file.programme.title,
    )


def _is_unsaid(person: Any, file: File) -> str | None:
    if file.consented_on is None:
        return None if _signs(person, file) else NOT_ANY_MORE
    return _("The firm has consented already.")


def _signs(person: Any, file: File) -> bool:
    return any(o.person_id == person.id and o.is_lead and o.is_active for o in file.firm.people)


def _consent(holder: LinkHolder, file: File, _values: dict[str, Any]) -> None:
    service.consent(file, on=clock.today(""), actor=holder)


def _state(file: File) -> str:
    return _(
        "How the file of %(firm)s goes in the programme %(programme)s",
        firm=file.firm.name,
        programme=file.programme.title,
    )


def _speaks(person: Any, file: File) -> str | None:
    if any(one.person_id == person.id and one.is_active for one in file.firm.people):
        return None
    return NOT_ANY_MORE


def _notice(data: Any, _file: File) -> Form:
    return NoticeForm(data)


def _tell(holder: LinkHolder, file: File, values: dict[str, Any]) -> None:
    benefits.tell_by_link(file, **values, now=clock.now(), actor=holder)


def _decision(file: File) -> str:
    return _(
        "The appeal of %(firm)s in the programme %(programme)s",
        firm=file.firm.name,
        programme=file.programme.title,
    )


def _is_appealable(person: Any, file: File) -> str | None:
    if not _signs(person, file):
        return NOT_ANY_MORE
    if file.state in lifecycle.APPEALABLE:
        return None
    return _("There is no decision now against which the firm could appeal.")


def _against(_holder: LinkHolder, file: File) -> dict[str, Any]:
    """Show what was decided and why, how a firm appeals, and until when."""
    last = next((one for one in reversed(queries.history(file.id)) if one.to is file.state), None)
    return {
        "firm": file.firm.name,
        "programme": file.programme.title,
        "state": words.STATES[file.state],
        "since": file.since,
        "reasons": _reasons(file, last) if last else "",
        "how": said(file.edition.appeal) if file.edition else "",
        "until": file.appeal_until,
    }


def _appeal(holder: LinkHolder, file: File, values: dict[str, Any]) -> None:
    reasons = values["reasons"] or ""
    steps.appeal_by_link(file, reasons=reasons, now=clock.now(), actor=holder)


def _reasons(file: File, one: Moved) -> str:
    by_firm = access.is_by_firm(one, file.firm)
    return one.reasons if is_told(one.start, one.to, by_firm=by_firm) else ""


def _shown(_holder: LinkHolder, file: File) -> dict[str, Any]:
    answered = queries.progress(file, queries.answers(file.id))
    is_open = file.state in service.ANSWERABLE
    history = queries.history(file.id)
    points = findings.points(file, queries.visits(file.id), clock.today(""))
    texts = {one.id: said(one.text) for one in queries.questions(file)}
    return {
        "firm": file.firm.name,
        "programme": file.programme.title,
        "state": words.STATES[file.state],
        "due": file.due_on,
        "appeal_until": file.appeal_until,
        "again": lifecycle.comes_again(file.state, file.ended_on, file.programme.terms),
        "missing": sum(one.asked - one.answered for one in answered) if is_open else 0,
        "history": [
            (one.on, words.STATES[one.to], _reasons(file, one)) for one in reversed(history)
        ],
        "contact": file.coordinator.name if file.coordinator else "",
        "to_improve": [
            (texts.get(one.criterion, ""), one) for one in findings.points_told(points, history)
        ],
        "benefits": [
            (said(one.name), one.delivered_on, one.times)
            for one in uses.of_firm(file.programme_id, file.id)
        ],
    }


ACTS = (
    Act(
        name="golden_list.follow",
        title=_("Follow the file of your firm"),
        permission=access.FOLLOW,
        load=_file,
        describe=_state,
        template="golden_list/_follow.html",
        show=_shown,
        form=_notice,
        do=_tell,
        button=_("Tell customs"),
        after=_("Customs is told."),
        lasts=True,
        still=_speaks,
        is_repeatable=True,
    ),
    Act(
        name="golden_list.answer",
        title=_("Answer a part of the questions"),
        permission=access.ANSWER,
        load=queries.asked_by_number,
        describe=_about,
        template="golden_list/_part.html",
        show=_part,
        form=_form,
        do=_answer,
        button=_("Keep the answers"),
        after=_("Your answers are kept."),
        still=_is_open,
        lasts=True,
        is_repeatable=True,
    ),
    Act(
        name="golden_list.consent",
        title=_("Say that the firm wants to"),
        permission=access.CONSENT,
        load=_file,
        describe=_wish,
        do=_consent,
        button=_("We want to"),
        after=_("The firm has consented."),
        still=_is_unsaid,
    ),
    Act(
        name="golden_list.appeal",
        title=_("Appeal for your firm"),
        permission=access.APPEAL,
        load=_file,
        describe=_decision,
        template="golden_list/_appeal.html",
        show=_against,
        form=lambda data, _file: StepForm(data),
        do=_appeal,
        button=_("Appeal"),
        after=_("The appeal is with customs."),
        still=_is_appealable,
        is_repeatable=True,
    ),
)
