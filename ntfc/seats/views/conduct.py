"""The code of conduct of a body, who accepted it, and declared interests."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize, can
from ntfc.seats import queries, rules
from ntfc.seats.forms.conduct import CodeForm, DeclareForm
from ntfc.seats.service import conduct as service
from ntfc.seats.views.common import ask, bp, crumb, today_in


@bp.get("/bodies/<int:body_id>/conduct")
def conduct(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.VIEW, body)
    return render("seats/conduct.html", **conduct_page(body))


def conduct_page(body: Body) -> dict[str, Any]:
    """Return all that the page of the code of conduct shows."""
    code = queries.code_of(body.id)
    person_id = current_user.person_id
    may_accept = can(current_user, rules.ACCEPT_CONDUCT, body)
    return {
        "body": body,
        "crumb": crumb(body),
        "code": code,
        "default": rules.DEFAULT_CODE_OF_CONDUCT,
        "may_accept": may_accept,
        "accepted_at": queries.accepted_at(body.id, person_id, code.mark) if person_id else None,
        "acceptances": queries.acceptances(body.id, code.mark, today_in(body)),
    }


@bp.post("/bodies/<int:body_id>/conduct")
def accept_conduct(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.ACCEPT_CONDUCT, body)
    mark = request.form.get("mark", "")
    service.accept_code(body, mark=mark, now=clock.now(), actor=current_user)
    flash(_("You have accepted the code of conduct."), "success")
    return done(url_for(".conduct", body_id=body.id))


@bp.route("/bodies/<int:body_id>/conduct/edit", methods=["GET", "POST"])
def edit_conduct(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.CONDUCT, body)
    text = queries.code_of(body.id).text
    form = typed(CodeForm, text=text or "\n\n".join(str(p) for p in rules.DEFAULT_CODE_OF_CONDUCT))

    def act() -> str:
        service.write_code(body, text=form.text.data, today=today_in(body), actor=current_user)
        return back

    back = url_for(".conduct", body_id=body.id)
    return ask(
        form,
        act,
        _("The code of conduct was written. Everybody is asked to accept it."),
        title=_("Write the code of conduct"),
        lead=_("When the text changes, everybody who sits in the body accepts it again."),
        button=_("Save"),
        back=back,
        crumbs=[crumb(body), (_("Code of conduct"), back)],
    )


@bp.get("/bodies/<int:body_id>/declarations")
def declarations(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.VIEW, body)
    return _declarations(body, DeclareForm())


def _declarations(body: Body, form: DeclareForm, status: int = 200) -> Response:
    return render(
        "seats/declarations.html",
        "seats/_declarations.html",
        status=status,
        body=body,
        crumb=crumb(body),
        form=form,
        rows=queries.declarations_in(body, current_user),
        reads_all=queries.reads_all(current_user, body),
    )


@bp.post("/bodies/<int:body_id>/declarations")
def declare(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.DECLARE, body)
    form = DeclareForm(request.form)
    if not form.validate():
        return _declarations(body, form, status=422)
    service.declare(body, text=form.text.data, today=today_in(body), actor=current_user)
    flash(_("Your declaration was kept."), "success")
    return done(url_for(".declarations", body_id=body.id))


@bp.post("/declarations/<int:declaration_id>/withdraw")
def withdraw(declaration_id: int) -> Response:
    declaration = queries.get_declaration(declaration_id)
    authorize(current_user, rules.WITHDRAW, declaration)
    body = queries.get_body(declaration.body_id)
    service.withdraw(declaration, today=today_in(body), actor=current_user)
    flash(_("Noted with the date of today; what was declared stays readable."), "success")
    return done(url_for(".declarations", body_id=body.id))
