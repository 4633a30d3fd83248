"""By link: follow the file of a firm, tell customs, consent for a firm that was nominated, appeal."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.forms import Form
from ntfc.i18n import _
from ntfc.permissions import LinkHolder
from ntfc_golden_list import words
from ntfc_golden_list.acts.common import about, file_of, reasons_of, signs, speaks, why_here
from ntfc_golden_list.forms import NoticeForm, StepForm
from ntfc_golden_list.models import File
from ntfc_golden_list.queries import benefits as uses
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.queries import findings
from ntfc_golden_list.rules import access, lifecycle
from ntfc_golden_list.service import by_link
from ntfc_golden_list.service import files as service
from ntfc_golden_list.texts import said


def _wish(file: File) -> str:
    return _(
        "Customs would like to see %(firm)s in the programme %(programme)s. Nothing happens unless "
        "the firm wants it.",
        **about(file),
    )


def _is_unsaid(person: Any, file: File) -> str | None:
    if file.consented_on is None:
        return signs(person, file)
    return _("The firm has consented already.")


def _consent(holder: LinkHolder, file: File, _values: dict[str, Any]) -> None:
    service.consent(file, on=clock.today(""), actor=holder)


def _state(file: File) -> str:
    return _("How the file of %(firm)s goes in the programme %(programme)s", **about(file))


def _notice(data: Any, _file: File) -> Form:
    return NoticeForm(data)


def _tell(holder: LinkHolder, file: File, values: dict[str, Any]) -> None:
    by_link.tell(file, **values, now=clock.now(), actor=holder)


def _decision(file: File) -> str:
    return _("The appeal of %(firm)s in the programme %(programme)s", **about(file))


def _is_appealable(person: Any, file: File) -> str | None:
    if file.state in lifecycle.APPEALABLE:
        return signs(person, file)
    return signs(person, file) or _("There is no decision now against which the firm could appeal.")


def _against(_holder: LinkHolder, file: File) -> dict[str, Any]:
    """Show what was decided and why, how a firm appeals, and until when."""
    return {
        "firm": file.firm.name,
        "programme": file.programme.title,
        "state": words.STATES[file.state],
        "since": file.since,
        "reasons": why_here(file, queries.history(file.id)),
        "how": said(file.edition.appeal) if file.edition else "",
        "until": file.appeal_until,
    }


def _appeal(holder: LinkHolder, file: File, values: dict[str, Any]) -> None:
    reasons = values["reasons"] or ""
    by_link.appeal(file, reasons=reasons, now=clock.now(), actor=holder)


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
            (one.on, words.STATES[one.to], reasons_of(file, one)) for one in reversed(history)
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
        load=file_of,
        describe=_state,
        template="golden_list/_follow.html",
        show=_shown,
        form=_notice,
        do=_tell,
        button=_("Tell customs"),
        after=_("Customs is told."),
        lasts=True,
        still=speaks,
        is_repeatable=True,
    ),
    Act(
        name="golden_list.consent",
        title=_("Say that the firm wants to"),
        permission=access.CONSENT,
        load=file_of,
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
        load=file_of,
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
