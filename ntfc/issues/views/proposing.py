"""Bringing an issue, and revising one's own."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees import queries as committees
from ntfc.committees.models import Body
from ntfc.errors import Refused
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.forms import ClassifyForm, NoteForm, ProposalForm, ReviseForm
from ntfc.issues.forms.proposing import WeighedForm
from ntfc.issues.models import Issue
from ntfc.issues.service import proposing as service
from ntfc.issues.views.common import ask, bp, crumbs_of, seen, today_in
from ntfc.once import once, was_sent
from ntfc.permissions import authorize


def offer(form: WeighedForm, body: Body) -> None:
    """Set what the form lets one choose: sectors, and the other bodies one knows of."""
    form.offer(committees.sector_choices(), committees.body_choices(current_user, but=body))


@bp.get("/bodies/<int:body_id>/issues/new")
def new(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.PROPOSE, body)
    return _page(body, _form(body))


def _form(body: Body) -> ProposalForm:
    form = ProposalForm(request.form if request.method == "POST" else None)
    offer(form, body)
    form.steer(body.purpose)
    form.speak_for(queries.institutions_of(current_user.person_id, body))
    return form


def _page(body: Body, form: ProposalForm, status: int = 200, **more: Any) -> Response:
    shown = {"alike": (), "channels": (), **more}
    return render(
        "issues/new.html",
        "issues/_new.html",
        status=status,
        body=body,
        form=form,
        crumbs=crumbs_of(body),
        **shown,
    )


@bp.post("/bodies/<int:body_id>/issues/new")
def propose(body_id: int) -> Response:
    """Take an issue in; one that looks like another is shown beside it first."""
    body = queries.get_body(body_id)
    authorize(current_user, rules.PROPOSE, body)
    form = _form(body)
    if not form.validate():
        channels = queries.where_cases_belong(current_user) if form.is_one_case else ()
        return _page(body, form, 422, channels=channels)
    looked = form.alike_seen.data or was_sent()
    alike = () if looked else queries.alike(form.title.data, current_user)
    if alike:
        form.alike_seen.data = "yes"
        return _page(body, form, 200, alike=alike)
    try:
        return done(once(lambda: _propose(body, form)))
    except Refused as refusal:
        form.form_errors = [*form.form_errors, *refusal.reasons]
        return _page(body, form, 409)


def _propose(body: Body, form: ProposalForm) -> str:
    issue = service.propose(
        body,
        facts=form.facts,
        organisation_id=form.organisation_id.data or None,
        sector_ids=form.chosen_sectors,
        ideas=form.ideas.data or (),
        actor=current_user,
        now=clock.now(),
        today=today_in(body),
    )
    flash(_("Your issue is stored as number %(number)s.", number=issue.number), "success")
    return url_for(".show", issue_id=issue.id)


def _stored(issue: Issue) -> dict[str, Any]:
    """Return the issue as its forms show it."""
    columns = {column.key: getattr(issue, column.key) for column in issue.__mapper__.columns}
    return {**columns, "sector_ids": [sector.id for sector in issue.sectors]}


@bp.route("/issues/<int:issue_id>/edit", methods=["GET", "POST"])
def revise(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.REVISE, issue)
    form = typed(ReviseForm, **_stored(issue), seen=issue.version)
    offer(form, issue.body)
    form.steer(issue.body.purpose)

    def act() -> str:
        service.revise(
            issue,
            facts=form.facts,
            sector_ids=form.chosen_sectors,
            seen=form.seen.version,
            actor=current_user,
            now=clock.now(),
        )
        return url_for(".show", issue_id=issue.id)

    return ask(
        form,
        act,
        _("Your issue is changed."),
        title=_("Revise the issue"),
        button=_("Save"),
        crumbs=crumbs_of(issue.body, issue),
        back=url_for(".show", issue_id=issue.id),
    )


@bp.route("/issues/<int:issue_id>/classify", methods=["GET", "POST"])
def classify(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.CLASSIFY, issue)
    form = typed(ClassifyForm, **_stored(issue))
    offer(form, issue.body)

    def act() -> str:
        service.classify(
            issue,
            facts=form.facts,
            sector_ids=form.chosen_sectors,
            actor=current_user,
            now=clock.now(),
        )
        return url_for(".show", issue_id=issue.id)

    return ask(
        form,
        act,
        _("Saved."),
        title=_("Weigh and sort"),
        lead=_("The words of the issue stay its author's: offer another wording to change them."),
        button=_("Save"),
        crumbs=crumbs_of(issue.body, issue),
        back=url_for(".show", issue_id=issue.id),
    )


@bp.route("/issues/<int:issue_id>/note", methods=["GET", "POST"])
def note(issue_id: int) -> Response:
    issue = seen(issue_id)
    authorize(current_user, rules.REVISE, issue)
    form = typed(NoteForm, text=issue.note)

    def act() -> str:
        service.write_note(issue, text=form.text.data, actor=current_user, now=clock.now())
        return url_for(".show", issue_id=issue.id)

    return ask(
        form,
        act,
        _("The note goes with the issue from now on."),
        title=_("Informative note"),
        lead=issue.title,
        button=_("Save the note"),
        crumbs=crumbs_of(issue.body, issue),
        back=url_for(".show", issue_id=issue.id),
    )
