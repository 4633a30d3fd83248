"""Cases: taken in, answered or sent on, and told to the firm."""

from datetime import datetime
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import options, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.issues.rules import words as issue_words
from ntfc.permissions import authorize, can
from ntfc_client_coordinators import forms, words
from ntfc_client_coordinators.models import Case
from ntfc_client_coordinators.queries import cases as queries
from ntfc_client_coordinators.queries import firms, log
from ntfc_client_coordinators.rules import access
from ntfc_client_coordinators.rules import cases as rules
from ntfc_client_coordinators.rules.cases import Hand, State
from ntfc_client_coordinators.service import cases as service
from ntfc_client_coordinators.service import committee
from ntfc_client_coordinators.views.common import ask, bp, crumbs, moment, seen, today


def case_of(case_id: int) -> Case:
    """Return the case, or answer 404 to whoever may not even know of it."""
    found = queries.get_case(case_id)
    authorize(current_user, access.SEE_CASE, found)
    return found


def page_of(case: Case) -> str:
    return url_for("client_coordinators.case", case_id=case.id)


def way(case: Case) -> list[tuple[str, str]]:
    return [(_("Cases"), url_for(".cases")), (f"{case.number} · {case.title}", page_of(case))]


@bp.get("/cases")
def cases() -> Response:
    desk = firms.read_desk(current_user)
    authorize(current_user, access.WORK, desk)
    state = next((one for one in State if one.value == request.args.get("state")), None)
    firm = request.args.get("firm", type=int)
    of_firm = firms.get_firm(firm) if firm is not None else None
    if of_firm is not None:
        authorize(current_user, access.READ, of_firm)
    shown = queries.Shown(
        q=request.args.get("q", "").strip()[:100],
        firm_id=firm,
        state=state,
        late=bool(request.args.get("late")),
        closed=bool(request.args.get("closed")),
    )
    number = max(1, request.args.get("page", 1, type=int))
    rows, last = queries.listed(current_user, desk, shown, today(), number)
    now = clock.now()
    return render(
        "client_coordinators/cases.html",
        rows=[(row, _clocks(row, now)) for row in rows],
        shown=shown,
        firm=of_firm,
        number=number,
        last=last,
        today=today(),
        choices=[(one.value, word) for one, word in words.CASE_STATES.items()],
    )


def _clocks(row: Any, now: datetime) -> tuple[str, str]:
    """Return how long front office and back office have had it, as of now."""
    front, back = rules.minutes_in(row.state, row.since, now)
    told = (row.front_minutes + front, row.back_minutes + back)
    return words.clock(told[0]), words.clock(told[1])


@bp.route("/firms/<int:firm_id>/cases/new", methods=["GET", "POST"])
def new_case(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.CaseForm)

    def act() -> str:
        texts = ("text", "division", "caller")
        told = {name: (v or "") if name in texts else v for name, v in form.values.items()}
        return page_of(service.open_case(found, values=told, **moment()))

    return ask(
        form,
        act,
        _("The case is yours until the firm has heard."),
        title=_("Take a case in"),
        button=_("Take it in"),
        crumbs=crumbs(found),
    )


@bp.get("/cases/<int:case_id>")
def case(case_id: int) -> Response:
    found = case_of(case_id)
    to_come = rules.steps_from(queries.plain(found))
    cares = access.answers(current_user, found.firm)
    of_section = access.is_of_section(current_user, found)
    mine = {Hand.COORDINATOR: cares, Hand.SECTION: of_section}
    front, back = _clocks(found, clock.now())
    return render(
        "client_coordinators/case.html",
        case=found,
        front=front,
        back=back,
        issue=queries.issue_of(found),
        issue_states=issue_words.STATES,
        history=log.about(found.key),
        steps=[to for to in to_come if mine[rules.hand(found.state, to)]],
        needs_colleague=found.topic in rules.NEEDS_COLLEAGUE and found.checked_on is None,
        reads_firm=can(current_user, access.READ, found.firm),
        today=today(),
        is_open=found.state in rules.OPEN,
        out_of_hands=rules.is_out_of_hands(found.where),
        late=found.due_on is not None and found.due_on < today() and found.state not in rules.HEARD,
    )


@bp.route("/cases/<int:case_id>/steps/<step>", methods=["GET", "POST"])
def case_step(case_id: int, step: str) -> Response:
    found = case_of(case_id)
    authorize(current_user, access.STEP, found)
    target = next((one for one in words.CASE_STEPS if one.value == step), None)
    if target is None:
        abort(404)
    form = typed(_form_of(found, target), part=found.part)
    if "section" in form:
        form.section.choices = options((one, one) for one in queries.sections(found.firm.desk))

    def act() -> str:
        told: dict[str, Any] = {
            name: "" if v is None and name in ("text", "section") else v
            for name, v in form.values.items()
        }
        service.take(found, to=target, told=service.Told(**told), **moment())
        return page_of(found)

    return ask(
        form,
        act,
        words.CASE_STATES[target],
        title=words.step_of(found.state, target),
        button=words.step_of(found.state, target),
        crumbs=way(found),
    )


def _form_of(found: Case, target: State) -> type[forms.CaseStepForm]:
    if target is State.SENT:
        return forms.SendForm
    if target is State.REDIRECTED:
        return forms.RedirectForm
    return forms.FrontStepForm if found.state is State.FRONT else forms.CaseStepForm


@bp.route("/cases/<int:case_id>/note", methods=["GET", "POST"])
def case_note(case_id: int) -> Response:
    found = case_of(case_id)
    authorize(current_user, access.STEP, found)
    form = typed(forms.CaseNoteForm)

    def act() -> str:
        service.note(found, kind=form.kind.data, text=form.text.data, **moment())
        return page_of(found)

    return ask(
        form,
        act,
        _("It is written down."),
        title=_("Write a note"),
        button=_("Keep"),
        lead=_("What is written here stays as it is."),
        crumbs=way(found),
    )


@bp.post("/cases/<int:case_id>/told")
def case_told(case_id: int) -> Response:
    found = case_of(case_id)
    authorize(current_user, access.CARE, found)
    committee.tell_firm(found, now=clock.now(), actor=current_user)
    flash(_("The firm was told."), "success")
    return done(page_of(found))
