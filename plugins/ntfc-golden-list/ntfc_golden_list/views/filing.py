"""A file as the firm and customs see it: where it stands, its questions, and its steps."""

from collections.abc import Iterator

from flask import Response, abort, flash, request
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import options, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import Entrusted, authorize, can
from ntfc_golden_list import forms, questions, words
from ntfc_golden_list.links import person_with, send_to, send_what_is_due
from ntfc_golden_list.models import Criterion, File, Moved
from ntfc_golden_list.queries import benefits as uses
from ntfc_golden_list.queries import cases, findings, log, people
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import access, lifecycle
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.log import risk_now
from ntfc_golden_list.rules.papers import has_letter, is_sent, is_told
from ntfc_golden_list.rules.terms import earliest, is_late
from ntfc_golden_list.service import files as service
from ntfc_golden_list.service import steps
from ntfc_golden_list.texts import said
from ntfc_golden_list.views.common import (
    ask,
    bp,
    crumbs,
    for_customs,
    page_of,
    seen,
    today,
)


@bp.get("/files/<int:file_id>")
def file(file_id: int) -> Response:
    found = seen(file_id)
    case = cases.case_of(found)
    mine = access.posts_on(current_user, found)
    to_come = sorted(lifecycle.steps_from(case), key=[*State].index)
    history, visits = queries.history(found.id), queries.visits(found.id)
    points = findings.points(found, visits, today())
    told = points if mine else findings.points_told(points, history)
    texts = {one.id: said(one.text) for one in queries.questions(found)}
    certificates = queries.certificates(found.id)
    held = [one for one in certificates if one.ended_on is None]
    return render(
        "golden_list/file.html",
        file=found,
        history=[
            (
                one,
                one.reasons if mine or _is_told(found, one) else "",
                has_letter(one.start, one.to),
            )
            for one in history
        ],
        to_improve=[(texts.get(one.criterion, ""), one) for one in told],
        benefits=[(said(one.name), one) for one in uses.of_firm(found.programme_id, found.id)],
        is_holder=bool(held),
        progress=queries.progress(found, queries.answers(found.id)),
        answerable=found.state in service.ANSWERABLE,
        asked=queries.asked_for(found.id),
        speaking=people.in_firm(found.firm_id),
        sites=queries.sites(found.firm_id),
        removable=can(current_user, access.SPEAK, found)
        and (bool(mine) or found.state in lifecycle.BEFORE_APPLYING),
        certificates=certificates,
        visits=visits if mine else [],
        controls=queries.controls(found.id) if mine else [],
        papers=queries.papers(found.id, of_visits=bool(mine)),
        notices=queries.notices(found.id),
        is_customs=bool(mine),
        risk=risk_now(log.entries(found.id)) if mine else None,
        consents=found.was_nominated
        and found.consented_on is None
        and can(current_user, access.CONSENT, found),
        steps=[to for to in to_come if _is_offered(found, to)],
        is_reviewed=found.state is State.VETTING and not mine,
        again=lifecycle.comes_again(found.state, found.ended_on, found.programme.terms),
        ran_out=earliest(one.until for one in held if is_late(one.until, today())),
        late=is_late(found.due_on, today()),
    )


def _is_offered(found: File, to: State) -> bool:
    """Tell whether a step is offered: nobody at the desk gives a status up that the firm wants."""
    says_so = to not in lifecycle.LEAVING or access.belongs_to(current_user, found.firm)
    is_mine = access.may_move(current_user, found, to)
    return is_mine and (says_so or queries.says_it_leaves(found))


def _is_told(found: File, one: Moved) -> bool:
    return is_told(one.start, one.to, by_firm=access.is_by_firm(one, found.firm))


@bp.post("/files/<int:file_id>/consent")
def consent(file_id: int) -> Response:
    found = seen(file_id)
    service.consent(found, on=today(), actor=current_user)
    flash(_("The firm has consented."), "success")
    return done(page_of(found))


@bp.post("/files/<int:file_id>/follow")
def send_link(file_id: int) -> Response:
    """Send everybody who speaks for the firm a link to follow the file, and what else is due."""
    found = seen(file_id)
    for_customs(found)
    if not queries.people_of(found.firm_id):
        raise Refused(_("Nobody speaks for this firm here: there is no one to send a link to."))
    _send_links(found)
    flash(_("The firm can follow its file."), "success")
    return done(page_of(found))


def questions_of(found: File, area: str) -> list[Criterion]:
    """Return the questions of one part, or answer that there is none of that name."""
    asked = [one for one in queries.questions(found) if one.area == area]
    if not asked:
        abort(404)
    return asked


@bp.get("/files/<int:file_id>/answers")
def read_answers(file_id: int) -> Response:
    found = seen(file_id)
    return render(
        "golden_list/answers.html",
        file=found,
        asked=queries.questions(found),
        said_of=queries.answers(found.id),
        crumbs=crumbs(found.programme, found),
    )


@bp.route("/files/<int:file_id>/answers/<area>", methods=["GET", "POST"])
def answers(file_id: int, area: str) -> Response:
    found = seen(file_id)
    authorize(current_user, access.SPEAK, found)
    asked = questions_of(found, area)
    form_class = questions.answers_form(asked, found.firm.size)
    form = typed(form_class, **questions.opening(queries.answers(found.id)))

    def act() -> str:
        service.answer(
            found, said=form.answers(), is_news=form.is_news, now=clock.now(), actor=current_user
        )
        return page_of(found)

    return ask(
        form,
        act,
        _("Your answers are kept."),
        template="golden_list/asked.html",
        first=(),
        proven=set(),
        readings=dict.fromkeys((one.code for one in asked), ""),
        asked=[(one, None, [f"a{one.id}", f"d{one.id}", f"p{one.id}"]) for one in asked],
        title=words.AREAS.get(area, area),
        crumbs=crumbs(found.programme, found),
        button=_("Keep"),
        lead=_("What you leave open you can fill in later."),
    )


@bp.route("/files/<int:file_id>/answers/<area>/ask", methods=["GET", "POST"])
def ask_colleague(file_id: int, area: str) -> Response:
    found = seen(file_id)
    authorize(current_user, access.SIGN, found)
    questions_of(found, area)
    form = typed(forms.AskForm)

    def act() -> str:
        trusted = Entrusted(current_user)
        person = person_with(form.email.data, form.name.data, actor=trusted)
        asked = service.ask(found, area=area, person=person, now=clock.now(), actor=current_user)
        send_to(person, "golden_list.answer", asked, actor=current_user)
        return page_of(found)

    return ask(
        form,
        act,
        _("Your colleague is asked for this part only."),
        title=_("Ask a colleague"),
        crumbs=crumbs(found.programme, found),
        button=_("Ask"),
        lead=words.AREAS.get(area, area),
    )


@bp.route("/files/<int:file_id>/steps/<to>", methods=["GET", "POST"])
def step(file_id: int, to: str) -> Response:
    found = seen(file_id)
    authorize(current_user, access.MOVE, found)
    target = next((one for one in State if one.value == to), None)
    if target is None:
        abort(404)
    kinds = found.programme.kinds
    form = typed(_form_of(target, len(kinds)), kind_id=found.kind_id)
    if "kind_id" in form:
        form.kind_id.choices = options((one.id, one.title) for one in kinds)

    def act() -> str:
        told, start = form.values, found.state
        kind = next((k for k in kinds if k.id == told.get("kind_id")), None)
        if target in lifecycle.WITH_CLASS and len(kinds) == 1:  # there is nothing to choose
            kind = kinds[0]
        steps.take(
            found,
            to=target,
            reasons=told["reasons"] or "",
            kind=kind,
            conditions=told.get("conditions") or "",
            review_on=told.get("review_on"),
            now=clock.now(),
            actor=current_user,
        )
        _write_to_firm(found, start)
        return page_of(found)

    return ask(
        form,
        act,
        _("The step is taken."),
        title=words.STEPS[target],
        crumbs=crumbs(found.programme, found),
        button=words.STEPS[target],
        lead=" ".join(str(one) for one in _lead(found, target) if one),
        in_the_way=_in_the_way(found, target),
    )


def _lead(found: File, target: State) -> Iterator[str]:
    yield _who_signs(found, target)
    yield words.ACCEPTS if target is State.APPLICATION else ""
    yield _who_reads(found, target)


def _in_the_way(found: File, target: State) -> list[str]:
    """Say what stands against a step before somebody writes reasons for it."""
    if request.method == "POST":  # then it is said what stood against it
        return []
    return steps.in_the_way(found, to=target, now=clock.now(), actor=current_user)


def _write_to_firm(found: File, start: State) -> None:
    """Send those who speak for a firm the link to its file when customs decided, or waits for them."""
    if access.belongs_to(current_user, found.firm) or not is_sent(start, found.state):
        return
    _send_links(found)


def _send_links(found: File) -> None:
    """Let those who speak for a firm follow its file, and whoever signs for it do what is due."""
    signing = {one.person_id for one in people.in_firm(found.firm_id) if one.is_lead}
    for person in queries.people_of(found.firm_id):
        send_to(person, "golden_list.follow", found, actor=current_user)
        if person.id in signing:
            send_what_is_due(person, found, actor=current_user)


def _who_signs(found: File, target: State) -> str:
    """Say whom customs confirms by beginning: whoever opened the file signs until then unasked."""
    lead = next((one.name for one in people.in_firm(found.firm_id) if one.is_lead), None)
    if target is not State.SELF_ASSESSMENT or access.belongs_to(current_user, found.firm):
        return ""
    if lead is None:
        return _("Nobody signs for this firm yet.")
    return _(
        "By this step customs confirms that the firm is signed for by: %(name)s. If that is not so, "
        "change the people of the firm first.",
        name=lead,
    )


def _who_reads(found: File, target: State) -> str:
    """Say who reads the reasons, before they are written."""
    if access.belongs_to(current_user, found.firm):
        return _("Customs reads your reasons.")
    if target in lifecycle.APPEALABLE:
        return _("The firm reads your reasons, and how it may appeal.")
    if is_told(found.state, target, by_firm=False):
        return _("The firm reads your reasons.")
    return _("Only customs reads your reasons.")


def _form_of(target: State, kinds: int) -> type[forms.StepForm]:
    """Return what is asked of a step: a class where it is named, and conditions of a certificate."""
    if target is State.SUSPENDED:
        return forms.SuspendForm
    if target in (State.CERTIFIED, State.CLASS_CHANGE):
        return forms.DecisionForm
    return forms.ClassForm if target in lifecycle.WITH_CLASS and kinds > 1 else forms.StepForm
