"""Asking the seats in writing or by an open vote, answering for a seat, and counting."""

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.acts import NoForm
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import ReasonForm
from ntfc.decisions.forms.polling import (
    CountForm,
    InWritingForm,
    form_for,
    votes_form,
    votes_in,
)
from ntfc.decisions.models import Poll, PollWay
from ntfc.decisions.service import polling as service
from ntfc.decisions.views.common import ask, bp, crumbs_of, hand_over, seen, today_in
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.procedure.queries import rules_on
from ntfc.procedure.rules import cite


@bp.route("/decisions/<int:decision_id>/in-writing", methods=["GET", "POST"])
def in_writing(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.ADOPT, decision)
    today, back = today_in(decision.body), url_for(".show", decision_id=decision.id)
    procedure = rules_on(decision.body, today)
    form = typed(InWritingForm)
    form.offer(procedure, today)

    def act() -> str | Response:
        issued = service.ask_in_writing(
            decision, asking=form.asking, actor=current_user, now=clock.now(), today=today
        )
        return hand_over(issued, decision, back) if issued else back

    return ask(
        form,
        act,
        _("The seats are asked. Their replies are counted when the last day is past."),
        title=_("Ask the seats in writing"),
        lead=f"{cite(procedure, 'written_days')} {cite(procedure, 'silence_days')}",
        beside="decisions/_read_back.html",
        decision=decision,
        hints=[*rules.warnings(decision)],
        button=_("Ask the seats"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.post("/decisions/<int:decision_id>/vote")
def vote(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.ADOPT, decision)
    today = today_in(decision.body)
    poll = service.open_vote(decision, actor=current_user, now=clock.now(), today=today)
    flash(
        _("The vote is open. Each seat may vote for itself, or you note what it says."), "success"
    )
    return done(url_for(".votes", poll_id=poll.id))


def _poll(poll_id: int) -> Poll:
    """Return the poll, or answer 404 to whoever may not even know of its text."""
    poll = queries.get_poll(poll_id)
    authorize(current_user, rules.ADOPT, poll)
    return poll


@bp.route("/decision-polls/<int:poll_id>/votes", methods=["GET", "POST"])
def votes(poll_id: int) -> Response:
    poll = _poll(poll_id)
    decision, out = poll.decision, queries.stepped_out(poll)
    voices = rules.taking_part(queries.voices_of(poll), out)
    before = {f"voice{voice.id}": voice.answer for voice in voices}
    form = typed(votes_form(voices), **before)
    back = url_for(".show", decision_id=decision.id)

    def act() -> str:
        today = today_in(decision.body)
        service.note_votes(
            poll, votes=votes_in(form), actor=current_user, now=clock.now(), today=today
        )
        return back

    return ask(
        form,
        act,
        _("It is noted. Until the vote is counted a seat may still say something else."),
        title=_("What the seats say"),
        lead=decision.title,
        button=_("Note it"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.route("/decision-voices/<int:voice_id>", methods=["GET", "POST"])
def voice(voice_id: int) -> Response:
    subject = queries.get_voice(voice_id)
    authorize(current_user, rules.REPLY, subject)
    decision = subject.poll.decision
    form = typed(form_for(subject), answer=subject.answer, text=subject.text)
    back = url_for(".show", decision_id=decision.id)

    def act() -> str:
        values = form.values
        service.reply(
            subject,
            kind=values["answer"],
            text=values.get("text") or "",
            actor=current_user,
            now=clock.now(),
            today=today_in(decision.body),
        )
        return back

    return ask(
        form,
        act,
        _("It is stored. Until it is counted you may say something else."),
        title=_("Answer of %(name)s", name=subject.name),
        beside="decisions/_voice.html",
        subject=subject,
        button=_("Send the answer"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.route("/decision-polls/<int:poll_id>/count", methods=["GET", "POST"])
def count(poll_id: int) -> Response:
    poll = _poll(poll_id)
    decision, back = poll.decision, url_for(".show", decision_id=poll.decision_id)
    today = today_in(decision.body)
    everybody, procedure = queries.voices_of(poll), rules_on(decision.body, today)
    out = queries.stepped_out(poll, everybody)
    voices = rules.taking_part(everybody, out)
    is_vote = poll.way is PollWay.VOTE
    form = typed(CountForm if is_vote else NoForm)

    def act() -> str | Response:
        issued = service.count(
            poll,
            next_step=form.values.get("next_step") or "",
            actor=current_user,
            now=clock.now(),
            today=today,
        )
        return hand_over(issued, decision, back) if issued else back

    return ask(
        form,
        act,
        _("It is counted, and what came out is recorded."),
        title=_("Count what the seats say"),
        lead=cite(procedure, "outcome"),
        beside="decisions/_count.html",
        poll=poll,
        tallies=rules.tallies(voices),
        aside=[*rules.set_aside(everybody, out)],
        against=[*rules.shortfalls(poll, voices, procedure)] if is_vote else [],
        button=_("Count"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.route("/decision-polls/<int:poll_id>/stop", methods=["GET", "POST"])
def stop(poll_id: int) -> Response:
    poll = _poll(poll_id)
    decision, back = poll.decision, url_for(".show", decision_id=poll.decision_id)
    form = typed(ReasonForm)

    def act() -> str:
        reason = form.reason.data
        service.stop(poll, reason=reason, actor=current_user, now=clock.now())
        return back

    return ask(
        form,
        act,
        rules.ASKED_NO_MORE,
        title=_("Stop asking the seats"),
        lead=decision.title,
        button=_("Stop"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )
