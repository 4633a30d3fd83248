"""Recording what came out at the table."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import OutcomeForm
from ntfc.decisions.models import HowAgreed
from ntfc.decisions.service import adopting as service
from ntfc.decisions.service.adopting import Result
from ntfc.decisions.views.common import ask, bp, crumbs_of, hand_over, seen, today_in
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.procedure import queries as procedure
from ntfc.procedure.models import Outcome
from ntfc.procedure.rules import cite


def _at_the_table(body: Body) -> list[tuple[int, str]]:
    seats = {seat.organisation_id for seat in procedure.people_of(body)}
    return [pair for pair in queries.institutions() if pair[0] in seats]


@bp.route("/decisions/<int:decision_id>/outcome", methods=["GET", "POST"])
def outcome(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.ADOPT, decision)
    today = today_in(decision.body)
    settings = procedure.rules_on(decision.body, today)
    form = typed(OutcomeForm)
    form.offer(_at_the_table(decision.body), votes=settings.outcome is Outcome.VOTE)
    back = url_for(".show", decision_id=decision.id)

    def act() -> str | Response:
        result = Result(
            how=HowAgreed(form.how.data),
            reservations=form.reservations,
            next_step=form.next_step.data or "",
            reason=form.reason.data or "",
        )
        issued = service.record(
            decision, result=result, actor=current_user, now=clock.now(), today=today
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
    )
