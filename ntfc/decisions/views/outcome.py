"""Recording what came out at the table."""

from datetime import date

from flask import Response, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import OutcomeForm
from ntfc.decisions.models import HowAgreed
from ntfc.decisions.service import adopting as service
from ntfc.decisions.service import drafting
from ntfc.decisions.service.adopting import Result
from ntfc.decisions.views.common import ask, bp, crumbs_of, hand_over, seen, today_in
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.procedure import queries as procedure
from ntfc.procedure.models import Outcome
from ntfc.procedure.rules import cite
from ntfc.wayback import way_back


def _result(form: OutcomeForm, reason: str = "") -> Result:
    return Result(
        how=HowAgreed(form.how.data),
        reservations=form.reservations,
        next_step=form.next_step.data or "",
        reason=reason,
    )


def _at_the_table(body: Body, today: date) -> list[tuple[int, str]]:
    seats = {seat.organisation_id for seat in procedure.people_of(body, today)}
    return [pair for pair in queries.institutions() if pair[0] in seats]


@bp.route("/decisions/<int:decision_id>/outcome", methods=["GET", "POST"])
def outcome(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.ADOPT, decision)
    today = today_in(decision.body)
    settings = procedure.rules_on(decision.body, today)
    form = typed(OutcomeForm)
    form.offer(_at_the_table(decision.body, today), votes=settings.outcome is Outcome.VOTE)
    back = way_back() or url_for(".show", decision_id=decision.id)

    def act() -> str | Response:
        issued = service.record(
            decision,
            result=_result(form, form.reason.data or ""),
            actor=current_user,
            now=clock.now(),
            today=today,
        )
        return hand_over(issued, decision, back) if issued else back

    return ask(
        form,
        act,
        _("The outcome is recorded."),
        title=_("What came out"),
        lead=cite(settings, "outcome"),
        beside="decisions/_read_back.html",
        decision=decision,
        hints=[*rules.warnings(decision)],
        button=_("Record the outcome"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
        action=request.full_path.rstrip("?"),
    )


@bp.route("/decisions/<int:decision_id>/pass-up", methods=["GET", "POST"])
def pass_up(decision_id: int) -> Response:
    """Propose it to the body above, with how and when this one agreed to it."""
    decision = seen(decision_id)
    authorize(current_user, rules.DRAFT, decision)
    today = today_in(decision.body)
    settings = procedure.rules_on(decision.body, today)
    held = rules.day_of_adoption(decision.meeting, HowAgreed.CONSENSUS, today)
    form = typed(OutcomeForm, on=held)
    votes = settings.outcome is Outcome.VOTE
    form.offer(_at_the_table(decision.body, today), votes=votes, goes_up=True)
    back = url_for(".show", decision_id=decision.id)

    def act() -> str:
        drafting.pass_up(
            decision,
            result=_result(form),
            on=form.on.data,
            actor=current_user,
            now=clock.now(),
            today=today,
        )
        return back

    return ask(
        form,
        act,
        _("The body above has it now. What it says comes back here."),
        title=_("How the body agreed to it"),
        lead=cite(settings, "outcome"),
        beside="decisions/_read_back.html",
        decision=decision,
        hints=[*rules.warnings(decision)],
        button=_("Propose it to the body above"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )
