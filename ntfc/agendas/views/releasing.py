"""The way out: the draft to the coordinators, remarks, agreement, release."""

from datetime import timedelta

from flask import Response, flash, request
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.forms import AgreeForm, AnswerForm, ReleaseForm, RemarkForm, SendForm
from ntfc.agendas.service import letters
from ntfc.agendas.service import releasing as service
from ntfc.agendas.views.common import ask, bp, crumbs_of, handed, page_url, seen, today_in
from ntfc.agendas.views.show import changed, page_of, readable
from ntfc.errors import Refused
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.links.service import Issued
from ntfc.once import told
from ntfc.permissions import authorize

USUAL = timedelta(days=5)  # how long the form suggests to wait for remarks


@bp.route("/agendas/<int:agenda_id>/send", methods=["GET", "POST"])
def send(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.SEND, agenda)
    today = today_in(agenda)
    told = agenda.remarks_close_on or today  # a day that some were told is not shortened unawares
    form = SendForm(
        request.form if request.method == "POST" else None, closes_on=max(today + USUAL, told)
    )

    def act() -> str | Response:
        issued = service.send_to_coordinators(
            agenda,
            closes_on=form.closes_on.data,
            actor=current_user,
            now=clock.now(),
            today=today,
        )
        return handed(issued, agenda) if issued else page_url(agenda)

    return ask(
        form,
        act,
        _("The draft is with the coordinators of all member institutions."),
        title=_("Send the draft to the coordinators"),
        lead=_("One person for each institution: its coordinator, else who sits for it."),
        button=_("Send it"),
        crumbs=crumbs_of(agenda.meeting, within=True),
        back=page_url(agenda),
    )


@bp.post("/agendas/<int:agenda_id>/remarks")
def remark(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.REMARK, agenda)
    form = RemarkForm(request.form)
    form.offer((line.item.id, line.item.title) for line in readable(agenda))
    if not form.validate():
        return page_of(agenda, 422, remark_form=form)
    try:
        message = told(
            lambda: service.remark(
                agenda,
                text=form.text.data,
                item_id=form.item_id.data or None,
                actor=current_user,
                now=clock.now(),
            ),
            _("Your remark is stored. You will read here what became of it."),
        )
    except Refused as refusal:
        return page_of(agenda, 409, remark_form=form, reasons=refusal.reasons)
    return changed(agenda, message)


@bp.route("/agenda-remarks/<int:remark_id>/answer", methods=["GET", "POST"])
def answer(remark_id: int) -> Response:
    said = queries.get_remark(remark_id)
    authorize(current_user, rules.SEND, said)
    agenda = said.agenda
    form = AnswerForm(request.form if request.method == "POST" else None, answer=said.answer)

    def act() -> str:
        service.answer_remark(said, answer=form.answer.data, actor=current_user, now=clock.now())
        return page_url(agenda)

    return ask(
        form,
        act,
        _("The answer is stored."),
        title=_("Answer the remark"),
        lead=said.text,
        button=_("Save the answer"),
        crumbs=crumbs_of(agenda.meeting, within=True),
        back=page_url(agenda),
    )


@bp.post("/agendas/<int:agenda_id>/ask")
def ask_to_agree(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.SEND, agenda)
    issued = service.ask_to_agree(
        agenda, actor=current_user, now=clock.now(), today=today_in(agenda)
    )
    flash(_("Those who have not agreed are asked."), "success")
    return handed(issued, agenda) if issued else done(page_url(agenda))


@bp.post("/agendas/<int:agenda_id>/reading-links")
def hand_over_papers(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.SEND, agenda)
    issued = letters.hand_over_papers(
        agenda, actor=current_user, now=clock.now(), today=today_in(agenda)
    )
    return handed(issued, agenda)


@bp.post("/agendas/<int:agenda_id>/agree")
def agree(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.AGREE, agenda)
    form = AgreeForm(request.form)
    try:
        service.agree(
            agenda,
            seen=form.seen.data or "",
            actor=current_user,
            now=clock.now(),
            today=today_in(agenda),
        )
    except Refused as refusal:
        return page_of(agenda, 409, reasons=refusal.reasons)
    return changed(agenda, _("You have agreed to the agenda as it reads now."))


@bp.post("/agendas/<int:agenda_id>/release")
def release(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.RELEASE, agenda)
    form, issued = ReleaseForm(request.form), list[Issued]()
    if not form.validate():
        return page_of(agenda, 422, release_form=form)
    try:
        service.release(
            agenda,
            because=form.because.data or "",
            actor=current_user,
            now=clock.now(),
            today=today_in(agenda),
            to_hand_over=issued,
        )
    except Refused as refusal:
        return page_of(agenda, 409, release_form=form, reasons=refusal.reasons)
    done_so = _("The agenda is released. Its lines stay as people have them.")
    return handed(issued, agenda, done_so) if issued else changed(agenda, done_so)
