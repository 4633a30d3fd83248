"""The approval: to those who approve, their one page, and how far it is."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import ReturnForm, SubmitForm
from ntfc.minutes.models import Erratum, Minutes, MinutesApproval, Verdict, Way
from ntfc.minutes.rules import Changes
from ntfc.minutes.rules.approval import OVERTAKEN
from ntfc.minutes.service import approval, asking, handing, texts
from ntfc.minutes.service.approval_letters import Code
from ntfc.minutes.views.common import crumbs, minutes, open_points, today_in
from ntfc.permissions import SYSTEM, authorize, can
from ntfc.procedure import queries as procedure
from ntfc.procedure.models import Substitution
from ntfc.transaction import afterwards


def how_far(subject: Minutes | Erratum) -> dict[str, Any]:
    """Return what a page needs to say where approval is given, missing, returned or ended."""
    found = rules.minutes_of(subject)
    answers = queries.answers_to(subject)
    is_final = rules.is_approved(subject)
    needed = [] if is_final else queries.places_of(subject, today_in(found))
    mark = subject.fingerprint if is_final else rules.fingerprint_of(queries.text_of(subject))
    standing = [one for one in rules.that_hold(subject, answers) if one.fingerprint == mark]
    is_out, trusted = rules.is_with_chairs(subject), rules.reads_confidential(current_user, found)
    given = [
        rules.Given(place=one.place, person_id=one.person_id, fingerprint=one.fingerprint)
        for one in standing
    ]
    return {
        "missing": rules.missing(needed, given, mark) if is_out else [],
        "lacking": queries.unfinished_in(subject) if is_out and trusted else [],
        "names": queries.names_in(needed),
        "standing": standing,
        "ended": [one for one in answers if one not in standing],
        "overtaken": OVERTAKEN,
        "returned": Verdict.RETURNED,
        "ways": rules.WAYS,
        "mark": mark,
        "spoken": rules.spoken(mark),
        "may_answer": is_out and rules.may_answer(needed, current_user.person_id),
        "has_answered": any(one.person_id == current_user.person_id for one in standing),
        "trusted": trusted,
    }


@minutes.get("/minutes/<int:minutes_id>/approval")
def approval_status(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW, found)
    return render(
        "minutes/approval.html",
        minutes=found,
        **how_far(found),
        named=[one for one in queries.stand_ins_of(found) if one.ended_at is None],
        sent_back=_sent_back(found),
        names_stand_in=_names_stand_in(found),
        by_hand=_by_hand(found),
        crumbs=crumbs(found, below=True),
    )


def _sent_back(found: Minutes) -> MinutesApproval | None:
    return queries.sent_back(found) if rules.reads_confidential(current_user, found) else None


def _by_hand(found: Minutes) -> bool:
    """Tell whether there are people to whom the secretary hands over a link to read the text."""
    hands_over = rules.is_approved(found) and can(current_user, rules.CIRCULATE, found)
    return hands_over and bool(queries.read_by_hand(found, today_in(found)))


@minutes.post("/minutes/<int:minutes_id>/reading-links")
def hand_over_readings(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    issued = handing.hand_over_readings(
        found, actor=current_user, now=clock.now(), today=today_in(found)
    )
    way, back = crumbs(found, below=True), url_for(".approval_status", minutes_id=found.id)
    return render("links/to_hand_over.html", handed=issued, crumbs=way, back=back)


def _names_stand_in(found: Minutes) -> bool:
    today = today_in(found)
    body, _seats = queries.chair_of(found, current_user.person_id, today)
    settings = procedure.rules_on(body, today)
    return not rules.is_approved(found) and settings.substitution is Substitution.NAMED


@minutes.get("/minutes/<int:minutes_id>/submit")
def submit_form(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    return _submit(found, SubmitForm())


def _submit(
    found: Minutes, form: SubmitForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    today = today_in(found)
    needed = queries.places_of(found, today)
    return render(
        "minutes/submit.html",
        status=status,
        minutes=found,
        form=form,
        reasons=reasons,
        needed=needed,
        names=queries.names_in(needed),
        open_points=open_points(found, queries.document_of(found)),
        settings=procedure.rules_on(found.body, today),
        crumbs=crumbs(found, below=True),
    )


@minutes.post("/minutes/<int:minutes_id>/submit")
def submit(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    form = SubmitForm(request.form)
    try:
        codes = approval.submit(
            found,
            wants_silence=form.wants_silence.data,
            actor=current_user,
            today=today_in(found),
            now=clock.now(),
        )
    except Refused as refusal:
        return _submit(found, form, 409, refusal.reasons)
    flash(_("The text is with those who approve it. It stays as it is."), "success")
    return told_codes(found, codes, url_for(".approval_status", minutes_id=found.id))


def told_codes(found: Minutes, codes: Sequence[Code], on: str) -> Response:
    """Go on; codes to be told by another way are shown first, this once."""
    if not codes:
        return done(on)
    way = crumbs(found, below=True)
    return render("minutes/codes.html", minutes=found, codes=codes, on=on, crumbs=way)


@minutes.post("/minutes/<int:minutes_id>/approval/remind")
def remind_approvers(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    codes = asking.remind(found, actor=current_user, today=today_in(found), now=clock.now())
    flash(_("Those whose approval is missing are asked once more."), "success")
    return told_codes(found, codes, url_for(".approval_status", minutes_id=found.id))


@minutes.get("/minutes/<int:minutes_id>/approve")
def approve(minutes_id: int) -> Response:
    """Show the page of those who approve; who may only read sees what they have before them."""
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW, found)
    return _approve(found, ReturnForm())


def keep_shown(found: Minutes) -> None:
    """Note the text that is on this page: whoever approves it later learns what changed meanwhile."""
    text = queries.text_of(found)
    if rules.is_with_chairs(found) and not queries.version_with(found, rules.fingerprint_of(text)):
        afterwards(_keep_shown, found.id, text)


def _keep_shown(minutes_id: int, text: str) -> None:
    texts.keep_shown(queries.get_minutes(minutes_id), text, actor=SYSTEM, now=clock.now())


def _approve(
    found: Minutes,
    form: ReturnForm,
    status: int = 200,
    reasons: Sequence[str] = (),
    changes: Changes | None = None,
) -> Response:
    """Show one exact text with its two answers; below it what differs from the text seen before."""
    document, since = queries.approved_document(found), None
    if not rules.reads_confidential(current_user, found):
        document, changes = rules.for_outsiders(document), None
    elif changes is None:
        before = [
            one for one in queries.answers_to(found) if one.person_id == current_user.person_id
        ]
        if before:
            changes = queries.changes_since(found, before[0].fingerprint)
        else:  # what they were given last was the draft that everybody commented on
            since, changes = queries.revised_since(found, document)
    context = how_far(found)
    if context["may_answer"]:
        keep_shown(found)
    return render(
        "minutes/approve.html",
        "minutes/_approve.html",
        status=status,
        minutes=found,
        document=document,
        form=form,
        reasons=reasons,
        changes=changes,
        since=since,
        title=rules.title_of(found.meeting),
        **context,
        crumbs=crumbs(found, below=True),
    )


@minutes.post("/minutes/<int:minutes_id>/approve")
def give_approval(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.APPROVE, found)
    try:
        approval.approve(
            found,
            seen=request.form.get("seen", ""),
            way=Way.SIGNED_IN,
            actor=current_user,
            today=today_in(found),
            now=clock.now(),
        )
    except approval.Changed as changed:
        return _approve(found, ReturnForm(), 409, changed.reasons, changed.changes)
    except Refused as refusal:
        return _approve(found, ReturnForm(), 409, refusal.reasons)
    flash(_("You have approved this text."), "success")
    return done(url_for(".approval_status", minutes_id=found.id))


@minutes.post("/minutes/<int:minutes_id>/return")
def send_back(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.APPROVE, found)
    form = ReturnForm(request.form)
    if not form.validate():
        return _approve(found, form, 422)
    try:
        approval.send_back(
            found,
            reason=form.reason.data,
            way=Way.SIGNED_IN,
            actor=current_user,
            today=today_in(found),
            now=clock.now(),
        )
    except Refused as refusal:
        return _approve(found, form, 409, refusal.reasons)
    flash(_("The text is back with the secretariat, which reads why."), "success")
    return done(url_for(".approval_status", minutes_id=found.id))
