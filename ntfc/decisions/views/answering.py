"""Addressing a decision to institutions, and their answers."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import AddressForm, AnswerForm
from ntfc.decisions.service import adopting, drafting
from ntfc.decisions.views.common import ask, bp, crumbs_of, hand_over, seen, today_in
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import authorize


@bp.route("/decisions/<int:decision_id>/address", methods=["GET", "POST"])
def address(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.ADDRESS, decision)
    form, back = typed(AddressForm), url_for(".show", decision_id=decision.id)
    form.offer(queries.institutions())

    def act() -> str | Response:
        _addressee, issued = drafting.address(
            decision,
            organisation_id=form.organisation_id.data,
            due_on=form.due_on.data,
            actor=current_user,
            now=clock.now(),
            today=today_in(decision.body),
        )
        return hand_over(issued, decision, back) if issued else back

    holds = decision.state in rules.OUT
    return ask(
        form,
        act,
        _("It is addressed, and the institution is asked for its answer.")
        if holds
        else _("It is addressed. The institution is asked once it is adopted."),
        title=_("To whom it is addressed"),
        lead=decision.title,
        button=_("Address it"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.route("/decision-answers/<int:addressee_id>", methods=["GET", "POST"])
def answer(addressee_id: int) -> Response:
    addressee = queries.get_addressee(addressee_id)
    authorize(current_user, rules.ANSWER, addressee)
    decision = addressee.decision
    form = typed(AnswerForm, answer=addressee.answer, text=addressee.text)
    back = url_for(".show", decision_id=decision.id)

    def act() -> str:
        adopting.answer(
            addressee,
            kind=form.answer.data,
            text=form.text.data or "",
            actor=current_user,
            now=clock.now(),
            today=today_in(decision.body),
        )
        return back

    return ask(
        form,
        act,
        _("The answer is stored with the decision."),
        title=_("Answer of %(name)s", name=addressee.organisation.name),
        beside="decisions/_by_link.html",
        subject=addressee,
        button=_("Send the answer"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )
