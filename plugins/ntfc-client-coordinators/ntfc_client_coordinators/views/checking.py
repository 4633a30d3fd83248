"""What leaves the desk: to a colleague, to all colleagues, to the committee."""

from flask import Response, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import typed
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_client_coordinators import forms
from ntfc_client_coordinators.queries import cases as queries
from ntfc_client_coordinators.queries import firms
from ntfc_client_coordinators.rules import access
from ntfc_client_coordinators.service import cases as service
from ntfc_client_coordinators.service import committee
from ntfc_client_coordinators.views.cases import case_of, page_of, way
from ntfc_client_coordinators.views.common import ask, bp, moment


@bp.route("/cases/<int:case_id>/colleague", methods=["GET", "POST"])
def colleague(case_id: int) -> Response:
    found = case_of(case_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.ColleagueForm)
    form.person_id.offer(firms.names(found.firm.desk))

    def act() -> str:
        told = {"person_id": form.person_id.data}
        service.ask_colleague(found, **told, now=clock.now(), actor=current_user)
        return page_of(found)

    return ask(
        form,
        act,
        _("The colleague finds it on the first page."),
        title=_("Ask a colleague to evaluate it"),
        button=_("Ask"),
        lead=_("Somebody else than who answers for the firm or stands in."),
        crumbs=way(found),
    )


@bp.route("/cases/<int:case_id>/check", methods=["GET", "POST"])
def check(case_id: int) -> Response:
    found = case_of(case_id)
    authorize(current_user, access.CHECK, found)
    form = typed(forms.CheckForm)

    def act() -> str:
        agrees = form.agrees.data == "yes"
        service.check(found, agrees=agrees, text=form.text.data, **moment())
        return url_for(".cases")

    return ask(
        form,
        act,
        _("It is written down."),
        title=_("Look at it as a colleague"),
        button=_("Keep"),
        lead=found.text or found.title,
        crumbs=way(found),
    )


@bp.route("/cases/<int:case_id>/issue", methods=["GET", "POST"])
def issue(case_id: int) -> Response:
    found = case_of(case_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.IssueForm)

    def act() -> str:
        committee.bring(found, **form.values, **moment())
        return page_of(found)

    return ask(
        form,
        act,
        _("The committee has it, without a name. Its answer comes back to this case."),
        title=_("Bring the general problem to the committee"),
        button=_("Bring it"),
        lead=_("Write it anew: what many firms meet. Nothing of this case goes along."),
        crumbs=way(found),
    )


@bp.route("/cases/<int:case_id>/precedent", methods=["GET", "POST"])
def precedent(case_id: int) -> Response:
    found = case_of(case_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.LessonForm, lesson=found.lesson)

    def act() -> str:
        told = {"lesson": form.lesson.data, "now": clock.now()}
        service.keep_precedent(found, **told, actor=current_user)
        return url_for(".precedents")

    return ask(
        form,
        act,
        _("All colleagues can answer alike now."),
        title=_("Keep as a precedent"),
        button=_("Keep"),
        crumbs=way(found),
    )


@bp.get("/precedents")
def precedents() -> Response:
    desk = firms.read_desk(current_user)
    authorize(current_user, access.WORK, desk)
    number = max(1, request.args.get("page", 1, type=int))
    rows, last = queries.precedents(number)
    return render("client_coordinators/precedents.html", rows=rows, number=number, last=last)
